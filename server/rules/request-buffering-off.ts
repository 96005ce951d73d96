/** A request whose body is passed on as it comes cannot go to the next server. */
import type { Route } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const requestBufferingOff: Rule = {
  id: 'request-buffering-off',
  severity: 'info',
  group: 'retries',
  strict: true,
  summary: 'Bodies are passed on as they come, so that a request that has failed cannot go to the next server.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const told = new Set<Directive>()
    for (const route of config.gateways.flatMap(({ mode, routes }) => (mode === 'http' ? routes : []))) {
      const name = `${route.directive.name.text.replace(/_pass$/, '')}_request_buffering`
      const { directive, value } = effective(config, route.scope, name)
      if (!directive || value !== 'off' || told.has(directive) || serversOf(route) < 2) continue
      told.add(directive)
      yield {
        at: directive.at,
        message: `With "${name} off" a request whose body has begun to flow is lost when its server fails: it is answered 502, though there are ${serversOf(route)} servers.`,
        related: [{ at: route.directive.at, message: 'It is passed on here' }],
      }
    }
  },
}

const serversOf = ({ to }: Route): number =>
  to.kind === 'upstream' ? to.upstream.targets.filter(({ down }) => !down).length : 0
