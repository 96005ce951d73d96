/** With one server there is nobody to turn to: nginx counts no failures. */
import { isAddress } from '../model/address.ts'
import { hops } from '../model/config.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Word } from '../syntax/text.ts'

export const failsWithoutEffect: Rule = {
  id: 'fails-without-effect',
  severity: 'info',
  group: 'redundancy',
  strict: true,
  tag: 'unnecessary',
  summary: 'An upstream of one server counts failures that nginx never looks at.',
  *check({ config }) {
    if (config.dialect !== 'nginx' || occurrences(config, 'upstream').length === 0) return
    for (const { target, upstream, routes } of hops(config)) {
      if (routes.length === 0 || !upstream.declared || upstream.targets.length !== 1 || target.dynamic) continue
      // A name may have several addresses, and each is a server of its own.
      if (!isAddress(target.host.text) || upstream.directive.body?.some(({ name }) => name.text === 'include')) continue
      for (const option of target.options) {
        if (!COUNTED.test(option.text)) continue
        yield {
          at: option.at,
          message: `"${upstream.name.text}" has one server, which nginx asks whatever it has failed: this is without effect.`,
          fixes: without(option),
        }
      }
    }
  },
}

/** ngx_http_upstream_get_round_robin_peer: `peers->single`. */
const COUNTED = /^(?:max_fails=[1-9]|fail_timeout=)/

const without = ({ text, at }: Word): readonly Fix[] => [
  {
    title: `Remove "${text}"`,
    edits: [{ at: { file: at.file, start: at.start - 1, end: at.end }, text: '' }],
    safe: false,
  },
]
