/** A server of HAProxy that starts without an address and never gets one. */

import { isAddress } from '../model/address.ts'
import type { Config, Upstream } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { occurrences, occurs } from '../model/occurrences.ts'
import { optionsOf } from '../model/target-options.ts'
import type { Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'

export const neverResolved: Rule = {
  id: 'never-resolved',
  severity: 'error',
  group: 'names',
  summary: 'A server of HAProxy is not looked up at start, and nobody looks it up later.',
  *check({ config }) {
    if (config.dialect !== 'haproxy' || occurs(config, 'load-server-state-from-file')) return
    for (const { target, upstream } of addressedLater(config)) {
      const { host, options, directive } = target
      const at = options.findLastIndex(({ text }) => text === 'init-addr')
      const methods = options[at + 1]?.text
      if (!methods || isAddress(host.text)) continue
      if (!methods.split(',').every(method => /^(?:none|last)$/.test(method))) continue
      if (/["$]/.test(host.text) || options.some(({ text }) => text === 'resolvers')) continue
      const end = directive.args.at(-1)!.at
      const section = ['resolvers docker', '    nameserver dns 127.0.0.11:53', '']
      const isDeclared = config.directives.some(
        each => each.name.text === 'resolvers' && each.args[0]?.text === 'docker',
      )
      yield {
        at: host.at,
        severity: isOneOfMany(upstream) || takesOrders(config) ? 'warning' : 'error',
        message: `"init-addr ${methods}" starts without an address for "${host.text}", and without "resolvers" nobody looks it up later: this server stays down, and requests to it are answered 503.`,
        related: [{ at: options[at + 1]!.at, message: 'It is said here' }],
        fixes: [
          {
            title: "Look it up with Docker's own name server",
            edits: [
              ...(isDeclared ? [] : [linesBefore(config, upstream.directive, section)]),
              { at: pointAt(end.file, end.end), text: ' resolvers docker' },
            ],
            safe: false,
          },
        ],
      }
    }
  },
}

const addressedLater = hopsWhere(
  ({ target, routes }) => !target.down && routes.length > 0 && optionsOf(target).has('init-addr'),
)

const isOneOfMany = ({ directive }: Upstream): boolean =>
  (directive.body ?? []).filter(({ name }) => /^server(?:-template)?$/.test(name.text)).length > 1

/** A server can be given an address through a socket (`set server … addr`). */
const takesOrders = (config: Config): boolean =>
  occurrences(config, 'stats').some(({ directive }) => directive.args[0]?.text === 'socket')
