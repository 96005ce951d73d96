/** The first request of a client goes over a connection that the server may just have closed. */
import { settingIn } from '../model/haproxy-settings.ts'
import { linesAfter } from '../model/insert.ts'
import { occurs } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const reuseWithoutRetry: Rule = {
  id: 'reuse-without-retry',
  severity: 'info',
  group: 'keep-alive',
  summary: 'The first request of a client goes over an old connection, and is not made again when that is closed.',
  *check({ config }) {
    if (config.dialect !== 'haproxy' || !occurs(config, 'http-reuse')) return
    const told = new Set<Directive>()
    for (const upstream of config.upstreams) {
      if (upstream.mode !== 'http' || upstream.targets.length === 0) continue
      const { directive, values } = settingIn(config, upstream, 'http-reuse')
      const [how] = values
      const retry = settingIn(config, upstream, 'retry-on')
      if (!directive || !how || !/^(?:always|aggressive)$/.test(how.text) || retry.directive || !retry.certain) continue
      if (told.has(directive)) continue
      told.add(directive)
      yield {
        at: how.at,
        message: `With "http-reuse ${how.text}" even the first request of a client goes over an old connection. When the server closes that one in this very moment, the request is not made again: it is answered 502, or not at all.`,
        fixes: [
          {
            title: 'Try again when the answer is empty',
            edits: [linesAfter(config, directive, ['retry-on conn-failure empty-response'], directive)],
            safe: false,
          },
        ],
      }
    }
  },
}
