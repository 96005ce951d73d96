/** The gateway gives up before an ordinary answer comes. */
import { type Config, type Hop, hops, type Setting, type Timeouts } from '../model/config.ts'
import type { Fix, Report, Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'

export const timeoutTooShort: Rule = {
  id: 'timeout-too-short',
  severity: 'warning',
  group: 'timeouts',
  summary: 'The gateway waits so little for an answer that ordinary requests end in 504.',
  options: {
    shortest: { summary: 'What waits at least so long is no finding.', kind: 'time', default: 5000 },
  },
  *check({ config }, { shortest = 5000 }) {
    const seen = new Set<Setting['directive']>()
    for (const { setting, kind } of config.dialect === 'nginx'
      ? nginxWaits(config, shortest)
      : haproxyWaits(hops(config), shortest)) {
      if (seen.has(setting.directive)) continue
      seen.add(setting.directive)
      const report = config.dialect === 'nginx' ? judgeNginx(setting, kind) : judgeHaproxy(setting, kind)
      if (report) yield report
    }
  },
}

interface Wait {
  readonly setting: Setting
  readonly kind: 'connect' | 'read'
}

/** A place that asks whether a service is alive wants a quick answer or none. */
const PROBE = /health|alive|ready|readiness|ping|status|auth|heartbeat|metrics|captcha/i

function* nginxWaits({ gateways }: Config, shortest: number): Generator<Wait> {
  for (const { routes } of gateways) {
    for (const { match, protocol, timeouts } of routes) {
      if (protocol !== 'tcp') yield* shortOf(timeouts, match, shortest)
    }
  }
}

function* haproxyWaits(all: readonly Hop[], shortest: number): Generator<Wait> {
  for (const { upstream } of all) if (upstream.timeouts) yield* shortOf(upstream.timeouts, upstream.name.text, shortest)
}

function* shortOf({ read, connect }: Timeouts, place: string, shortest: number): Generator<Wait> {
  for (const [kind, setting] of [['read', read] as const, ['connect', connect] as const]) {
    if (setting?.ms !== undefined && setting.ms < shortest && !PROBE.test(place)) yield { setting, kind }
  }
}

/** nginx takes 0 as it stands: the timer fires before any answer can come (ngx_event_add_timer with 0). */
function judgeNginx({ directive, value, ms }: Setting, kind: Wait['kind']): Report | undefined {
  const name = directive.name.text
  if (ms === 0) {
    const instead = kind === 'read' ? '1d' : '60s'
    return {
      at: value.at,
      severity: 'error',
      message: `"${name} 0" does not switch the timeout off: it fires at once, and requests are answered 504.`,
      fixes: [replace(value.at, instead, true)],
    }
  }
  if (ms === undefined || kind === 'connect') return undefined
  return {
    at: value.at,
    message: `A service that is silent for ${spell(ms)} is given up with 504: ordinary requests can take longer. nginx's own default is 60s.`,
    fixes: [replace(value.at, '60s', false)],
  }
}

/** HAProxy counts a bare number as milliseconds; 0 means for ever there. */
function judgeHaproxy({ value, ms }: Setting, kind: Wait['kind']): Report | undefined {
  if (!ms) return undefined
  const status = kind === 'read' ? '504' : '503'
  if (/^\d+$/.test(value.text) && ms < 1000) {
    const seconds: Fix = {
      title: `Write ${value.text}s`,
      edits: [{ at: pointAt(value.at.file, value.at.end), text: 's' }],
      safe: true,
    }
    return {
      at: value.at,
      message: `A number without a unit counts milliseconds: whatever takes longer than ${spell(ms)} is answered ${status}.`,
      fixes: [seconds],
    }
  }
  if (kind === 'connect') return undefined
  return {
    at: value.at,
    message: `A server that needs more than ${spell(ms)} to answer is given up with 504: ordinary requests can take longer.`,
    fixes: [replace(value.at, '60s', false)],
  }
}

const replace = (at: Fix['edits'][number]['at'], text: string, safe: boolean): Fix => ({
  title: `Wait ${text}`,
  edits: [{ at, text }],
  safe,
})

const spell = (ms: number): string =>
  ms < 1000 ? `${ms} milliseconds` : ms === 1000 ? '1 second' : `${ms / 1000} seconds`
