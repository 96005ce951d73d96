/** With one server there is nobody to turn to: nginx counts no failures. */
import { isAddress } from '../model/address.ts'
import { hops, type Target } from '../model/config.ts'
import { occurs } from '../model/occurrences.ts'
import type { Fix, Rule, View } from '../rule.ts'
import type { Word } from '../syntax/text.ts'
import { agreed } from '../topology/agree.ts'

export const failsWithoutEffect: Rule = {
  id: 'fails-without-effect',
  severity: 'info',
  group: 'redundancy',
  strict: true,
  tag: 'unnecessary',
  summary: 'An upstream of one server counts failures that nginx never looks at.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx' || !occurs(config, 'upstream')) return
    for (const { target, upstream, routes } of hops(config)) {
      if (routes.length === 0 || !upstream.declared || upstream.targets.length !== 1 || target.dynamic) continue
      if (!target.options.some(({ text }) => COUNTED.test(text))) continue
      if (!hasOneAddress(view, target) || upstream.directive.body?.some(({ name }) => name.text === 'include')) continue
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

/** A name may have several addresses, each a server of its own; that of a service that runs once has one. */
function hasOneAddress({ topology, placements }: View, { host }: Target): boolean {
  if (isAddress(host.text)) return true
  const found = agreed(topology, placements, host.text, 'service')
  return found.length > 0 && found.every(({ lookup: { service } }) => !service.kubernetes && !service.replicas)
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
