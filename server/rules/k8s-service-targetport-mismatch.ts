/** A Service leads to a port of its pods that nobody opens. */
import type { Fix, Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { ClusterService, ServicePort } from '../topology/cluster.ts'
import { retarget } from '../topology/kubernetes-edits.ts'
import { type PortOfService, portsOfServices } from '../topology/kubernetes-services.ts'
import type { Cluster, Container, Port, Workload } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'

export const k8sServiceTargetportMismatch: Rule = {
  id: 'k8s-service-targetport-mismatch',
  severity: 'error',
  group: 'kubernetes',
  summary: 'A Kubernetes Service leads to a port on which no container of its pods listens.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, portsOfServices, judge),
}

function judge({ service, ...port }: PortOfService, cluster: Cluster): Report | undefined {
  const { target, protocol } = port
  const pods = cluster.podsOf(service)
  if (typeof target !== 'number' || protocol !== 'TCP' || pods.length === 0) return undefined
  const apart = cluster.podsAnywhere(service).filter(other => !pods.some(pod => isWrittenThere(pod, other)))
  if (![...pods, ...apart].every(pod => refuses(pod, target))) return undefined
  const containers = pods.flatMap(pod => pod.containers)
  const open = containers.flatMap(container => portsOpen(container, target))
  const numbers = [...new Set(open.map(({ number }) => number))]
  const isSure = containers.every(container => isClosed(container, target) || isTold(container))
  const name = service.name.text
  return {
    at: port.targetAt,
    severity: isUnused(port, service, cluster) ? 'info' : isSure ? 'error' : 'warning',
    message: `The Service "${name}" leads to the port ${target} of "${pods[0]!.name.text}", ${isSure ? `which listens on ${numbers.join(', ')}` : `whose containers declare ${numbers.join(', ')}`}: where nobody listens the connection is refused, and a gateway answers 502, HAProxy 503.`,
    related: open.map(({ at, number }) => ({ at, message: `The container has the port ${number}` })),
    fixes: numbers.flatMap((number): readonly Fix[] => {
      const edit = retarget(port, String(number), service)
      return edit ? [{ title: `Lead to port ${number}`, edits: [edit], safe: isSure && numbers.length === 1 }] : []
    }),
  }
}

const isWrittenThere = (a: Workload, b: Workload): boolean => a.at.file === b.at.file && a.at.start === b.at.start

/** Every container says where it listens, and none says this port. */
const refuses = ({ unread, hostNetwork, containers }: Workload, port: number): boolean =>
  !unread &&
  !hostNetwork &&
  containers.every(
    container =>
      isClosed(container, port) || (container.declared.length > 0 && verdictOf(container, port).kind === 'undeclared'),
  )

const isClosed = (container: Container, port: number): boolean => verdictOf(container, port).kind === 'closed'

/** What it is told to listen on where that is all; else what it declares. */
function portsOpen(container: Container, port: number): readonly Pick<Port, 'number' | 'at'>[] {
  const verdict = verdictOf(container, port)
  return verdict.kind === 'closed'
    ? verdict.evidence.filter(({ loopback }) => !loopback)
    : container.declared.filter(({ protocol }) => protocol === 'TCP')
}

/** A port that it declares is one that it is told to listen on, is asked for by the kubelet, or is its image's. */
const isTold = ({ declared, ports }: Container): boolean =>
  ports.some(({ number, source }) => source !== 'expose' && declared.some(each => each.number === number))

/** The Service has other ports, and nothing in the manifests asks for this one. */
const isUnused = ({ number, name }: ServicePort, service: ClusterService, cluster: Cluster): boolean =>
  service.ports.length > 1 &&
  !cluster.backends.some(
    ref => ref.name.text === service.name.text && (ref.port?.text === String(number) || ref.port?.text === name?.text),
  )
