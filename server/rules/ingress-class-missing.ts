/** An Ingress says not which controller it is for. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { KubeObject } from '../topology/cluster.ts'
import { classOf, hasDefaultClass } from '../topology/ingress-controllers.ts'
import { intoSpec } from '../topology/kubernetes-edits.ts'
import type { Cluster } from '../topology/topology.ts'

export const ingressClassMissing: Rule = {
  id: 'ingress-class-missing',
  severity: 'warning',
  group: 'kubernetes',
  summary: 'An Ingress names no class, where most others beside it do.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ingressesOf, judge),
}

const ingressesOf = ({ objects }: Cluster): readonly KubeObject[] => objects.filter(({ kind }) => kind === 'Ingress')

/** Many clusters have a default class, whose Ingresses need none: only one that differs from most of its neighbours is told. */
function judge(ingress: KubeObject, cluster: Cluster): Report | undefined {
  if (classOf(ingress) || hasDefaultClass(cluster)) return undefined
  const all = ingressesOf(cluster)
  const named = all.flatMap(other => classOf(other) ?? [])
  const classes = [...new Set(named.map(({ text }) => text))]
  if (named.length < all.length - named.length) return undefined
  return {
    at: ingress.name.at,
    message: `The Ingress "${ingress.name.text}" names no class, and others here name ${classes.map(name => `"${name}"`).join(', ')}: without a default class no controller takes it up, and its paths are answered 404.`,
    related: [{ at: named[0]!.at, message: `Another Ingress is of the class "${named[0]!.text}"` }],
    fixes: classes.flatMap(name => {
      const edit = ingress.group === 'networking.k8s.io' ? intoSpec(ingress, `ingressClassName: ${name}`) : undefined
      return edit ? [{ title: `Make it of the class "${name}"`, edits: [edit], safe: false }] : []
    }),
  }
}
