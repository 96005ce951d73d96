/** What rules look for in the parts of a configuration: kept as long as an edit leaves them alone. */
import { gatheringWith } from '../syntax/runs.ts'
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
  gatheringWith<Config, Part, Found>(({ complete, context }) => [complete, context], find)

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
