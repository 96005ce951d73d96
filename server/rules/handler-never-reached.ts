/** A `return` answers for a service that stands in the same place. */
import { effective } from '../model/effective.ts'
import { occurrencesWhere } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'
import { once } from '../syntax/remembered.ts'
import { type Directive, walk } from '../syntax/tree.ts'

export const handlerNeverReached: Rule = {
  id: 'handler-never-reached',
  severity: 'info',
  group: 'references',
  summary: 'A return of 500 to 504 stands beside what was to answer: no request gets there.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    for (const { directive, scope } of failing(config)) {
      const status = directive.args[0]!
      const place = scope.block?.name.text
      if (place !== 'location' && place !== 'server') continue
      const pass = passIn(scope.block!)
      const pages = effective(config, scope, 'error_page').directives
      if (!pass || pages.some(({ args }) => args.some(({ text }) => text === status.text))) continue
      if (mayGoElsewhere(scope.body.map(({ name }) => name.text))) continue
      yield {
        at: directive.at,
        message: `Every request ${place === 'server' ? 'to this server' : 'here'} is answered ${status.text}: "return" comes before ${pass.name.text}, which is never reached.`,
        related: [{ at: pass.at, message: 'No request comes to it' }],
        fixes: [{ title: 'Remove the return', edits: [{ at: directive.at, text: '' }], safe: false }],
      }
    }
  },
}

const failing = occurrencesWhere(
  'return',
  ({ args: [status, more] }) => /^50[0-4]$/.test(status?.text ?? '') && !(more && /^https?:/.test(more.text)),
)

/** What a location holds of its own; of a server every one of its locations is behind the line. */
const passIn = once(({ name, body }: Directive): Directive | undefined => {
  const within = name.text === 'server' ? walk(body ?? []) : (body ?? [])
  return Array.from(within).find(each => each.name.text.endsWith('_pass'))
})

/** Another line of the rewrite module may lead away before; code may do so at any time. */
const mayGoElsewhere = (names: readonly string[]): boolean =>
  names.some(name => /^(?:if|rewrite|break|include)$|_by_lua|^js_/.test(name))
