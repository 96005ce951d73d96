/** The networks of a project and of its services. */
import { pointAt, type Word } from '../syntax/text.ts'
import type { Attachment, Network, NetworkMode } from './topology.ts'
import { entriesOf, get, isUnknown, itemsOf, type Value, wordOf } from './values.ts'

export interface Networks {
  /** Keys that a service may name; "default" is there unasked. */
  readonly declared: ReadonlySet<string>
  readonly external: ReadonlySet<string>
  /** The engine's name of each, by key; a name that depends on an unknown variable is left out. */
  readonly names: ReadonlyMap<string, string>
  readonly all: ReadonlyMap<string, Network>
}

/** `project`: the name under which the project is run; the networks of one that is not known differ from each other all the same. */
export function networksOf(root: Value, project = ''): Networks {
  const names = new Map([['default', `${project}_default`]])
  const external = new Set<string>()
  const declared = new Set(['default'])
  const implicit = { text: 'default', at: pointAt(root.at.file, root.at.start) }
  const all = new Map<string, Network>([
    ['default', { key: implicit, name: names.get('default'), external: false, subnets: [] }],
  ])
  for (const { key, value } of entriesOf(get(root, 'networks'))) {
    declared.add(key.text)
    const outside = get(value, 'external')
    const isExternal = outside?.kind === 'table' || isUnknown(outside) || wordOf(outside)?.text === 'true'
    const written = get(outside, 'name') ?? get(value, 'name')
    const name =
      wordOf(written)?.text ?? (isUnknown(written) ? undefined : isExternal ? key.text : `${project}_${key.text}`)
    if (isExternal) external.add(key.text)
    if (name === undefined) names.delete(key.text)
    else names.set(key.text, name)
    const internal = wordOf(get(value, 'internal'))
    const ranges = itemsOf(get(get(value, 'ipam'), 'config')).flatMap(range => wordOf(get(range, 'subnet')) ?? [])
    all.set(key.text, {
      key,
      name,
      external: isExternal,
      ...(internal?.text === 'true' && { internal: internal.at }),
      ...(mayHaveIpv6(value, ranges) && { ipv6: true }),
      subnets: ranges,
    })
  }
  return { declared, external, names, all }
}

/** `enable_ipv6`, an address range of version 6, or something that is not known here. */
const mayHaveIpv6 = (network: Value, ranges: readonly Word[]): boolean => {
  const enabled = get(network, 'enable_ipv6')
  return isUnknown(enabled) || wordOf(enabled)?.text === 'true' || ranges.some(({ text }) => text.includes(':'))
}

/** The networks that a service is on. Without any it is on the project's own. */
export function attachmentsOf(service: Value): readonly Attachment[] {
  const attachments = entriesOf(get(service, 'networks')).map(({ key, value }): Attachment => {
    const aliases = itemsOf(get(value, 'aliases')).flatMap(alias => wordOf(alias) ?? [])
    const address = wordOf(get(value, 'ipv4_address'))
    const address6 = wordOf(get(value, 'ipv6_address'))
    return { network: key.text, aliases, ...(address && { address }), ...(address6 && { address6 }) }
  })
  return attachments.length > 0 ? attachments : [{ network: 'default', aliases: [] }]
}

/** `containers`: the service of each `container_name`. */
export function networkModeOf(service: Value, containers: ReadonlyMap<string, string>): NetworkMode {
  const value = get(service, 'network_mode') ?? get(service, 'net')
  if (!value || value.kind === 'none') return { kind: 'networks' }
  const mode = wordOf(value)?.text ?? ''
  if (mode === 'host' || mode === 'none') return { kind: mode }
  const [, kind, name] = /^(service|container):(.+)$/.exec(mode) ?? []
  const owner = kind === 'container' ? containers.get(name!) : name
  return owner === undefined ? { kind: 'unknown' } : { kind: 'service', name: owner }
}

/** Whether everything that a service says of its networks is known, and every network that it names is declared. */
export function networksKnown(service: Value, { declared }: Networks): boolean {
  const networks = get(service, 'networks')
  if (isUnknown(networks) || isUnknown(get(service, 'network_mode'))) return false
  return entriesOf(networks).every(
    ({ key, value }) => declared.has(key.text) && !itemsOf(get(value, 'aliases')).some(isUnknown) && !isUnknown(value),
  )
}
