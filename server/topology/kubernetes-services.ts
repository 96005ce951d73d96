/** Kubernetes Services: the ports that they have, where each leads, and what they are to those that ask them by name. */
import { ownOf } from '../syntax/own.ts'
import type { Span, Word } from '../syntax/text.ts'
import type { BackendRef, ClusterService, KubeObject, ServicePort } from './cluster.ts'
import { isRead, wordsIn } from './kubernetes.ts'
import { isPort } from './listen.ts'
import type { Cluster, Container, Mapping, Port, Service, Workload } from './topology.ts'
import { get, itemsOf, type Value, wordOf } from './values.ts'
import { verdictOf } from './verdict.ts'

/** Undefined for an object of another kind. */
export function clusterServiceOf(object: KubeObject): ClusterService | undefined {
  if (object.kind !== 'Service' || object.group !== '') return undefined
  const spec = get(object.value, 'spec')
  const type = wordOf(get(spec, 'type'))?.text
  const selector = get(spec, 'selector')
  const listed = itemsOf(get(spec, 'ports'))
  const ports = listed.flatMap(portOf)
  return {
    ...object,
    type: type === 'NodePort' || type === 'LoadBalancer' || type === 'ExternalName' ? type : 'ClusterIP',
    headless: wordOf(get(spec, 'clusterIP'))?.text === 'None',
    selector:
      selector?.kind === 'table' && selector.entries.size > 0 && isRead(selector) ? wordsIn(selector) : undefined,
    selectorAt: selector?.kind === 'table' ? selector.at : undefined,
    ports,
    portsUnread: spec?.kind !== 'table' || ports.length < listed.length || get(spec, 'ports')?.kind === 'unknown',
    externalName: wordOf(get(spec, 'externalName')),
    publishNotReady: wordOf(get(spec, 'publishNotReadyAddresses'))?.text === 'true',
  }
}

function portOf(item: Value): readonly ServicePort[] {
  const entry = item.kind === 'table' ? item.entries.get('port') : undefined
  const port = wordOf(entry?.value)
  const target = wordOf(get(item, 'targetPort'))
  const protocol = wordOf(get(item, 'protocol'))?.text ?? 'TCP'
  const nodePort = wordOf(get(item, 'nodePort'))?.text ?? ''
  if (
    item.kind !== 'table' ||
    !entry ||
    !port ||
    !isPort(port.text) ||
    (get(item, 'targetPort') && !target && get(item, 'targetPort')!.kind !== 'none')
  )
    return []
  const meant = target ?? port
  return [
    {
      number: Number(port.text),
      at: port.at,
      name: wordOf(get(item, 'name')),
      target: isPort(meant.text) ? Number(meant.text) : meant.text,
      targetAt: meant.at,
      hasTarget: target !== undefined,
      protocol: protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP',
      appProtocol: wordOf(get(item, 'appProtocol')),
      nodePort: isPort(nodePort) ? Number(nodePort) : undefined,
      entry,
      isFlow: item.flow,
    },
  ]
}

/** A port with the Service that has it. */
export interface PortOfService extends ServicePort {
  readonly service: ClusterService
}

/** Every port of every Service that has an address of its own or gives those of pods: not of one that is another name. */
export const portsOfServices = ({ kubernetes }: Cluster): readonly PortOfService[] =>
  kubernetes.flatMap(service =>
    service.type === 'ExternalName' ? [] : service.ports.map(port => ({ ...port, service })),
  )

/** The number of the pods' port that a port leads to in one of them; undefined where no container has a port of that name. */
export const targetIn = ({ target }: ServicePort, { containers }: Workload): number | undefined =>
  typeof target === 'number'
    ? target
    : containers.flatMap(({ declared }) => declared).find(({ name }) => name?.text === target)?.number

/** A container to which a Service leads. */
export interface Served {
  readonly at: Span
  readonly container: Container
  readonly workload: Workload
  readonly service: ClusterService
  /** The port of the container. */
  readonly port: number
}

/** The containers of long-running workloads to which some Service leads, each once. */
export function servedIn({ kubernetes, podsOf }: Cluster): readonly Served[] {
  const found = kubernetes.flatMap(service =>
    service.ports.flatMap(port =>
      podsOf(service).flatMap((workload): readonly Served[] => {
        const target = targetIn(port, workload)
        const { containers } = workload
        const declaring = containers.filter(({ declared }) => declared.some(({ number }) => number === target))
        const [container] = declaring.length > 0 ? declaring : containers
        const isSure = declaring.length === 1 || containers.length === 1
        if (
          !container ||
          !isSure ||
          target === undefined ||
          !/^(?:Deployment|StatefulSet|Rollout)$/.test(workload.kind)
        )
          return []
        return [{ at: container.container.at, container, workload, service, port: target }]
      }),
    ),
  )
  return [...new Map(found.toReversed().map(each => [each.container, each])).values()].toReversed()
}

/** The images of the pods to which a backend leads. */
export function imagesBehind(ref: BackendRef, cluster: Cluster): readonly Word[] {
  const lookup = cluster.lookup(ref)
  const service = lookup.kind === 'service' ? lookup.service.kubernetes : undefined
  const pods = service ? cluster.podsOf(service) : []
  return pods.flatMap(({ containers }) => containers.flatMap(({ image }) => image ?? []))
}

/**
 * What a Service is to those that ask it. Its own address has the ports of its list and no others, whatever the pods listen on; the
 * name of a headless one gives the pods' addresses, and so their ports.
 */
export function asService(service: ClusterService, pods: readonly Workload[]): Service {
  return { ...BARE, name: service.name, ...portsSeen(service, pods), kubernetes: service }
}

/** What only compose has. */
export const BARE = {
  otherNames: [],
  networkMode: { kind: 'unknown' },
  networks: [],
  image: undefined,
  base: undefined,
  pristine: false,
  command: undefined,
  mappings: [],
  environment: new Map<string, Word | undefined>(),
  extraHosts: [],
  profiles: [],
  complete: true,
  mounts: [],
} as const satisfies Partial<Service>

function portsSeen(
  service: ClusterService,
  pods: readonly Workload[],
): Pick<Service, 'ports' | 'portsClosed' | 'portsUnread' | 'mappings'> {
  const { headless, type, portsUnread } = service
  const tcp = service.ports.filter(({ protocol }) => protocol === 'TCP')
  if (type === 'ExternalName') return { ports: [], portsClosed: false, portsUnread: true, mappings: [] }
  if (!headless) {
    const ports = tcp.map(port => ({
      number: port.number,
      source: 'service' as const,
      at: port.at,
      ...behind(port, pods),
    }))
    return { ports, portsClosed: !portsUnread && ports.length > 0, portsUnread, mappings: [] }
  }
  const containers = pods.flatMap(pod => pod.containers)
  const mappings = tcp.flatMap((port): readonly Mapping[] => {
    const targets = new Set(pods.map(pod => targetIn(port, pod)))
    const [target] = targets
    return targets.size === 1 && target !== undefined && target !== port.number
      ? [{ published: port.number, target, at: port.at }]
      : []
  })
  return {
    ports: containers.flatMap(({ ports }) => ports),
    portsClosed: pods.length === 1 && containers.length === 1 && containers[0]!.portsClosed,
    portsUnread: portsUnread || pods.length === 0 || containers.some(each => each.portsUnread),
    mappings,
  }
}

/** Where a port leads, and what is spoken there, as far as all pods agree. */
function behind(port: ServicePort, pods: readonly Workload[]): Pick<Port, 'leadsTo' | 'protocol' | 'http1'> {
  const targets = pods.map(pod => targetIn(port, pod))
  const leadsTo =
    typeof port.target === 'number' ? port.target : targets.every(each => each === targets[0]) ? targets[0] : undefined
  const spoken = pods.map(pod => evidenceIn(pod, leadsTo))
  const said = ownOf(SAID, port.appProtocol?.text ?? '')
  const protocol =
    said ?? (spoken.every(each => each?.protocol === spoken[0]?.protocol) ? spoken[0]?.protocol : undefined)
  const http1 = protocol === 'http' && spoken.length > 0 && spoken.every(each => each?.http1)
  return { ...(leadsTo !== undefined && { leadsTo }), ...(protocol && { protocol }), ...(http1 && { http1 }) }
}

/** What `appProtocol` says of a port (KEP-3726). Who takes HTTP/2 at once mostly takes HTTP/1 as well; who names gRPC takes nothing else. */
const SAID: Readonly<Record<string, Port['protocol']>> = {
  http: 'http',
  https: 'https',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/h2c': 'http',
  grpc: 'h2c',
}

/** What an image is known for is no proof here: a Service may lead to what was put in front of it. */
function evidenceIn({ containers }: Workload, port: number | undefined): Port | undefined {
  if (port === undefined) return undefined
  const known = containers.flatMap(container => {
    const verdict = verdictOf(container, port)
    return verdict.kind === 'open' && verdict.evidence.source !== 'image' ? [verdict.evidence] : []
  })
  return known.length === 1 ? known[0] : undefined
}
