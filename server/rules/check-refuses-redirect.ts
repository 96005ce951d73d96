/** A health check takes a single status for healthy, and asks a page that often redirects. */

import { hops } from '../model/config.ts'
import { linesWhere } from '../model/gathered.ts'
import { linesIn, settingIn } from '../model/haproxy-settings.ts'
import { optionsOf } from '../model/target-options.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const checkRefusesRedirect: Rule = {
  id: 'check-refuses-redirect',
  severity: 'info',
  group: 'health',
  summary: 'A health check takes one status alone for healthy: a redirect to a login page counts as dead.',
  *check({ config }) {
    if (config.dialect !== 'haproxy' || strictLines(config).length === 0) return
    const told = new Set<Directive>()
    const checked = new Set(
      hops(config).flatMap(({ upstream, target }) => (optionsOf(target).has('check') ? [upstream] : [])),
    )
    for (const upstream of checked) {
      const expect = linesIn(config, upstream, 'http-check expect')
      const [{ directive } = {}] = expect.lines.length === 1 ? expect.lines : []
      if (!directive || !expect.certain || told.has(directive)) continue
      told.add(directive)
      const at = directive.args[2]
      if (!at || !isStrict(directive)) continue
      const { directive: check, values, certain } = settingIn(config, upstream, 'option httpchk')
      const sent = linesIn(config, upstream, 'http-check send').lines.flatMap(({ args }) => args)
      const uri =
        sent[sent.findIndex(({ text }) => text === 'uri') + 1 || Infinity] ?? values[values.length > 1 ? 1 : 0]
      if (!check || !certain || uri?.text !== '/') continue
      yield {
        at: at.at,
        message:
          'Only 200 counts as healthy here: an application that redirects "/", as to its login page, is taken for dead, and requests are answered 503 although it works.',
        fixes: [{ title: 'Take redirects for healthy, too', edits: [{ at: at.at, text: '200-399' }], safe: false }],
      }
    }
  },
}

const strictLines = linesWhere(line => isStrict(line))

/** `http-check expect status 200`, and nothing else. */
const isStrict = ({ name, args }: Directive): boolean =>
  name.text === 'http-check' && args.map(({ text }) => text).join(' ') === 'expect status 200'
