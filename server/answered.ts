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
export function answeredAs<K extends Lookup['kind']>(
  view: View,
  kind: K,
): readonly Answered<Extract<Lookup, { kind: K }>>[] {
  const { config, topology, placements } = view
  const known = asked.get(config)
  const isKnown = known?.topology === topology && known.placements === placements
  const answers: Asked['answers'] = isKnown ? known.answers : new Map()
  if (!isKnown) asked.set(config, { topology, placements, answers })
  const all = answers.get(kind) ?? (placements.length > 0 ? answered[kind](hopLists(config), view) : [])
  answers.set(kind, all)
  // All lookups in it are of that kind.
  return all as readonly Answered<Extract<Lookup, { kind: K }>>[]
}

interface Asked {
  readonly topology: Topology
  readonly placements: readonly Placement[]
  readonly answers: Map<Lookup['kind'], readonly Answered[]>
}

const asked = new WeakMap<Config, Asked>()

const ofKind = (kind: Lookup['kind']) =>
  gatheringWith(
    ({ topology, placements }: View) => [topology, placements],
    (hops: readonly Hop[], { topology, placements }): readonly Answered[] =>
      hops.flatMap(hop => {
        const found = lookedUp(topology, placements, hop.target.host.text)
        return found[0]?.lookup.kind === kind ? [{ hop, found }] : []
      }),
  )

const answered = {
  service: ofKind('service'),
  apart: ofKind('apart'),
  elsewhere: ofKind('elsewhere'),
  missing: ofKind('missing'),
  unknown: ofKind('unknown'),
} satisfies Readonly<Record<Lookup['kind'], ReturnType<typeof ofKind>>>
