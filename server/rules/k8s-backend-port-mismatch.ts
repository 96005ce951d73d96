/** An Ingress or a route of the Gateway API asks a Service for a port that it does not have. */
import type { Fix, Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef, ServicePort } from '../topology/cluster.ts'
import type { Cluster } from '../topology/topology.ts'

export const k8sBackendPortMismatch: Rule = {
  id: 'k8s-backend-port-mismatch',
  severity: 'error',
  group: 'kubernetes',
  summary: 'An Ingress or a route of the Gateway API asks a Service for a port that is not in its list.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

function judge(ref: BackendRef, cluster: Cluster): Report | undefined {
  const { owner, port } = ref
  const lookup = cluster.lookup(ref)
  const service = lookup.kind === 'service' ? lookup.service.kubernetes : undefined
  if (!port || !service || service.type === 'ExternalName' || service.portsUnread || service.ports.length === 0)
    return undefined
  if (service.ports.some(each => isAsked(each, port.text))) return undefined
  const target = service.ports.filter(each => String(each.target) === port.text)
  const meant = target.length === 1 ? target : service.ports
  const isByTarget = owner.kind === 'Ingress' && target.length > 0
  return {
    at: port.at,
    severity: isByTarget ? 'warning' : 'error',
    message: `The Service "${service.name.text}" has the port ${service.ports.map(labelOf).join(', ')}, and no port ${port.text}${isByTarget ? ', which is that of its pods' : ''}: ${consequence(owner.kind, isByTarget)}.`,
    related: [{ at: service.ports[0]!.at, message: `"${service.name.text}" declares its ports here` }],
    fixes: [...new Map(meant.map(each => [labelOf(each), each])).values()].flatMap(each =>
      fixOf(each, ref, meant.length === 1),
    ),
  }
}

/** A number, or else a name, which is no number. */
const isAsked = ({ number, name }: ServicePort, asked: string): boolean =>
  String(number) === asked || name?.text === asked

const labelOf = ({ number, name }: ServicePort): string => (name ? `${number} ("${name.text}")` : String(number))

/** ingress-nginx takes a port of the pods as well (controller.go, serviceEndpoints); other controllers do not. */
const consequence = (kind: string, isByTarget: boolean): string =>
  kind === 'Ingress'
    ? isByTarget
      ? 'ingress-nginx finds it all the same, other controllers answer 503'
      : 'the answer is 503'
    : kind === 'HTTPRoute'
      ? 'the answer is 500'
      : 'the answer is an error'

/** A name where a name is written: a port without one cannot be put in there. */
function fixOf(port: ServicePort, ref: BackendRef, safe: boolean): readonly Fix[] {
  const text = /[a-z]/i.test(ref.port!.text) ? port.name?.text : String(port.number)
  return text === undefined ? [] : [{ title: `Use the port ${text}`, edits: [{ at: ref.port!.at, text }], safe }]
}
