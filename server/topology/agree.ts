/** One answer for a configuration that several services run: only what holds in every place is said. */
import type { Lookup, Placement, Topology } from './topology.ts'

/** A lookup with the place from which it was made. */
export interface Found<L extends Lookup = Lookup> {
  readonly from: Placement
  readonly lookup: L
}

/** The lookups of a host from every place, when all are of one kind; empty when they differ, or when nobody is known to run it. */
export function agreed<K extends Lookup['kind']>(
  topology: Topology,
  placements: readonly Placement[],
  host: string,
  kind: K,
): readonly Found<Extract<Lookup, { kind: K }>>[] {
  const found = placements.map(from => ({ from, lookup: topology.lookup(host, from) }))
  return found.every((each): each is Found<Extract<Lookup, { kind: K }>> => each.lookup.kind === kind) ? found : []
}
