/** A service publishes a port of its gateway on which the gateway does not listen. */
import type { Config } from '../model/config.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Fix, Report, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'
import { isAlone } from '../topology/alone.ts'
import type { Placement } from '../topology/topology.ts'

export const publishedWithoutListener: Rule = {
  id: 'published-without-listener',
  severity: 'warning',
  group: 'reachability',
  summary: 'A service publishes a port of its container on which the gateway in it does not listen.',
  *check({ config, placements }) {
    if (!config.complete || placements.length === 0) return
    const listens = config.dialect === 'nginx' ? nginxPorts(config) : haproxyPorts(config)
    if (listens) for (const placement of placements) yield* mappingsOf(placement, config, listens)
  },
}

function* mappingsOf(placement: Placement, config: Config, listens: ReadonlySet<number>): Generator<Report> {
  const { service, path } = placement
  if (!isAlone(placement) || !(config.context === 'http' || MAIN.test(path)) || service.portsUnread) return
  const ports = config.context === 'http' ? new Set([...listens, ...STOCK]) : listens
  const silent = service.mappings.filter(({ target }) => !ports.has(target))
  const name = config.dialect === 'nginx' ? 'nginx' : 'HAProxy'
  for (const { at, target } of silent) {
    yield {
      at,
      severity: silent.length === service.mappings.length ? 'warning' : 'info',
      message: `Port ${target} of "${service.name.text}" is published, and ${name} does not listen on it there but on ${[...listens].join(', ')}: whoever calls is cut off, and what stands in front answers 502 or 521.`,
      related: config.gateways
        .flatMap(gateway => gateway.listens)
        .slice(0, 3)
        .map(each => ({ at: each.at, message: 'It listens here' })),
      fixes: leadTo(placement, target, listens),
    }
  }
}

/** Where the gateway listens on one port only, that one is likely meant. */
function leadTo({ service }: Placement, target: number, listens: ReadonlySet<number>): readonly Fix[] {
  const [port, ...others] = [...listens].filter(number => number > 0)
  const written = service.ports.find(({ source, number }) => source === 'ports' && number === target)
  if (!port || others.length > 0 || !written || service.mappings.some(mapping => mapping.target === port)) return []
  return [{ title: `Publish ${port} instead`, edits: [{ at: written.at, text: String(port) }], safe: false }]
}

/** The file that the images load by themselves. */
const MAIN = /\/(?:nginx\.conf|haproxy\.cfg)$/

/** Ports of the server that the images bring along in `conf.d`. */
const STOCK = [80, 8080]

/** Every port on which nginx listens; undefined where one is not known. */
function nginxPorts(config: Config): ReadonlySet<number> | undefined {
  const servers = occurrences(config, 'server').filter(({ directive }) => directive.body)
  const bare = servers.some(
    ({ directive }) => !directive.body!.some(({ name }) => /^(?:listen|include)$/.test(name.text)),
  )
  const ports = occurrences(config, 'listen').map(({ directive }) => nginxPort(directive))
  return ports.length > 0 && ports.every(port => port !== undefined)
    ? new Set([...ports, ...(bare ? [80] : [])])
    : undefined
}

/** A range is not taken apart. A socket has no port, and counts as one that nobody publishes. */
function nginxPort({ args }: Directive): number | undefined {
  const text = args[0]?.text ?? ''
  if (/^unix:/.test(text)) return 0
  const [, port] = /^(?:.*:)?(\d+)$/.exec(text) ?? []
  return port !== undefined ? Number(port) : /^[\w.*-]+$|^\[[^\]]*\]$/.test(text) ? 80 : undefined
}

/** Every port to which HAProxy is bound, in sections of any kind; undefined where one is not known. */
function haproxyPorts(config: Config): ReadonlySet<number> | undefined {
  if (config.directives.some(({ name, body }) => /^(?:program|peers|\..+)$/.test(name.text) || body?.some(isElsewhere)))
    return undefined
  const words = occurrences(config, 'bind').flatMap(({ directive }) => directive.args[0]?.text.split(',') ?? [])
  const ports = words.map(text =>
    /^(?:unix@|abns@)?\//.test(text) ? 0 : Number(/:(\d+)$/.exec(text)?.[1] ?? Number.NaN),
  )
  return ports.length > 0 && ports.every(port => !Number.isNaN(port)) ? new Set(ports) : undefined
}

/** Lines that make HAProxy listen in other ways. */
const isElsewhere = ({ name, args }: Directive): boolean =>
  /^\./.test(name.text) || (name.text === 'stats' && args[0]?.text === 'socket' && /:\d+$/.test(args[1]?.text ?? ''))
