/** What is found in many parts of a configuration, kept for each run of them that an edit leaves alone. */
import { once, onceForRun } from '../syntax/remembered.ts'
import type { Directive } from '../syntax/tree.ts'
import { type Config, type Gateway, type Hop, hopLists, type Route } from './config.ts'

/**
 * Looks for something in each of many parts: servers, upstreams, sections. `find` sees one part, which is another one when something in
 * force there may be, and of the configuration only what it says of itself as a whole. What it finds may hold words, directives and
 * spans, but no offsets: those move. A keystroke then costs one look at the part that it changes.
 */
export const gathering = <Part extends object, Found>(
  find: (part: Part, config: Config) => Iterable<Found>,
): ((parts: readonly Part[], config: Config) => readonly Found[]) =>
  gatheringWith<Config, Part, Found>((a, b) => a.complete === b.complete && a.context === b.context, find)

/** The same with something else at hand than a configuration; `isSame` tells whether it is still the same to `find`. */
export function gatheringWith<Given, Part extends object, Found>(
  isSame: (given: Given, before: Given) => boolean,
  find: (part: Part, given: Given) => Iterable<Found>,
): (parts: readonly Part[], given: Given) => readonly Found[] {
  const kept = new WeakMap<Run, { readonly given: Given; readonly found: readonly Found[] }>()
  const foundIn = (run: Run, given: Given): readonly Found[] => {
    const known = kept.get(run)
    if (known && isSame(given, known.given)) return known.found
    const found = (run.parts as readonly Part[]).flatMap(part => [...find(part, given)])
    kept.set(run, { given, found })
    return found
  }
  return (parts, given) => {
    const all: Found[] = []
    for (const run of runsOf(parts)) for (const found of foundIn(run, given)) all.push(found)
    return all
  }
}

/** The parts for which something holds, under the same conditions. */
export const where = <Part extends object>(
  holds: (part: Part, config: Config) => boolean,
): ((parts: readonly Part[], config: Config) => readonly Part[]) =>
  gathering((part, config) => (holds(part, config) ? [part] : []))

/** The targets for which something holds, given the routes that lead to them. */
export function hopsWhere(holds: (hop: Hop, config: Config) => boolean): (config: Config) => readonly Hop[] {
  const gather = gathering((hops: readonly Hop[], config) => hops.filter(hop => holds(hop, config)))
  return config => gather(hopLists(config), config)
}

/** The routes for which something holds, each in its gateway. */
export function routesWhere(
  holds: (route: Route, gateway: Gateway, config: Config) => boolean,
): (config: Config) => readonly Route[] {
  const gather = gathering((gateway: Gateway, config) => gateway.routes.filter(route => holds(route, gateway, config)))
  return config => gather(config.gateways, config)
}

/** The lines of HAProxy's sections for which something holds. */
export function linesWhere(holds: (line: Directive) => boolean): (config: Config) => readonly Directive[] {
  const gather = gathering((section: Directive) => [section, ...(section.body ?? [])].filter(holds))
  return config => gather(config.directives, config)
}

/** Some parts that stand one after the other: the very same object for the very same parts. */
interface Run {
  readonly parts: readonly object[]
}

/** How many parts a run has at most. */
const LONGEST = 32

const runsOf = once((parts: readonly object[]): readonly Run[] => {
  const runs: Run[] = []
  for (let from = 0; from < parts.length; from += LONGEST) runs.push(runOf(parts.slice(from, from + LONGEST)))
  return runs
})

const runOf = onceForRun((parts: readonly object[]): Run => ({ parts }))
