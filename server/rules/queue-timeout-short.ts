/** Who has to wait for a free server is turned away too soon. */

import type { Target, Upstream } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { lineIn, timeoutIn } from '../model/haproxy-timeouts.ts'
import { factsOf } from '../model/pool.ts'
import { optionsOf } from '../model/target-options.ts'
import { spellTime } from '../model/waits.ts'
import type { Rule } from '../rule.ts'

export const queueTimeoutShort: Rule = {
  id: 'queue-timeout-short',
  severity: 'warning',
  group: 'capacity',
  summary: 'Servers take so many requests at once, and who waits for a free one is answered 503 after a short time.',
  options: {
    shortest: { summary: 'What waits at least so long is no finding.', kind: 'time', default: 5000 },
  },
  *check({ config }, { shortest = 5000 }) {
    if (config.dialect !== 'haproxy') return
    const limited = new Map<Upstream, Target>()
    for (const { upstream, target } of limits(config)) if (!limited.has(upstream)) limited.set(upstream, target)
    for (const [upstream, target] of limited) {
      const queue = timeoutIn(config, upstream, 'queue')
      const { setting = timeoutIn(config, upstream, 'connect').setting, certain } = queue
      if (!certain || !setting?.ms || setting.ms >= shortest) continue
      const limit = optionsOf(target).get('maxconn')!
      const many = limit.values[0]!.text
      const first = `A server here takes ${many} ${many === '1' ? 'request' : 'requests'} at once`
      yield queue.setting
        ? {
            at: setting.value.at,
            message: `${first}, and who waits ${spellTime(setting.ms)} for a free one is answered 503.`,
            related: [{ at: limit.name.at, message: 'This is the limit' }],
            fixes: [{ title: 'Wait 30s', edits: [{ at: setting.value.at, text: '30s' }], safe: false }],
          }
        : {
            at: limit.name.at,
            severity: 'info',
            message: `${first}. Without a "timeout queue" the "timeout connect" counts for those who wait: after ${spellTime(setting.ms)} they are answered 503.`,
            related: [{ at: setting.value.at, message: 'This is the "timeout connect"' }],
            fixes: [
              { title: 'Set timeout queue 30s', edits: [lineIn(config, upstream, 'timeout queue 30s')], safe: false },
            ],
          }
    }
  },
}

const limits = hopsWhere(({ upstream, target, routes }, config) => {
  const { maxConnections: most = 0 } = factsOf(config, target)
  return routes.length > 0 && upstream.mode === 'http' && most > 0 && most < MANY
})

/** With so many at once hardly anybody waits. */
const MANY = 1000
