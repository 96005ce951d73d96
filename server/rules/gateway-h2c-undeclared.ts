/** An HTTPRoute leads to a port that is called gRPC or h2c, and nothing tells the gateway to speak HTTP/2 to it. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef } from '../topology/cluster.ts'
import { intoPort } from '../topology/kubernetes-edits.ts'
import { classesOf, hasBackendTls } from '../topology/kubernetes-routes.ts'
import type { Cluster } from '../topology/topology.ts'

export const gatewayH2cUndeclared: Rule = {
  id: 'gateway-h2c-undeclared',
  severity: 'info',
  group: 'protocol',
  summary:
    'An HTTPRoute leads to a port that is called gRPC or h2c, and nothing tells the gateway to speak HTTP/2 to it.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

function judge(ref: BackendRef, cluster: Cluster): Report | undefined {
  const { owner, port, name } = ref
  if (owner.kind !== 'HTTPRoute' || !port || !cluster.complete || readsNames(ref, cluster)) return undefined
  const lookup = cluster.lookup(ref)
  const found = lookup.kind === 'service' ? lookup.service : undefined
  const service = found?.kubernetes
  const entry = service?.ports.find(({ number }) => String(number) === port.text)
  if (!service || !entry || entry.appProtocol || !/^(?:grpc|h2c)(?:-|$)/.test(entry.name?.text ?? '')) return undefined
  const isTls = found.ports.some(({ number, protocol }) => number === entry.number && protocol === 'https')
  if (isTls || hasBackendTls(service, cluster.objects)) return undefined
  const edit = intoPort(entry, 'appProtocol: kubernetes.io/h2c', service)
  return {
    at: port.at,
    message: `Port ${port.text} of "${name.text}" is called "${entry.name!.text}", and its Service has no "appProtocol": a gateway speaks HTTP/1 to it, which a server of gRPC answers with 502 at best.`,
    related: [{ at: entry.name!.at, message: 'The name alone tells the gateway nothing' }],
    fixes: edit ? [{ title: 'Say appProtocol: kubernetes.io/h2c', edits: [edit], safe: false }] : [],
  }
}

/** Meshes take the protocol from the name of the port; of a Gateway that is not here nobody knows whose it is. */
function readsNames({ owner }: BackendRef, cluster: Cluster): boolean {
  const classes = classesOf(owner, cluster.objects)
  return classes.length === 0 || classes.some(each => !each || /istio|asm|mesh|linkerd|kuma|consul/.test(each))
}
