/** Clients are bound to one server of HAProxy, and stay bound when it is dead. */
import { type Upstream, usedUpstreams } from '../model/config.ts'
import { settingIn } from '../model/haproxy-settings.ts'
import { linesAfter } from '../model/insert.ts'
import type { Rule } from '../rule.ts'
import { gatheringAlone } from '../syntax/runs.ts'
import type { Directive } from '../syntax/tree.ts'

export const redispatchMissing: Rule = {
  id: 'redispatch-missing',
  severity: 'warning',
  group: 'retries',
  summary:
    'A backend of HAProxy binds its clients to one server, and does not let go of them when that server cannot be reached.',
  *check({ config }) {
    if (config.dialect !== 'haproxy') return
    for (const { upstream, binding } of bound(usedUpstreams(config))) {
      const redispatch = settingIn(config, upstream, 'option redispatch')
      const persist = settingIn(config, upstream, 'option persist')
      if (!redispatch.certain || redispatch.directive || redispatch.negation || persist.directive) continue
      yield {
        at: binding.name.at,
        message: `Clients stay with the server that "${binding.name.text}" gives them, also while it cannot be reached: without "option redispatch" they are answered 503.`,
        fixes: [
          {
            title: 'Add "option redispatch"',
            edits: [linesAfter(config, binding, ['option redispatch'], binding)],
            safe: true,
          },
        ],
      }
    }
  },
}

const bound = gatheringAlone((upstream: Upstream) => {
  if (upstream.targets.filter(({ down }) => !down).length < 2 || upstream.mode !== 'http') return []
  const binding = bindingOf(upstream)
  return binding ? [{ upstream, binding }] : []
})

/** The line that binds clients to servers by something that stays the same: a cookie, their address, what they ask for. */
const bindingOf = ({ directive }: Upstream): Directive | undefined =>
  directive.body?.find(({ name, args }) => {
    const words = args.map(({ text }) => text)
    if (name.text === 'cookie') return words.some(word => /^(?:insert|prefix|rewrite)$/.test(word))
    if (name.text === 'stick') return words[0] === 'on' || words[0] === 'match'
    return false
  })
