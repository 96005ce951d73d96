/** A name is to be looked up per request, but nginx knows its address from the start. */

import { isAddress, isLoopback } from '../model/address.ts'
import type { Config, Route } from '../model/config.ts'
import { routesWhere } from '../model/gathered.ts'
import type { Fix, Rule } from '../rule.ts'

export const defeatedResolver: Rule = {
  id: 'defeated-resolver',
  severity: 'warning',
  group: 'names',
  summary:
    'A variable is to make nginx look a name up again, and the same target is written out elsewhere: it is not looked up.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const varying = lookedUpAgain(config)
    if (varying.length === 0) return
    const written = new Map<string, Route[]>()
    for (const route of knownAtStart(config)) {
      const others = written.get(askedBy(route))
      if (others) others.push(route)
      else written.set(askedBy(route), [route])
    }
    for (const route of varying) {
      const { to, directive } = route
      const others = written.get(askedBy(route))
      if (!others || to.kind !== 'direct' || isAddress(to.name.text) || isLoopback(to.name.text)) continue
      yield {
        at: directive.args[0]!.at,
        target: to.name.at,
        message: `"${to.name.text}" is not looked up again in spite of the variable: the same target is written out elsewhere, and nginx keeps the address that it had at start. After its container has moved, requests are answered 502.`,
        related: others
          .slice(0, MOST_PLACES)
          .map(other => ({ at: other.directive.args[0]!.at, message: 'It is written out here' })),
        fixes: others.length === 1 ? useVariable(config, route, others[0]!) : [],
      }
    }
  },
}

const lookedUpAgain = routesWhere(
  ({ to, resolver }, { mode }) => mode === 'http' && resolver !== undefined && to.kind === 'direct' && to.dynamic,
)
const knownAtStart = routesWhere(({ to }, { mode }) => mode === 'http' && to.kind === 'direct' && !to.dynamic)

/** Where the other one is in the same server, which sets the variable for all its locations, and neither has a path of its own. */
function useVariable({ gateways }: Config, route: Route, other: Route): readonly Fix[] {
  const [ours, theirs] = [route.directive.args[0]!, other.directive.args[0]!]
  const gateway = gateways.find(({ routes }) => routes.includes(route))
  const isWhole = [ours, theirs].every(({ text }) => /^(?:\w+:\/\/)?[^/]+$/.test(text))
  const isSetForAll = gateway?.directive.body?.some(
    ({ name, args }) => name.text === 'set' && args[0] && ours.text.includes(args[0].text),
  )
  if (!isWhole || !isSetForAll || !gateway!.routes.includes(other) || other.resolver !== route.resolver) return []
  if (route.protocol !== other.protocol) return []
  return [{ title: `Use ${ours.text} there, too`, edits: [{ at: theirs.at, text: ours.text }], safe: false }]
}

const MOST_PLACES = 3

/** The host and port by which nginx finds what it knows from the start (ngx_http_upstream_init_request). */
const askedBy = ({ to }: Route): string =>
  to.kind === 'direct' ? `${to.name.text.toLowerCase()}:${to.upstream.targets[0]?.portNumber}` : ''
