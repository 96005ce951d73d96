/** A target names a host that nothing in the gateway's reach bears. */
import { answeredAs } from '../answered.ts'
import { askedFrom, type Config } from '../model/config.ts'
import { routesWhere } from '../model/gathered.ts'
import { nearestUpstream, needsPort, upstreamName } from '../model/reference.ts'
import { unresolved } from '../model/unresolved.ts'
import type { Rule, View } from '../rule.ts'
import { isSpelling } from '../syntax/nearest.ts'
import { once } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'
import type { Found } from '../topology/agree.ts'

export const unknownHost: Rule = {
  id: 'unknown-host',
  severity: 'error',
  group: 'reachability',
  summary: 'A target names a host that no service in the reach of the gateway bears.',
  *check(view) {
    const { config } = view
    for (const { hop, found } of answeredAs(view, 'missing')) {
      const { target } = hop
      const { host, dynamic, down } = target
      if (down || upstreamsMeant(config).has(host.at.start)) continue
      const { from, lookup } = found[0]!
      const near = lookup.nearest
      const isOpen = inPods(found) && !(near && isSpelling(host.text, near.text))
      if (isOpen && !lookup.ofPods && !asksMostlyKnown(view)) continue
      yield {
        at: host.at,
        ...(isOpen && { severity: 'warning' as const }),
        message: `Nothing that "${from.service.name.text}" can reach is called "${host.text}": ${unresolved(config, dynamic)}. ${near ? `Is "${near.text}" meant?` : reachable(lookup.known)}`,
        related: [
          ...(near ? [{ at: near.at, message: `"${near.text}" is declared here` }] : []),
          ...askedFrom(target),
          { at: from.at, message: `"${from.service.name.text}" runs this configuration` },
        ],
        fixes: near
          ? [
              {
                title: `Use "${near.text}"`,
                edits: [{ at: host.at, text: near.text }],
                safe: isSpelling(host.text, near.text),
              },
            ]
          : [],
      }
    }
  },
}

/** A namespace may hold Services that are made elsewhere; that one of them has nearly the name of one made here is not likely. */
const inPods = (found: readonly Found[]): boolean => found.some(({ from }) => from.service.networkMode.kind === 'pod')

/** Where most names that are asked are declared here, all of them are meant to be. */
function asksMostlyKnown(view: View): boolean {
  const count = (kind: 'service' | 'missing'): number =>
    new Set(answeredAs(view, kind).map(({ hop }) => hop.target.host.text)).size
  return count('service') > count('missing')
}

/** Names that are an upstream's, misspelt, which another rule tells; and names that may be an upstream's in a part that is not here. */
const upstreamsMeant = once(
  (config: Config): ReadonlySet<number> =>
    new Set(
      likeUpstreams(config).flatMap(route => {
        const name = upstreamName(route)!
        return !config.complete || needsPort(route) || nearestUpstream(config, name) ? [name.at.start] : []
      }),
    ),
)

const likeUpstreams = routesWhere(route => upstreamName(route) !== undefined)

/** What can be reached, if anything; of many names a few. */
function reachable(names: readonly Word[]): string {
  if (names.length === 0) return 'No other service is in its reach.'
  const shown = names.slice(0, MOST_NAMES).map(name => `"${name.text}"`)
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''
  return `There are ${shown.join(', ')}${more}.`
}

const MOST_NAMES = 8
