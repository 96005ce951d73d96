/** nginx leaves a server out for long after a single failure. */

import { hopsWhere } from '../model/gathered.ts'
import { optionsOf, optionValue } from '../model/target-options.ts'
import type { Rule } from '../rule.ts'
import { nginxTimeOf } from '../syntax/value.ts'

export const serverLockout: Rule = {
  id: 'server-lockout',
  severity: 'warning',
  group: 'retries',
  summary:
    'nginx leaves a server out for long after few failures: when all of them fail at once, every request is answered 502 until the time is over.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    for (const { target, upstream, routes } of leftOut(config)) {
      const failTimeout = optionsOf(target).get('fail_timeout')!
      const others = upstream.targets.filter(({ down }) => !down).length > 1
      const ms = nginxTimeOf(optionValue(target, 'fail_timeout') ?? '')
      const fails = Number(optionValue(target, 'max_fails') ?? 1)
      if (routes.length === 0 || !others || ms === undefined || ms <= LONGEST || fails === 0 || fails >= MANY) continue
      yield {
        at: failTimeout.values[0]!.at,
        message: `After ${fails === 1 ? 'one failure' : `${fails} failures`} this server is left out for ${Math.round(ms / 1000)} seconds. If the others fail as well, as when all are replaced at once, every request is answered 502 until then, although they are back.`,
        fixes: [
          {
            title: 'Leave it out for 10 seconds',
            edits: [{ at: failTimeout.values[0]!.at, text: '10s' }],
            safe: false,
          },
        ],
      }
    }
  },
}

const leftOut = hopsWhere(({ target }) => optionsOf(target).has('fail_timeout'))

/** In milliseconds; nginx's own default is ten seconds. */
const LONGEST = 30_000

const MANY = 3
