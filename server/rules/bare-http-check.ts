/** A health check over HTTP asks what few applications answer. */
import { hops } from '../model/config.ts'
import { linesIn, settingIn } from '../model/haproxy-settings.ts'
import { optionsOf } from '../model/target-options.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const bareHttpCheck: Rule = {
  id: 'bare-http-check',
  severity: 'info',
  group: 'health',
  strict: true,
  summary:
    'A health check of HAProxy asks "OPTIONS /" or sends no Host: applications that refuse that are taken for dead.',
  *check({ config }) {
    if (config.dialect !== 'haproxy') return
    const told = new Set<Directive>()
    for (const { upstream, target } of hops(config)) {
      if (!optionsOf(target).has('check')) continue
      const { directive, values, certain } = settingIn(config, upstream, 'option httpchk')
      const sends = linesIn(config, upstream, 'http-check send')
      if (!directive || !certain || told.has(directive) || sends.lines.length > 0 || !sends.certain) continue
      told.add(directive)
      // Until 2.6 the version could carry headers: "HTTP/1.1\r\nHost:\ shop".
      if (values.some(({ text }) => /host:/i.test(text))) continue
      const asks = values.length === 0 ? 'asks "OPTIONS /"' : 'sends no Host'
      yield {
        at: directive.args[0]!.at,
        message: `This check ${asks}: an application that answers with an error is taken for dead, and requests are answered 503 although it works.`,
      }
    }
  },
}
