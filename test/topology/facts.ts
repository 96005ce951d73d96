/** Small workspaces written as one text, and what the topology makes of them as short lines. */
import { kindOf } from '../../server/kinds.ts'
import { readManifest, topologyOf } from '../../server/topology/manifest.ts'
import type { Lookup, Placement, Port, Project, Service, Topology } from '../../server/topology/topology.ts'
import { verdictOf } from '../../server/topology/verdict.ts'

/** Files by path. A line `==> path` begins one; what stands in front of the first is `compose.yaml`. */
export function filesOf(text: string): ReadonlyMap<string, string> {
  const [first = '', ...rest] = text.replace(/^\n/, '').split(/^==> /m)
  const others = rest.map(part => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const)
  return new Map([...(first === '' ? [] : [['compose.yaml', first] as const]), ...others])
}

export function topology(text: string): Topology {
  return topologyOf(
    [...filesOf(text)].flatMap(([file, content]) => {
      const kind = kindOf(file, content)
      return kind && kind !== 'nginx' && kind !== 'haproxy' && kind !== 'php-fpm' && kind !== 'settings'
        ? [readManifest(kind, file, content)]
        : []
    }),
  )
}

export function projectIn({ projects }: Topology, file = 'compose.yaml'): Project {
  const project = projects.find(each => each.files.includes(file))
  if (!project) throw new Error(`no project has the file ${file}`)
  return project
}

export function serviceIn(whole: Topology, name = 'api', file?: string): Service {
  const service = projectIn(whole, file).services.find(each => each.name.text === name)
  if (!service) throw new Error(`no service is called ${name}`)
  return service
}

/** "8000 command loopback, 80 ports" and so on; "closed" and "unread" where it is so. */
export function listening({ ports, portsClosed, portsUnread }: Service): string {
  const all = ports.map(evidence).join(', ')
  return [all, ...(portsClosed ? ['closed'] : []), ...(portsUnread ? ['unread'] : [])].join(' | ')
}

const evidence = ({ number, source, protocol, product, loopback, proxyProtocol }: Port): string =>
  [number, source, protocol, product, loopback && 'loopback', proxyProtocol && 'PROXY'].filter(Boolean).join(' ')

export function verdict(service: Service, port: number): string {
  const found = verdictOf(service, port)
  if (found.kind === 'open') return `open ${found.evidence.source}`
  if (found.kind === 'published') return `published ${found.mapping.target}`
  if (found.kind === 'loopback') return found.sure ? 'loopback' : 'loopback, perhaps'
  return 'evidence' in found ? `${found.kind} ${found.evidence.map(({ number }) => number).join(' ')}` : found.kind
}

/** "gateway /etc/nginx/nginx.conf" for each place. */
export const places = (whole: Topology, file: string): readonly string[] =>
  whole.placementsOf(file).map(({ service, path }) => `${service.name.text} ${path}`)

/** A process of a service, for lookups. */
export function from(whole: Topology, name = 'gateway', file?: string): Placement {
  const service = serviceIn(whole, name, file)
  return { project: projectIn(whole, file), service, at: service.name.at, path: '/etc/nginx/nginx.conf' }
}

/** "service api", "apart api", "elsewhere api.shop", "missing, nearest api", "unknown". */
export function found(lookup: Lookup): string {
  if (lookup.kind === 'service' || lookup.kind === 'apart') return `${lookup.kind} ${lookup.service.name.text}`
  if (lookup.kind === 'missing') return lookup.nearest ? `missing, nearest ${lookup.nearest.text}` : 'missing'
  return lookup.kind === 'elsewhere' ? `elsewhere ${lookup.name}` : 'unknown'
}
