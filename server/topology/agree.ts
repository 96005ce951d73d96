/** One answer for a configuration that several services run: only what holds in every place is said. */
import type { Span } from '../syntax/text.ts'
import type { Cluster, Lookup, Placement, Topology } from './topology.ts'

/** A lookup with the place from which it was made. */
export interface Found<L extends Lookup = Lookup> {
  readonly from: Placement
  readonly lookup: L
}

/** A service in reach of a place. */
export type FoundService = Found<Extract<Lookup, { kind: 'service' }>>

/** The lookups of a host from every place, when all are of one kind; empty when they differ, or when nobody is known to run it. */
export function agreed<K extends Lookup['kind']>(
  topology: Topology,
  placements: readonly Placement[],
  host: string,
  kind: K,
): readonly Found<Extract<Lookup, { kind: K }>>[] {
  const found = lookedUp(topology, placements, host)
  return isAllOf(found, kind) ? found : []
}

/** The lookups of a host from every place, all of one kind; none when they differ. Found once, as a topology never changes. */
export function lookedUp(topology: Topology, placements: readonly Placement[], host: string): readonly Found[] {
  if (placements.length === 0) return NOTHING
  const known = asked.get(placements)
  const answers = known?.topology === topology ? known.answers : new Map<string, readonly Found[]>()
  if (known?.topology !== topology) asked.set(placements, { topology, answers })
  const before = answers.get(host)
  if (before) return before
  const found = placements.map(from => ({ from, lookup: topology.lookup(host, from) }))
  const answer = found.every(({ lookup }) => lookup.kind === found[0]!.lookup.kind) ? found : NOTHING
  answers.set(host, answer)
  return answer
}

const asked = new WeakMap<
  readonly Placement[],
  { readonly topology: Topology; readonly answers: Map<string, readonly Found[]> }
>()

const NOTHING: readonly Found[] = []

const isAllOf = <K extends Lookup['kind']>(
  found: readonly Found[],
  kind: K,
): found is readonly Found<Extract<Lookup, { kind: K }>>[] => found[0]?.lookup.kind === kind

/**
 * What is said of a part of the manifests of Kubernetes, such as a Service or one of its ports, if it is said in every cluster that
 * the part belongs to: a base may be right in one overlay and wrong in another. Said once for the same clusters, which never change.
 */
export function inEveryCluster<Part extends { readonly at: Span }, Said>(
  { clusters }: Topology,
  partsOf: (cluster: Cluster) => readonly Part[],
  judge: (part: Part, cluster: Cluster) => Said | undefined,
): readonly Said[] {
  const known = judged.get(clusters) ?? new Map<unknown, readonly unknown[]>()
  judged.set(clusters, known)
  const before = known.get(judge) as readonly Said[] | undefined
  if (before) return before
  const said = new Map<string, (Said | undefined)[]>()
  for (const cluster of clusters) {
    for (const part of partsOf(cluster)) {
      const key = `${part.at.file} ${part.at.start}`
      const others = said.get(key)
      if (others) others.push(judge(part, cluster))
      else said.set(key, [judge(part, cluster)])
    }
  }
  const all = [...said.values()].flatMap(each => (each.includes(undefined) ? [] : (each[0] as Said)))
  known.set(judge, all)
  return all
}

/** By what judges. */
const judged = new WeakMap<Topology['clusters'], Map<unknown, readonly unknown[]>>()
