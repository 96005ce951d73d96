/** A Service leads to a port that is open on the pod's own loopback alone. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { ClusterService, ServicePort } from '../topology/cluster.ts'
import { targetIn } from '../topology/kubernetes-services.ts'
import type { Cluster, PortVerdict, Workload } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'

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

function judge({ service, ...port }: Part, cluster: Cluster): Report | undefined {
  const pods = cluster.podsOf(service)
  const bound = pods.map(pod => boundIn(pod, targetIn(port, pod)))
  const [first] = bound
  if (!first || bound.includes(undefined)) return undefined
  const { evidence, sure } = first
  return {
    at: evidence.at,
    severity: sure ? 'error' : 'warning',
    message: `"${pods[0]!.name.text}" listens on ${evidence.number} of its own loopback alone: what the Service "${service.name.text}" sends there is refused, and a gateway answers 502, HAProxy 503. Probes are refused as well.`,
    related: [{ at: port.targetAt, message: `The Service "${service.name.text}" leads here` }],
    fixes: evidence.opens
      ? [{ title: 'Listen on all addresses, 0.0.0.0', edits: [evidence.opens], safe: pods.length === 1 }]
      : [],
  }
}

/** Another container of the pod may pass on what comes in. */
function boundIn(
  { containers, unread, hostNetwork }: Workload,
  port: number | undefined,
): Extract<PortVerdict, { kind: 'loopback' }> | undefined {
  const [container, ...others] = containers
  if (!container || others.length > 0 || unread || hostNetwork || port === undefined) return undefined
  const verdict = verdictOf(container, port)
  return verdict.kind === 'loopback' ? verdict : undefined
}
