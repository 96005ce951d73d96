/** HAProxy waits without end where no timeout is set. */

import type { Config, Gateway, Setting, Upstream } from '../model/config.ts'
import { where } from '../model/gathered.ts'
import { linesAfter } from '../model/insert.ts'
import type { Report, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const haproxyTimeoutsMissing: Rule = {
  id: 'haproxy-timeouts-missing',
  severity: 'warning',
  group: 'timeouts',
  summary:
    'A frontend or backend has no client, connect or server timeout: a silent peer holds its connection without end.',
  *check({ config }) {
    if (config.dialect !== 'haproxy') return
    const missing = new Map<Directive, Set<Timeout>>()
    const note = (section: Directive, timeout: Timeout, setting: Setting | undefined): void => {
      if (isSet(setting)) return
      missing.set(section, (missing.get(section) ?? new Set()).add(timeout))
    }
    for (const gateway of withoutTimeout(config.gateways, config))
      note(sectionOf(gateway, gateway.clientTimeout), 'client', gateway.clientTimeout)
    for (const upstream of withoutTimeouts(config.upstreams, config)) {
      const { connect, read } = upstream.timeouts ?? {}
      note(sectionOf(upstream, connect), 'connect', connect)
      note(sectionOf(upstream, read), 'server', read)
    }
    for (const [section, timeouts] of missing) yield report(config, section, [...timeouts])
  },
}

/** Where a timeout is to be set: where it is zero, or for all that share the defaults. */
const sectionOf = ({ directive, defaults }: Proxy, setting: Setting | undefined): Directive =>
  setting && directive.body?.includes(setting.directive) ? directive : (defaults ?? directive)

type Proxy = Pick<Gateway, 'directive' | 'defaults'>

type Timeout = 'client' | 'connect' | 'server'

/** What the manual's own examples use (section 4.2, "timeout connect"). */
const USUAL: Readonly<Record<Timeout, string>> = { connect: '5s', client: '50s', server: '50s' }

const isSet = (setting: Setting | undefined): boolean => setting !== undefined && setting.ms !== 0

const withoutTimeout = where(
  (gateway: Gateway) => passesOn(gateway) && !gateway.conditional && !isSet(gateway.clientTimeout),
)
const withoutTimeouts = where(
  ({ targets, conditional, timeouts }: Upstream) =>
    targets.length > 0 && !conditional && !(isSet(timeouts?.connect) && isSet(timeouts?.read)),
)

const passesOn = ({ routes }: Gateway): boolean => routes.some(({ to }) => to.kind !== 'undeclared')

function report(config: Config, section: Directive, timeouts: readonly Timeout[]): Report {
  const own = section.body ?? []
  const zero = own.filter(
    ({ name, args }) =>
      name.text === 'timeout' &&
      timeouts.some(timeout => args[0]?.text === timeout) &&
      /^0+(?:[a-z]+)?$/.test(args[1]?.text ?? ''),
  )
  const lacking = timeouts.filter(timeout => !zero.some(({ args }) => args[0]?.text === timeout))
  const ordered = (['connect', 'client', 'server'] as const).filter(timeout => lacking.includes(timeout))
  const last = own.at(-1) ?? section
  return {
    at: zero.length > 0 && lacking.length === 0 ? zero[0]!.at : section.name.at,
    message: `No "timeout ${timeouts.join('", "timeout ')}" is in force for what this section covers: a peer that falls silent holds its connection without end, and its client never gets an answer.`,
    fixes: [
      {
        title: `Set ${timeouts.map(timeout => `timeout ${timeout} ${USUAL[timeout]}`).join(', ')}`,
        edits: [
          ...zero.map(({ args }) => ({ at: args[1]!.at, text: USUAL[args[0]!.text as Timeout] })),
          ...(ordered.length > 0
            ? [
                linesAfter(
                  config,
                  last,
                  ordered.map(timeout => `timeout ${timeout} ${USUAL[timeout]}`),
                  own[0],
                ),
              ]
            : []),
        ],
        safe: true,
      },
    ],
  }
}
