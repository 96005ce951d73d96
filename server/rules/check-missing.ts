/** Dead servers of an HAProxy backend go on getting requests. */

import { type Config, type Target, type Upstream, usedUpstreams } from '../model/config.ts'
import { where } from '../model/gathered.ts'
import { settingIn } from '../model/haproxy-settings.ts'
import { hasUnknownOptions, optionsOf } from '../model/target-options.ts'
import type { Fix, Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'

export const checkMissing: Rule = {
  id: 'check-missing',
  severity: 'warning',
  group: 'health',
  summary:
    'A backend of HAProxy has several servers and checks none or not all of them: a dead one keeps its share of the requests.',
  *check({ config }) {
    if (config.dialect !== 'haproxy') return
    for (const upstream of lacking(usedUpstreams(config), config)) {
      const targets = targetsOf(upstream)
      const unchecked = targets.filter(isUnchecked)
      const which = unchecked.length === targets.length ? `its ${targets.length} servers` : `"${nameOf(unchecked[0]!)}"`
      yield {
        at: upstream.name.at,
        message: `"${upstream.name.text}" does not check ${which}: a server that is dead keeps its share of the requests, and they are answered 503.`,
        related: unchecked
          .slice(0, MOST_TOLD)
          .map(({ directive }) => ({ at: directive.name.at, message: 'It is not checked' })),
        fixes: [addChecks(config, upstream, unchecked)],
      }
    }
  },
}

const lacking = where((upstream: Upstream, config) => {
  const targets = targetsOf(upstream)
  return targets.length > 1 && targets.some(isUnchecked) && !settingIn(config, upstream, 'external-check').directive
})

const targetsOf = ({ targets }: Upstream): readonly Target[] => targets.filter(({ down }) => !down)

const MOST_TOLD = 3

/** Whoever tracks another server, or lets an agent say how the server does, has thought of it. */
const isUnchecked = (target: Target): boolean =>
  !hasUnknownOptions(target) && !['check', 'track', 'agent-check', 'no-check'].some(name => optionsOf(target).has(name))

const nameOf = ({ directive }: Target): string => directive.args[0]?.text ?? ''

/** A connection that cannot be made is all that a plain check looks at; what a backend's own kind of check asks for may find a living server dead. */
function addChecks(config: Config, upstream: Upstream, unchecked: readonly Target[]): Fix {
  const own = settingIn(config, upstream, ...KINDS)
  return {
    title: unchecked.length === 1 ? `Check "${nameOf(unchecked[0]!)}"` : 'Check the servers',
    edits: unchecked.map(({ directive }) => {
      const last = directive.args.at(-1)!.at
      return { at: pointAt(last.file, last.end), text: ' check' }
    }),
    safe: own.certain && own.directive === undefined,
  }
}

const KINDS = [
  'httpchk',
  'tcp-check',
  'mysql-check',
  'pgsql-check',
  'redis-check',
  'ldap-check',
  'smtpchk',
  'ssl-hello-chk',
  'spop-check',
].map(name => `option ${name}`)
