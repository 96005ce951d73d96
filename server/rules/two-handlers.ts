/** Two directives that each hand requests on, in one location. */
import { countOf, occurrences } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'

export const twoHandlers: Rule = {
  id: 'two-handlers',
  severity: 'warning',
  group: 'references',
  summary: 'Two directives of one location hand its requests on: nginx takes the last one without a word.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    // Of two different ones in a block, one is not of the commonest kind: a file of one kind alone is not looked through.
    const [, ...rarer] = PASSES.toSorted((a, b) => countOf(config, b) - countOf(config, a))
    const blocks = new Map(
      rarer.flatMap(name => occurrences(config, name)).map(({ scope }) => [scope.body, scope.block]),
    )
    for (const [body, block] of blocks) {
      if (!block || block.name.text === 'server') continue
      const passes = body.filter(({ name }) => PASSES.includes(name.text))
      const winner = passes.at(-1)!
      for (const { name, at } of passes) {
        if (name.text === winner.name.text) continue
        yield {
          at: name.at,
          message: `This ${name.text} is never used: nginx takes the last one that hands requests on, which is the ${winner.name.text} below.`,
          related: [{ at: winner.name.at, message: 'This one is used' }],
          fixes: [{ title: `Remove this ${name.text}`, edits: [{ at, text: '' }], safe: false }],
        }
      }
    }
  },
}

/** Each sets the location's handler (`clcf->handler`). */
const PASSES = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass']
