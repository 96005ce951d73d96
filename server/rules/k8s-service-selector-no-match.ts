/** The labels that a Service selects by are those of no pod. */
import type { Report, Rule } from '../rule.ts'
import { isSpelling } from '../syntax/nearest.ts'
import type { Word } from '../syntax/text.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { ClusterService } from '../topology/cluster.ts'
import type { Cluster, Workload } from '../topology/topology.ts'

export const k8sServiceSelectorNoMatch: Rule = {
  id: 'k8s-service-selector-no-match',
  severity: 'error',
  group: 'kubernetes',
  summary: 'The selector of a Kubernetes Service differs in one label from the pods that it is meant for.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ kubernetes }) => kubernetes, judge),
}

/** Labels may be put on pods while they run; that one is set to another value is a mistake. */
function judge(service: ClusterService, cluster: Cluster): Report | undefined {
  const { selector, name } = service
  if (!selector || service.type === 'ExternalName' || cluster.podsAnywhere(service).length > 0) return undefined
  const near = cluster.workloads.flatMap(workload => {
    const slip = sameNamespace(service, workload) ? slipOf(selector, workload) : undefined
    return slip && (isSpelling(slip.written.text, slip.meant.text) || workload.name.text === name.text)
      ? [{ workload, ...slip }]
      : []
  })
  const [first, ...others] = near
  if (!first || others.length > 0) return undefined
  const { workload, key, written, meant } = first
  return {
    at: written.at,
    message: `The Service "${name.text}" selects pods with ${key}: ${written.text}, and there are none; those of "${workload.name.text}" have ${key}: ${meant.text}. The Service has no endpoints, and gateways answer 502 or 503.`,
    related: [{ at: meant.at, message: `The label of the pods of "${workload.name.text}"` }],
    fixes: [
      {
        title: `Select ${key}: ${meant.text}`,
        edits: [{ at: written.at, text: meant.text }],
        safe: isSpelling(written.text, meant.text),
      },
    ],
  }
}

const sameNamespace = (a: ClusterService, b: Workload): boolean =>
  !a.namespace || !b.namespace || a.namespace.text === b.namespace.text

/** The one label that differs; undefined where none does, or more, or where the pods lack one, or where something is yet to be put in. */
function slipOf(
  selector: ReadonlyMap<string, Word>,
  { podLabels, unread }: Workload,
): { readonly key: string; readonly written: Word; readonly meant: Word } | undefined {
  const pairs = Array.from(selector, ([key, written]) => ({ key, written, meant: podLabels.get(key) }))
  const slips = pairs.filter(({ written, meant }) => written.text !== meant?.text)
  const [slip, ...others] = slips
  return slip?.meant && others.length === 0 && !unread && /^[\w.-]*$/.test(slip.written.text)
    ? { ...slip, meant: slip.meant }
    : undefined
}
