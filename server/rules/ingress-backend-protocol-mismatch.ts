/** ingress-nginx speaks another protocol to a Service than its pods. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef, KubeObject, ServicePort } from '../topology/cluster.ts'
import { controllerOf, controllersOf, mayBeIngressNginx } from '../topology/ingress-controllers.ts'
import { annotate } from '../topology/kubernetes-edits.ts'
import type { Cluster } from '../topology/topology.ts'

export const ingressBackendProtocolMismatch: Rule = {
  id: 'ingress-backend-protocol-mismatch',
  severity: 'warning',
  group: 'protocol',
  summary: 'An Ingress has ingress-nginx speak HTTP to a port that speaks HTTPS, or the other way round.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

const KEY = 'nginx.ingress.kubernetes.io/backend-protocol'

function judge(ref: BackendRef, cluster: Cluster): Report | undefined {
  const { owner, port } = ref
  if (owner.kind !== 'Ingress' || !port || !isReadByNginx(owner, cluster)) return undefined
  if (owner.annotations.get('nginx.ingress.kubernetes.io/ssl-passthrough')?.value.text === 'true') return undefined
  const written = owner.annotations.get(KEY)?.value
  const speaks = (written?.text ?? 'HTTP').toUpperCase()
  const lookup = cluster.lookup(ref)
  const service = lookup.kind === 'service' ? lookup.service : undefined
  const entry = service?.kubernetes?.ports.find(
    each => String(each.number) === port.text || each.name?.text === port.text,
  )
  const evidence = service?.ports.find(each => each.number === entry?.number)
  const spoken = evidence?.protocol?.toUpperCase() ?? (entry && isCalledHttps(entry) ? 'HTTPS' : undefined)
  if (!service || !evidence || !(speaks === 'HTTP' || speaks === 'HTTPS') || !(spoken === 'HTTP' || spoken === 'HTTPS'))
    return undefined
  if (speaks === spoken) return undefined
  const isSure = evidence.protocol !== undefined && mayBeIngressNginx(owner, cluster)
  const others = cluster.backends.filter(other => other.owner === owner && other.name.text !== ref.name.text)
  const edit = annotate(owner, KEY, spoken)
  return {
    at: written?.at ?? port.at,
    severity: spoken === 'HTTP' ? 'error' : 'warning',
    message: `${speaks} is spoken to "${ref.name.text}:${port.text}", where the pods speak ${spoken}: the answer is ${spoken === 'HTTP' ? '502' : '400 or 502'}.`,
    related: [{ at: evidence.at, message: `The port of "${ref.name.text}"` }],
    fixes: edit
      ? [{ title: `Set backend-protocol to ${spoken}`, edits: [edit], safe: others.length === 0 && isSure }]
      : [],
  }
}

/** ingress-nginx by its annotations; without any, whichever of the two controllers of that class it is, it speaks HTTP. */
const isReadByNginx = (ingress: KubeObject, cluster: Cluster): boolean =>
  mayBeIngressNginx(ingress, cluster) ||
  (controllersOf(ingress, cluster).includes('ingress-nginx') &&
    ![...ingress.annotations.keys()].some(key => controllerOf(key) !== undefined))

/** A name alone says little; with a usual port of TLS behind it, it is meant. */
const isCalledHttps = ({ name, target }: ServicePort): boolean =>
  /^https(?:-|$)/.test(name?.text ?? '') && /^(?:443|[89]443|https(?:-.*)?)$/.test(String(target))
