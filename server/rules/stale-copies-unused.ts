/** Copies of answers lie in the cache while clients are told that the backend is dead. */
import type { Config, Scope } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { linesBefore } from '../model/insert.ts'
import { occurs } from '../model/occurrences.ts'
import { oncePerPlace } from '../model/routes.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const staleCopiesUnused: Rule = {
  id: 'stale-copies-unused',
  severity: 'info',
  group: 'error pages',
  strict: true,
  summary: 'A cache keeps the answers of a backend, and does not give them when that backend fails.',
  *check({ config }) {
    if (config.dialect !== 'nginx' || !FAMILIES.some(family => occurs(config, `${family}_cache`))) return
    const told = new Set<Directive>()
    for (const { scope, directive } of oncePerPlace(config.gateways.flatMap(({ routes }) => routes))) {
      const family = FAMILIES.find(each => directive.name.text === `${each}_pass`)
      const cache = family && effective(config, scope, `${family}_cache`).directive
      if (!cache || cache.args[0]?.text === 'off' || told.has(cache) || givesStale(config, scope, family)) continue
      told.add(cache)
      const line = `${family}_cache_use_stale error timeout updating http_502 http_503 http_504`
      yield {
        at: cache.name.at,
        message: `While the backend fails, clients get 502 or 504, although a copy may lie in the cache: without "${family}_cache_use_stale" it is not given.`,
        fixes: [
          { title: `Add "${family}_cache_use_stale"`, edits: [linesBefore(config, cache, [`${line};`])], safe: false },
        ],
      }
    }
  },
}

const FAMILIES = ['proxy', 'fastcgi', 'uwsgi', 'scgi']

function givesStale(config: Config, scope: Scope, family: string): boolean {
  const stale = effective(config, scope, `${family}_cache_use_stale`)
  return !stale.certain || stale.directive !== undefined
}
