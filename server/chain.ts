/** Gateways in a row: what the configurations of a workspace listen on is evidence for the services that run them. */
import type { Config } from './model/config.ts'
import { type Listener, listenersOf } from './model/listeners.ts'
import { shortestWait } from './model/waits.ts'
import { type PoolFile, servicesWithPools } from './pools.ts'
import { once } from './syntax/remembered.ts'
import { isAlone } from './topology/alone.ts'
import type { Cluster, Container, Lookup, Placement, Port, Project, Service, Topology } from './topology/topology.ts'

/** A configuration, and who runs it. */
export interface Run {
  readonly config: Config
  readonly placements: readonly Placement[]
}

/**
 * The topology in which services, and containers of pods, listen where their gateways' configurations, or the pools of PHP-FPM, say so, and
 * wait for as long. It is the very same as before where an edit changes none of that: then what was looked up in it holds on.
 */
export function withListeners(topology: Topology, runs: readonly Run[], pools: readonly PoolFile[]): Topology {
  const services = new Map<Service, Service>(pools.length > 0 ? servicesWithPools(topology, pools) : [])
  for (const [service, own] of ownRuns(runs))
    services.set(service, listening(services.get(service) ?? service, own, topology))
  if (services.size === 0) return topology
  const known = joinedBefore.get(topology)
  if (known && sameServices(known.services, services)) return known.joined
  const joined = joinedWith(topology, new Map(services))
  joinedBefore.set(topology, { services, joined })
  return joined
}

/** By what the manifests alone say. */
const joinedBefore = new WeakMap<
  Topology,
  { readonly services: ReadonlyMap<Service, Service>; readonly joined: Topology }
>()

function joinedWith(topology: Topology, services: Map<Service, Service>): Topology {
  const projects = new Map<Project, Project>()
  for (const project of topology.projects) {
    if (project.services.some(service => services.has(service)))
      projects.set(project, { ...project, services: project.services.map(each => services.get(each) ?? each) })
  }
  const clusters = withContainers(topology.clusters, services)
  for (const [index, cluster] of topology.clusters.entries())
    if (clusters[index] !== cluster) projects.set(cluster, clusters[index]!)
  const asItWas = new Map<Service | Project, Service | Project>(
    [...services, ...projects].map(([before, now]) => [now, before]),
  )
  const before = (from: Placement): Placement => ({
    ...from,
    service: (asItWas.get(from.service) as Service | undefined) ?? from.service,
    project: (asItWas.get(from.project) as Project | undefined) ?? from.project,
  })
  const now = (from: Placement): Placement => ({
    ...from,
    service: services.get(from.service) ?? from.service,
    project: projects.get(from.project) ?? from.project,
  })
  const placements = new Map<string, readonly Placement[]>()
  return {
    ...topology,
    projects: topology.projects.map(project => projects.get(project) ?? project),
    clusters,
    placementsOf(file) {
      const known = placements.get(file) ?? topology.placementsOf(file).map(now)
      placements.set(file, known)
      return known
    },
    lookup: (host, from) =>
      answered(
        topology.lookup(host, before(from)),
        services,
        clusters.find(each => each === from.project),
      ),
  }
}

/** The clusters in which that is known of their containers. */
const withContainers = (clusters: readonly Cluster[], services: ReadonlyMap<Service, Service>): readonly Cluster[] =>
  clusters.some(cluster => cluster.containers.some(each => services.has(each)))
    ? clusters.map(cluster =>
        cluster.containers.some(each => services.has(each))
          ? cluster.withContainers(each => (services.get(each) as Container | undefined) ?? each)
          : cluster,
      )
    : clusters

const sameServices = (before: ReadonlyMap<Service, Service>, now: ReadonlyMap<Service, Service>): boolean =>
  before.size === now.size && [...now].every(([from, service]) => sameKnown(service, before.get(from)))

/** The same in every part that is told of one service, places too: those of lines that nobody edits are the very same. */
const sameKnown = (a: Service, b: Service | undefined): boolean =>
  b !== undefined &&
  a.ports.length === b.ports.length &&
  a.portsClosed === b.portsClosed &&
  a.portsUnread === b.portsUnread &&
  a.configRead === b.configRead &&
  a.waits?.at === b.waits?.at &&
  a.waits?.value === b.waits?.value &&
  a.requestLimit === b.requestLimit &&
  a.sockets?.length === b.sockets?.length &&
  (a.sockets ?? []).every(({ path }, index) => path === b.sockets![index]!.path) &&
  a.ports.every((port, index) => {
    const other = b.ports[index]!
    return port === other || KEYS.every(key => port[key] === other[key])
  })

const KEYS = [
  ...(['number', 'source', 'at', 'protocol', 'product', 'loopback', 'proxyProtocol', 'http1'] as const),
  'clientCertificate',
] as const satisfies readonly (keyof Port)[]

const answered = (lookup: Lookup, services: ReadonlyMap<Service, Service>, cluster: Cluster | undefined): Lookup => {
  const found = 'service' in lookup ? lookup.service : undefined
  const service = found && (found.kubernetes ? cluster?.asService(found.kubernetes) : services.get(found))
  return service ? ({ ...lookup, service } as Lookup) : lookup
}

/** The configurations of each service, or container, that runs some. */
function ownRuns(runs: readonly Run[]): ReadonlyMap<Service, readonly OwnRun[]> {
  const found = new Map<Service, OwnRun[]>()
  for (const { config, placements } of runs) {
    for (const placement of config.gateways.length > 0 ? placements : []) {
      found.set(placement.service, [...(found.get(placement.service) ?? []), { config, placement }])
    }
  }
  return found
}

interface OwnRun {
  readonly config: Config
  readonly placement: Placement
}

/** Of a container that runs nothing but one gateway, whose whole configuration is here, nothing else counts. */
function listening(service: Service, runs: readonly OwnRun[], topology: Topology): Service {
  const [first, ...others] = runs
  const { ports, all } = listenersOf(first!.config)
  const waits = others.length === 0 ? shortestWait(first!.config) : undefined
  if (others.length === 0 && all && isWhole(first!) && isAlone(first!.placement)) {
    const known = [...portsOf(ports), ...stockPorts(first!, topology)]
    return { ...service, ports: known, portsClosed: true, portsUnread: false, ...(waits && { waits }) }
  }
  const open = runs.flatMap(({ config }) => listenersOf(config).ports.filter(({ loopback }) => !loopback))
  const added = open.map(({ port, at }): Port => ({ number: port, source: 'config', at }))
  return { ...service, ports: [...service.ports, ...added] }
}

const isWhole = ({ config, placement }: OwnRun): boolean =>
  config.complete && !placement.service.rewrites && (config.context === 'http' || MAIN.test(placement.path))

/** The file that the images load by themselves. */
const MAIN = /\/(?:nginx\.conf|haproxy\.cfg)$/

const portOf = once(
  ({ port, at, loopback, protocol, proxyProtocol, http1, clientCertificate }: Listener): Port => ({
    number: port,
    source: 'config',
    at,
    ...(protocol && { protocol }),
    ...(loopback && { loopback }),
    ...(proxyProtocol !== undefined && { proxyProtocol }),
    ...(http1 && { http1 }),
    ...(clientCertificate && { clientCertificate }),
  }),
)

const portsOf = once((ports: readonly Listener[]): readonly Port[] => ports.map(portOf))

/** The server that the official images bring along in `conf.d`, unless something stands in its place. */
function stockPorts({ config, placement }: OwnRun, topology: Topology): readonly Port[] {
  const { service } = placement
  if (config.context !== 'http') return []
  const isReplaced =
    service.mounts.some(({ to, via }) => via === 'volume' && /^\/etc\/nginx\/conf\.d\/?$/.test(to)) ||
    config.documents.some(({ path }) =>
      topology.placementsOf(path).some(each => each.service === service && each.path === DEFAULT),
    )
  return isReplaced ? [] : STOCK.map(number => ({ number, source: 'image', at: service.base!.at, product: 'nginx' }))
}

const DEFAULT = '/etc/nginx/conf.d/default.conf'

/** Of nginx, and of the image that does not run as root. */
const STOCK = [80, 8080]
