/** Two directives that each hand requests on, in one location. */
import { occurrences } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const twoHandlers: Rule = {
  id: 'two-handlers',
  severity: 'warning',
  group: 'references',
  summary: 'Two directives of one location hand its requests on: nginx takes the last one without a word.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const last = new Map<Directive, Directive>()
    const found = PASSES.flatMap(name => occurrences(config, name)).filter(({ scope }) => scope.block)
    for (const { directive, scope } of found) {
      const other = last.get(scope.block!)
      const order = scope.body.indexOf(directive)
      if (!other || scope.body.indexOf(other) < order) last.set(scope.block!, directive)
    }
    for (const { directive, scope } of found) {
      const winner = last.get(scope.block!)!
      if (winner.name.text === directive.name.text || scope.block!.name.text === 'server') continue
      yield {
        at: directive.name.at,
        message: `This ${directive.name.text} is never used: nginx takes the last one that hands requests on, which is the ${winner.name.text} below.`,
        related: [{ at: winner.name.at, message: 'This one is used' }],
        fixes: [{ title: `Remove this ${directive.name.text}`, edits: [{ at: directive.at, text: '' }], safe: false }],
      }
    }
  },
}

/** Each sets the location's handler (`clcf->handler`). */
const PASSES = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass']
