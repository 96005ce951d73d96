/** A route of the Gateway API names a Service of another namespace, which nothing there allows. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef } from '../topology/cluster.ts'
import { newDocument } from '../topology/kubernetes-edits.ts'
import { isGranted } from '../topology/kubernetes-routes.ts'
import type { Cluster } from '../topology/topology.ts'

export const gatewayReferencegrantMissing: Rule = {
  id: 'gateway-referencegrant-missing',
  severity: 'error',
  group: 'kubernetes',
  summary: 'A route of the Gateway API leads to a Service of another namespace that does not grant it.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

/** Only where all manifests are here: a grant may lie anywhere. */
function judge(ref: BackendRef, cluster: Cluster): Report | undefined {
  const { owner, name, namespace } = ref
  if (!namespace || !owner.namespace || namespace.text === owner.namespace.text || !cluster.complete) return undefined
  const lookup = cluster.lookup(ref)
  const service = lookup.kind === 'service' ? lookup.service.kubernetes : undefined
  if (!service || isGranted(ref, cluster.objects)) return undefined
  const grant = newDocument(service, [
    'apiVersion: gateway.networking.k8s.io/v1beta1',
    'kind: ReferenceGrant',
    'metadata:',
    `  name: from-${owner.namespace.text}`,
    `  namespace: ${namespace.text}`,
    'spec:',
    '  from:',
    `    - { group: ${owner.group}, kind: ${owner.kind}, namespace: ${owner.namespace.text} }`,
    '  to:',
    `    - { group: "", kind: Service, name: ${name.text} }`,
  ])
  return {
    at: namespace.at,
    message: `The ${owner.kind} "${owner.name.text}" of the namespace "${owner.namespace.text}" leads to the Service "${name.text}" of "${namespace.text}", and no ReferenceGrant there allows it: the backend counts as invalid, and ${owner.kind === 'HTTPRoute' ? 'its share of the requests is answered 500' : 'requests to it fail'}.`,
    related: [{ at: service.name.at, message: `The Service "${name.text}" of "${namespace.text}"` }],
    fixes: grant ? [{ title: `Grant it in "${namespace.text}"`, edits: [grant], safe: false }] : [],
  }
}
