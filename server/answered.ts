/** The targets of a configuration by what their names lead to where it runs. */
import { type Config, type Hop, hopLists } from './model/config.ts'
import type { View } from './rule.ts'
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
): readonly Answered<Extract<Lookup, { kind: K }>>[] => {
  const { config, topology, placements } = view
  if (placements.length === 0) return NONE
  const known = gathered.get(config)
  const isKnown = known?.topology === topology && known.placements === placements
  const { byKind } = isKnown ? known : { byKind: new Map<Lookup['kind'], readonly Answered[]>() }
  if (!isKnown) gathered.set(config, { topology, placements, byKind })
  const answered = byKind.get(kind) ?? answeredOf(kind)(hopLists(config), view)
  byKind.set(kind, answered)
  // Gathered by the kind of their lookups.
  return answered as readonly Answered<Extract<Lookup, { kind: K }>>[]
}

const NONE: readonly never[] = []

type Gather = (lists: readonly (readonly Hop[])[], view: View) => readonly Answered[]

function answeredOf(kind: Lookup['kind']): Gather {
  const known = gathers.get(kind) ?? gatheringOf(kind)
  gathers.set(kind, known)
  return known
}

const gathers = new Map<Lookup['kind'], Gather>()

const gatheringOf = (kind: Lookup['kind']): Gather =>
  gatheringWith(
    ({ topology, placements }: View) => [topology, placements],
    (hops: readonly Hop[], { topology, placements }) =>
      hops.flatMap((hop): Answered | readonly [] => {
        const found = lookedUp(topology, placements, hop.target.host.text)
        return found[0]?.lookup.kind === kind ? { hop, found } : []
      }),
  )

interface Gathered {
  readonly topology: Topology
  readonly placements: readonly Placement[]
  readonly byKind: Map<Lookup['kind'], readonly Answered[]>
}

const gathered = new WeakMap<Config, Gathered>()
