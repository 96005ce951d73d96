/** All pods end before a new one begins. */
import type { Report, Rule } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { Cluster, Workload } from '../topology/topology.ts'

export const k8sSingleReplicaRecreate: Rule = {
  id: 'k8s-single-replica-recreate',
  severity: 'info',
  group: 'redundancy',
  strict: true,
  summary: 'A deployment takes all its pods away before the new ones are there.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, deploymentsOf, judge),
}

const deploymentsOf = ({ workloads, kubernetes, podsOf }: Cluster): readonly Workload[] => {
  const served = new Set(kubernetes.flatMap(podsOf))
  return workloads.filter(workload => workload.kind === 'Deployment' && served.has(workload))
}

function judge(workload: Workload): Report | undefined {
  const { strategy, maxUnavailable, replicas, name } = workload
  const count = replicas ? Number(replicas.text) : 1
  const missing = Number(maxUnavailable?.text)
  if (strategy?.text === 'Recreate') return report(strategy.at, name.text, 'the strategy Recreate ends all of them', [])
  if (!maxUnavailable || Number.isNaN(missing) || missing < count || count === 0) return undefined
  return report(maxUnavailable.at, name.text, `maxUnavailable lets all ${count} of them end`, [
    { title: 'Let none be missing', edits: [{ at: maxUnavailable.at, text: '0' }], safe: false },
  ])
}

/** A volume that only one pod may have needs Recreate: no other strategy is offered for it. */
const report = (at: Span, name: string, why: string, fixes: Report['fixes'] & object): Report => ({
  at,
  message: `At each deployment "${name}" is without pods for a while, as ${why} before the new ones are ready: until then gateways answer 502 or 503.`,
  fixes,
})
