/** The targets of a configuration by what their names lead to where it runs. */
import { type Config, type Hop, hopLists } from './model/config.ts'
import type { View } from './rule.ts'
import { groupedBy } from './syntax/grouped.ts'
import { gatheringWith } from './syntax/runs.ts'
import { type Found, lookedUp } from './topology/agree.ts'
import type { Lookup, Placement, Topology } from './topology/topology.ts'

/** A target, and what its host is from every place in which the gateway runs. */
export interface Answered<L extends Lookup = Lookup> {
  readonly hop: Hop
  /** One for each place, at least one. */
  readonly found: readonly Found<L>[]
}

/**
 * The targets whose host is of that kind wherever the configuration runs: `service`, a service in reach; `missing`, nothing that
 * anybody declares; and so on. None where nobody is known to run it. In the order of `hops`, and gathered once for all rules.
 */
export const answeredAs = <K extends Lookup['kind']>(
  view: View,
  kind: K,
): readonly Answered<Extract<Lookup, { kind: K }>>[] =>
  // Gathered by the kind of their lookups.
  (byKind(view).get(kind) ?? NONE) as readonly Answered<Extract<Lookup, { kind: K }>>[]

const NONE: readonly Answered[] = []

function byKind(view: View): Gathered['byKind'] {
  const { config, topology, placements } = view
  const known = gathered.get(config)
  if (known && known.topology === topology && known.placements === placements) return known.byKind
  const answered = placements.length > 0 ? answeredOf(hopLists(config), view) : NONE
  const byKind = groupedBy(answered, ({ found }) => [found[0]!.lookup.kind])
  gathered.set(config, { topology, placements, byKind })
  return byKind
}

const answeredOf = gatheringWith(
  ({ topology, placements }: View) => [topology, placements],
  (hops: readonly Hop[], { topology, placements }) =>
    hops.flatMap((hop): Answered | readonly [] => {
      const found = lookedUp(topology, placements, hop.target.host.text)
      return found.length > 0 ? { hop, found } : []
    }),
)

interface Gathered {
  readonly topology: Topology
  readonly placements: readonly Placement[]
  readonly byKind: ReadonlyMap<Lookup['kind'], readonly Answered[]>
}

const gathered = new WeakMap<Config, Gathered>()
