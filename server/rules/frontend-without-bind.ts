/** A frontend of HAProxy on which nobody can call. */

import type { Config, Gateway } from '../model/config.ts'
import { where } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const frontendWithoutBind: Rule = {
  id: 'frontend-without-bind',
  severity: 'warning',
  group: 'references',
  summary: 'A frontend of HAProxy has no "bind": nobody can call on it.',
  *check({ config }) {
    if (config.dialect !== 'haproxy' || !config.complete) return
    const mute = mutes(config.gateways, config)
    const severity = mute.length === config.gateways.length && !listensElsewhere(config) ? 'error' : 'warning'
    for (const { directive, name } of mute) {
      const [first] = directive.body ?? []
      yield {
        at: name.at,
        severity,
        message:
          severity === 'error'
            ? `"${name.text}" has no "bind", and nothing else here listens: HAProxy does not start.`
            : `"${name.text}" has no "bind": it listens nowhere, and no request comes to it.`,
        fixes: first
          ? [
              {
                title: 'Let it listen on port 80',
                edits: [linesBefore(config, first, ['bind :80'])],
                safe: false,
              },
            ]
          : [],
      }
    }
  },
}

/** An address behind the name is how it was written long ago, which is refused: another rule tells that. */
const isMute = ({ directive }: Gateway): boolean =>
  (directive.args[1]?.text ?? 'from') === 'from' &&
  !(directive.body ?? []).some(({ name }) => /^(?:bind|\..+)$/.test(name.text))

const mutes = where(isMute)

/** Other sections that listen, and a socket for statistics. */
const listensElsewhere = ({ directives }: Config): boolean =>
  directives.some(({ name, body }) => /^(?:peers|log-forward|program|\..+)$/.test(name.text) || body?.some(isSocket))

const isSocket = ({ name, args }: Directive): boolean => name.text === 'stats' && args[0]?.text === 'socket'
