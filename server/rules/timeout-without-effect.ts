/** A timeout of one module stands where another module asks. */

import type { Route, Scope } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { routesWhere } from '../model/gathered.ts'
import { occurrences } from '../model/occurrences.ts'
import { routesWithin } from '../model/routes.ts'
import { timeInForce } from '../model/scope.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const timeoutWithoutEffect: Rule = {
  id: 'timeout-without-effect',
  severity: 'warning',
  group: 'timeouts',
  tag: 'unnecessary',
  summary: 'A timeout is set for another module than the one that asks: it has no effect.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    if (ofOtherFamilies(config).length === 0) return
    for (const family of FAMILIES) {
      for (const kind of KINDS) {
        for (const { directive, scope } of occurrences(config, `${family}_${kind}_timeout`)) {
          if (!/^(?:server|location|if)$/.test(scope.block?.name.text ?? '')) continue
          const routes = routesWithin(config, scope) ?? []
          const [twin, ...others] = new Set(routes.map(route => `${familyOf(route)}_${kind}_timeout`))
          if (!twin || others.length > 0 || twin.startsWith(family)) continue
          const settings = routes.map(route => effective(config, route.scope, twin))
          if (settings.some(({ directive: own }) => own)) continue
          const isCertain = settings.every(({ certain }) => certain)
          yield {
            at: directive.at,
            severity: isCertain ? 'warning' : 'info',
            message: `"${directive.name.text}" has no effect on what ${routes[0]!.directive.name.text} asks: ${twin} is in force there, ${isCertain ? 'with its default of 60s' : '60s where nothing else sets it'}, and what takes longer is answered 504.`,
            related: [{ at: routes[0]!.directive.at, message: 'This is what asks' }],
            fixes: isAlone(scope, kind) ? [renaming(scope, directive, twin)] : [],
          }
        }
      }
    }
  },
}

const ofOtherFamilies = routesWhere((route, { mode }) => mode === 'http' && familyOf(route) !== 'proxy')

const FAMILIES = ['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc', 'memcached'] as const
const KINDS = ['read', 'send', 'connect'] as const

const familyOf = ({ directive }: Route): string => directive.name.text.replace(/_pass$/, '')

/** No second one would get the same name. */
const isAlone = ({ body }: Scope, kind: string): boolean =>
  body.filter(({ name }) => FAMILIES.some(family => name.text === `${family}_${kind}_timeout`)).length === 1

/** Once it counts, a time that is shorter than the default could end in 504 what has not before. */
const renaming = (scope: Scope, { name }: Directive, twin: string): Fix => ({
  title: `Write ${twin}`,
  edits: [{ at: name.at, text: twin }],
  safe: (timeInForce(scope, name.text)?.ms ?? 0) >= 60_000,
})
