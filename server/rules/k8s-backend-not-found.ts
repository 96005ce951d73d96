/** An Ingress or a route of the Gateway API leads to a Service that its namespace does not have. */
import type { Report, Rule } from '../rule.ts'
import { isSpelling } from '../syntax/nearest.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef } from '../topology/cluster.ts'
import type { Cluster } from '../topology/topology.ts'

export const k8sBackendNotFound: Rule = {
  id: 'k8s-backend-not-found',
  severity: 'error',
  group: 'kubernetes',
  summary: 'An Ingress or a route of the Gateway API leads to a Service that is not there.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

function judge(ref: BackendRef, cluster: Cluster): Report | undefined {
  const { owner, name, at } = ref
  const lookup = cluster.lookup(ref)
  const leads = `The ${owner.kind} "${owner.name.text}" leads to the Service "${name.text}"`
  if (lookup.kind === 'elsewhere') {
    const { namespace } = lookup.service.kubernetes!
    return {
      at,
      message: `${leads} of its own namespace "${owner.namespace?.text}", which has none of that name; the one in "${namespace?.text}" is not meant by it. The answer is ${statusOf(owner.kind)}.`,
      related: [{ at: lookup.service.name.at, message: `"${name.text}" of the namespace "${namespace?.text}"` }],
    }
  }
  if (lookup.kind !== 'missing') return undefined
  const near = lookup.nearest
  /** Without the namespace, which is written elsewhere. */
  const meant = near?.text.split('.')[0]
  const slip = meant !== undefined && isSpelling(name.text, meant)
  return {
    at,
    severity: slip ? 'error' : 'info',
    message: `${leads}, and no manifest here declares it: the answer is ${statusOf(owner.kind)}.${near ? ` Is "${meant}" meant?` : ''}`,
    related: near ? [{ at: near.at, message: `"${meant}" is declared here` }] : [],
    fixes: meant ? [{ title: `Use "${meant}"`, edits: [{ at, text: meant }], safe: slip }] : [],
  }
}

/** The Gateway API prescribes 500 for a backend that is not there; controllers of Ingresses have no endpoints, or a default. */
const statusOf = (kind: string): string => (kind === 'Ingress' ? '503' : kind === 'HTTPRoute' ? '500' : 'an error')
