/** Which routes stand in a block, or further inwards. */
import { once } from '../syntax/remembered.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config, Route, Scope } from './config.ts'
import { mayHold } from './nginx-stock.ts'
import { occurrences } from './occurrences.ts'
import { outwards } from './scope.ts'

/** The routes of nginx's http module in a block and in the blocks within it; undefined where a file that was not read may hold more. */
export function routesWithin(config: Config, { body }: Scope): readonly Route[] | undefined {
  return unreadIn(config).has(body) ? undefined : (found(config).get(body) ?? [])
}

const found = once((config: Config): ReadonlyMap<readonly Directive[], readonly Route[]> => {
  const byBody = new Map<readonly Directive[], Route[]>()
  for (const route of config.gateways.flatMap(({ mode, routes }) => (mode === 'http' ? routes : []))) {
    for (const { body } of outwards(route.scope)) {
      const known = byBody.get(body)
      if (known) known.push(route)
      else byBody.set(body, [route])
    }
  }
  return byBody
})

/** Every block around an include that was left in its place, and may lead on to anything. */
const unreadIn = once((config: Config): ReadonlySet<readonly Directive[]> => {
  const unread = occurrences(config, 'include').filter(({ directive }) => mayHold(config, directive, 'proxy_pass'))
  return new Set(unread.flatMap(({ scope }) => Array.from(outwards(scope), ({ body }) => body)))
})

/** One route for each place that asks: a variable with several values makes several, and so does a file that is included twice. */
export const oncePerPlace = (routes: readonly Route[]): readonly Route[] => [
  ...new Map(routes.map(route => [route.directive, route])).values(),
]
