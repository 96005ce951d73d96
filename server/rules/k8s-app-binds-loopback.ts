/** A Service leads to a port that is open on the pod's own loopback alone. */
import type { Fix, Report, Rule } from '../rule.ts'
import { type Span, stretch } from '../syntax/text.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { ClusterService, ServicePort } from '../topology/cluster.ts'
import type { Cluster, Port, Workload } from '../topology/topology.ts'

export const k8sAppBindsLoopback: Rule = {
  id: 'k8s-app-binds-loopback',
  severity: 'error',
  group: 'kubernetes',
  summary: 'A Kubernetes Service leads to a port that a container opens for its own pod alone.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, portsOf, judge),
}

interface Part extends ServicePort {
  readonly service: ClusterService
}

const portsOf = ({ kubernetes }: Cluster): readonly Part[] =>
  kubernetes.flatMap(service => service.ports.map(port => ({ ...port, service })))

function judge({ service, target, targetAt }: Part, cluster: Cluster): Report | undefined {
  const pods = cluster.podsOf(service)
  const bound = pods.map(pod => loopbackPort(pod, target))
  const [port] = bound
  if (!port || bound.includes(undefined)) return undefined
  const host = hostBefore(port.at, pods[0]!)
  const fix: readonly Fix[] = host
    ? [{ title: 'Listen on all addresses, 0.0.0.0', edits: [{ at: host, text: '0.0.0.0' }], safe: pods.length === 1 }]
    : []
  return {
    at: host ?? port.at,
    message: `"${pods[0]!.name.text}" listens on ${port.number} of its own loopback alone: what the Service "${service.name.text}" sends there is refused, and a gateway answers 502, HAProxy 503. Probes are refused as well.`,
    related: [{ at: targetAt, message: `The Service "${service.name.text}" leads here` }],
    fixes: fix,
  }
}

/** What it is told of the port, all of it; a declaration opens nothing. */
function loopbackPort({ containers, unread, hostNetwork }: Workload, target: number | string): Port | undefined {
  const named = containers.flatMap(({ declared }) => declared).find(({ name }) => name?.text === target)?.number
  const number = typeof target === 'number' ? target : named
  const told = containers
    .flatMap(({ ports }) => ports)
    .filter(port => port.number === number && ['command', 'environment', 'config'].includes(port.source))
  return !unread && !hostNetwork && containers.length === 1 && told.every(({ loopback }) => loopback)
    ? told[0]
    : undefined
}

/** The address in front of a port, where it stands there. */
function hostBefore(port: Span, { at, source }: Workload): Span | undefined {
  const before = source.slice(Math.max(port.start - LONGEST, 0), port.start)
  const [host] = /(?:127\.0\.0\.1|localhost)(?=:$)/.exec(before) ?? []
  return host && !port.scattered && port.file === at.file
    ? stretch(port, port.start - 1 - host.length, port.start - 1)
    : undefined
}

/** `127.0.0.1:` */
const LONGEST = 10
