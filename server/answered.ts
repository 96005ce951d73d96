/** The targets of a configuration by what their names lead to where it runs. */
import { type Config, type Hop, hops } from './model/config.ts'
import type { View } from './rule.ts'
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

function byKind({ config, topology, placements }: View): Gathered['byKind'] {
  const known = gathered.get(config)
  if (known && known.topology === topology && known.placements === placements) return known.byKind
  const byKind = new Map<Lookup['kind'], Answered[]>()
  if (placements.length > 0) {
    for (const hop of hops(config)) {
      const found = lookedUp(topology, placements, hop.target.host.text)
      const kind = found[0]?.lookup.kind
      if (!kind) continue
      const others = byKind.get(kind)
      if (others) others.push({ hop, found })
      else byKind.set(kind, [{ hop, found }])
    }
  }
  gathered.set(config, { topology, placements, byKind })
  return byKind
}

interface Gathered {
  readonly topology: Topology
  readonly placements: readonly Placement[]
  readonly byKind: ReadonlyMap<Lookup['kind'], readonly Answered[]>
}

const gathered = new WeakMap<Config, Gathered>()
