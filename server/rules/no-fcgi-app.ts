/** A server of HAProxy is spoken FastCGI to, and no application says how. */

import { hopsWhere } from '../model/gathered.ts'
import { optionsOf } from '../model/target-options.ts'
import type { Rule } from '../rule.ts'

export const noFcgiApp: Rule = {
  id: 'no-fcgi-app',
  severity: 'error',
  group: 'references',
  summary: 'A server of HAProxy has "proto fcgi", and its backend names no FastCGI application.',
  *check({ config }) {
    if (config.dialect !== 'haproxy') return
    for (const { target, upstream, routes } of overFastcgi(config)) {
      const { directive, host } = target
      const protocol = optionsOf(target).get('proto')!.values[0]!
      if (upstream.directive.body?.some(({ name }) => /^(?:use-fcgi-app$|\.)/.test(name.text))) continue
      yield {
        at: protocol.at.file === directive.at.file ? protocol.at : host.at,
        target: target.at,
        message: `FastCGI is spoken to "${host.text}", and the backend "${upstream.name.text}" names no application with "use-fcgi-app" that says which scripts are run: HAProxy does not start.`,
        related: routes.length > 0 ? [{ at: upstream.name.at, message: 'The "use-fcgi-app" belongs here' }] : [],
      }
    }
  },
}

const overFastcgi = hopsWhere(
  ({ target, upstream }) => upstream.mode === 'http' && optionsOf(target).get('proto')?.values[0]?.text === 'fcgi',
)
