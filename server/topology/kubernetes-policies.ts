/** What NetworkPolicies let through between two workloads; what is not understood of one lets everything through. */
import type { KubeObject } from './cluster.ts'
import { sameNamespace, wordsIn } from './kubernetes.ts'
import type { Cluster, Workload } from './topology.ts'
import { entriesOf, get, itemsOf, type Value, wordOf } from './values.ts'

/** What is between two workloads: from one, to a port of the other. */
export interface Way {
  readonly from: Workload
  readonly to: Workload
  readonly port: number
}

/** The policy that drops what goes that way, in the first place where one does; undefined where it goes through. */
export function blockedBy(
  way: Way,
  cluster: Cluster,
): { readonly policy: KubeObject; readonly side: Side } | undefined {
  for (const side of ['Ingress', 'Egress'] as const) {
    const selected = side === 'Ingress' ? way.to : way.from
    const policies = cluster.objects.filter(object => isAbout(object, selected, side))
    const isOpen = policies.some(({ value }) => rulesOf(value, side).some(rule => lets(rule, side, way, cluster)))
    if (policies.length > 0 && !isOpen) return { policy: policies[0]!, side }
  }
  return undefined
}

export type Side = 'Ingress' | 'Egress'

/** Without `policyTypes` a policy is about what comes in, and about what goes out where it has rules for that. */
function isAbout(object: KubeObject, workload: Workload, side: Side): boolean {
  const spec = get(object.value, 'spec')
  if (object.kind !== 'NetworkPolicy' || object.group !== 'networking.k8s.io' || workload.hostNetwork) return false
  if (!object.namespace !== !workload.namespace || !sameNamespace(object, workload)) return false
  const types = itemsOf(get(spec, 'policyTypes')).flatMap(type => wordOf(type)?.text ?? [])
  const counts = types.length > 0 ? types.includes(side) : side === 'Ingress' || get(spec, 'egress') !== undefined
  return counts && selects(get(spec, 'podSelector'), workload) === true
}

const rulesOf = (policy: Value, side: Side): readonly Value[] =>
  itemsOfRules(get(get(policy, 'spec'), side === 'Ingress' ? 'ingress' : 'egress'))

/** An empty item is a rule, too: it lets everything through. */
const itemsOfRules = (value: Value | undefined): readonly Value[] => (value?.kind === 'list' ? value.items : [])

function lets(rule: Value, side: Side, { from, to, port }: Way, cluster: Cluster): boolean {
  const ports = itemsOf(get(rule, 'ports'))
  const peers = itemsOf(get(rule, side === 'Ingress' ? 'from' : 'to'))
  const [other, own] = side === 'Ingress' ? [from, to] : [to, from]
  return (
    (ports.length === 0 || ports.some(each => isPort(each, port, to))) &&
    (peers.length === 0 || peers.some(peer => isPeer(peer, other, own, cluster)))
  )
}

/** A port of the pod, never one of a Service. */
function isPort(entry: Value, port: number, { containers }: Workload): boolean {
  const protocol = wordOf(get(entry, 'protocol'))?.text ?? 'TCP'
  const written = get(entry, 'port')
  const word = wordOf(written)
  if (protocol !== 'TCP') return false
  if (!word) return true
  const named = containers.flatMap(({ declared }) => declared).find(({ name }) => name?.text === word.text)?.number
  const first = named ?? Number(word.text)
  const last = wordOf(get(entry, 'endPort'))?.text
  return Number.isNaN(first) || (port >= first && port <= (last === undefined ? first : Number(last)))
}

/** Addresses say nothing of pods here. Without a selector of namespaces the policy's own is meant. */
function isPeer(peer: Value, other: Workload, own: Workload, cluster: Cluster): boolean {
  const namespaces = get(peer, 'namespaceSelector')
  if (get(peer, 'ipBlock')) return true
  if (namespaces ? !inSelected(namespaces, other, cluster) : !sameNamespace(other, own)) return false
  return selects(get(peer, 'podSelector'), other) !== false
}

/** Every namespace has its name as a label; what others it has is known where it is declared. */
function inSelected(selector: Value, { namespace }: Workload, { objects }: Cluster): boolean {
  const named = wordsIn(get(selector, 'matchLabels')).get(NAME)?.text
  if (named !== undefined && namespace) return named === namespace.text
  const declared = objects.find(({ kind, name }) => kind === 'Namespace' && name.text === namespace?.text)
  return (
    !declared || matches(selector, new Map(Array.from(declared.labels, ([key, { text }]) => [key, text]))) !== false
  )
}

const NAME = 'kubernetes.io/metadata.name'

/** Undefined where an expression is not understood, or the labels are not. */
const selects = (selector: Value | undefined, { podLabels, unread }: Workload): boolean | undefined =>
  unread ? undefined : matches(selector, new Map(Array.from(podLabels, ([key, { text }]) => [key, text])))

function matches(selector: Value | undefined, labels: ReadonlyMap<string, string>): boolean | undefined {
  if (entriesOf(get(selector, 'matchLabels')).some(({ key, value }) => wordOf(value)?.text !== labels.get(key.text)))
    return false
  const answers = itemsOf(get(selector, 'matchExpressions')).map(expression => {
    const key = wordOf(get(expression, 'key'))?.text ?? ''
    const values = itemsOf(get(expression, 'values')).flatMap(value => wordOf(value)?.text ?? [])
    const own = labels.get(key)
    switch (wordOf(get(expression, 'operator'))?.text) {
      case 'In':
        return own !== undefined && values.includes(own)
      case 'NotIn':
        return own === undefined || !values.includes(own)
      case 'Exists':
        return own !== undefined
      case 'DoesNotExist':
        return own === undefined
      default:
        return undefined
    }
  })
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true
}
