/** The gateway gives up before an ordinary answer comes. */

import { type Config, type Gateway, type Hop, hopLists, type Setting } from '../model/config.ts'
import type { Fix, Report, Rule, Severity } from '../rule.ts'
import { gatheringWith } from '../syntax/runs.ts'
import type { Word } from '../syntax/text.ts'

export const timeoutTooShort: Rule = {
  id: 'timeout-too-short',
  severity: 'warning',
  group: 'timeouts',
  summary: 'The gateway waits so little for an answer that ordinary requests end in 504.',
  options: {
    shortest: { summary: 'What waits at least so long is no finding.', kind: 'time', default: 5000 },
  },
  *check({ config }, { shortest = 5000 }) {
    const seen = new Set<Word>()
    const isNew = (value: Word): boolean => !seen.has(value) && seen.add(value) !== undefined
    for (const { setting, kind, place } of config.dialect === 'nginx'
      ? nginxWaits(config.gateways, shortest)
      : haproxyWaits(config, shortest)) {
      const { ms, value } = setting
      if (ms === undefined || ms >= shortest || PROBE.test(place) || !isNew(value)) continue
      const report = config.dialect === 'nginx' && ms === 0 ? zero(setting, kind) : tooShort(setting, kind)
      if (report) yield report
    }
  },
}

type Kind = 'connect' | 'read' | 'send' | 'client'

interface Wait {
  readonly setting: Setting
  readonly kind: Kind
  readonly place: string
}

/** A place that asks whether a service is alive wants a quick answer or none. */
const PROBE = /health|alive|ready|readiness|ping|status|auth|heartbeat|metrics|captcha/i

/** Those that are shorter. */
const nginxWaits = gatheringWith(
  (shortest: number) => [shortest],
  ({ routes }: Gateway, shortest): readonly Wait[] =>
    routes.flatMap(({ match, protocol, timeouts }) =>
      protocol === 'tcp'
        ? []
        : (['read', 'connect', 'send'] as const).flatMap(kind => {
            const setting = timeouts[kind]
            return setting?.ms !== undefined && setting.ms < shortest ? { setting, kind, place: match } : []
          }),
    ),
)

const haproxyWaits = (config: Config, shortest: number): readonly Wait[] => [
  ...serverWaits(hopLists(config), shortest),
  ...clientWaits(config.gateways, shortest),
]

const serverWaits = gatheringWith(
  (shortest: number) => [shortest],
  ([hop]: readonly Hop[], shortest) => waitFor(hop?.upstream.timeouts?.read, 'read', hop?.upstream.name, shortest),
)
const clientWaits = gatheringWith(
  (shortest: number) => [shortest],
  ({ clientTimeout, name }: Gateway, shortest) => waitFor(clientTimeout, 'client', name, shortest),
)

/** A few milliseconds without a unit are another fault. */
function waitFor(setting: Setting | undefined, kind: Kind, place: Word | undefined, shortest: number): readonly Wait[] {
  const { ms, value } = setting ?? {}
  if (!setting || ms === undefined || ms >= shortest || !place) return []
  return ms >= 1000 || !/^\d+$/.test(value!.text) ? [{ setting, kind, place: place.text }] : []
}

/** nginx takes 0 as it stands: the timer fires before any answer can come (ngx_event_add_timer with 0). A small request is sent before it is set. */
function zero({ directive, value }: Setting, kind: Kind): Report {
  const name = directive.name.text
  return {
    at: value.at,
    severity: kind === 'send' ? 'warning' : 'error',
    message: `"${name} 0" does not switch the timeout off: it fires at once, and ${kind === 'send' ? 'a request that is not sent in one go is' : 'requests are'} answered 504.`,
    fixes: [replace(value.at, kind === 'connect' ? '60s' : '1d', true)],
  }
}

const SAID: Readonly<Record<Exclude<Kind, 'connect'>, readonly [said: string, severity: Severity]>> = {
  read: ['A service that is silent for TIME is given up with 504: ordinary requests can take longer.', 'warning'],
  send: [
    'A service that stops reading a request for TIME is given up with 504: while it stores an upload it may.',
    'info',
  ],
  client: ['A client that is silent for TIME is cut off: one that sends a file over a slow line may well be.', 'info'],
}

/** HAProxy's 0 means for ever. */
function tooShort({ value, ms }: Setting, kind: Kind): Report | undefined {
  if (!ms || kind === 'connect') return undefined
  const [said, severity] = SAID[kind]
  return {
    at: value.at,
    severity,
    message: said.replace('TIME', spell(ms)),
    fixes: [replace(value.at, kind === 'client' ? '30s' : '60s', false)],
  }
}

const replace = (at: Fix['edits'][number]['at'], text: string, safe: boolean): Fix => ({
  title: `Wait ${text}`,
  edits: [{ at, text }],
  safe,
})

const spell = (ms: number): string =>
  ms < 1000 ? `${ms} millisecond${ms === 1 ? '' : 's'}` : ms === 1000 ? '1 second' : `${ms / 1000} seconds`
