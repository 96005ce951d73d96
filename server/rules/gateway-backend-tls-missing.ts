/** A gateway of the Gateway API speaks plain HTTP to pods that speak HTTPS. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef } from '../topology/cluster.ts'
import { hasBackendTls } from '../topology/kubernetes-routes.ts'
import type { Cluster } from '../topology/topology.ts'

export const gatewayBackendTlsMissing: Rule = {
  id: 'gateway-backend-tls-missing',
  severity: 'warning',
  group: 'protocol',
  summary: 'An HTTPRoute leads to pods that speak HTTPS, and no BackendTLSPolicy tells the gateway so.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

/** Only where all manifests are here, and nothing of one implementation's own may say it. */
function judge(ref: BackendRef, cluster: Cluster): Report | undefined {
  const { owner, port, name } = ref
  if (owner.kind !== 'HTTPRoute' || !port || !cluster.complete) return undefined
  const lookup = cluster.lookup(ref)
  const service = lookup.kind === 'service' ? lookup.service : undefined
  const evidence = service?.ports.find(({ number }) => String(number) === port.text)
  const says = service?.kubernetes?.ports.find(({ number }) => String(number) === port.text)?.appProtocol
  if (
    !service?.kubernetes ||
    evidence?.protocol !== 'https' ||
    says ||
    hasBackendTls(service.kubernetes, cluster.objects)
  )
    return undefined
  return {
    at: port.at,
    message: `The pods of "${name.text}" speak HTTPS on port ${port.text}, and no BackendTLSPolicy is for that Service: the gateway speaks plain HTTP to them, and the answer is 400 or 502.`,
    related: [{ at: evidence.at, message: `The port of "${name.text}"` }],
  }
}
