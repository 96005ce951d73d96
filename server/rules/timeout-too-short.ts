/** The gateway gives up before an ordinary answer comes. */
import { type Config, type Hop, hops, type Setting } from '../model/config.ts'
import type { Fix, Report, Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'

export const timeoutTooShort: Rule = {
  id: 'timeout-too-short',
  severity: 'warning',
  summary: 'The gateway waits so little for an answer that ordinary requests end in 504.',
  *check({ config }) {
    const seen = new Set<Setting['directive']>()
    for (const { setting, kind } of config.dialect === 'nginx' ? nginxWaits(config) : haproxyWaits(hops(config))) {
      if (!setting || seen.has(setting.directive)) continue
      seen.add(setting.directive)
      const report = config.dialect === 'nginx' ? judgeNginx(setting, kind) : judgeHaproxy(setting, kind)
      if (report) yield report
    }
  },
}

interface Wait {
  readonly setting: Setting | undefined
  readonly kind: 'connect' | 'read'
}

/** A place that asks whether a service is alive wants a quick answer or none. */
const PROBE = /health|alive|ready|readiness|ping|status|auth|heartbeat|metrics|captcha/i

const nginxWaits = (config: Config): readonly Wait[] =>
  config.gateways
    .flatMap(({ routes }) => routes)
    .filter(({ match, protocol }) => protocol !== 'tcp' && !PROBE.test(match))
    .flatMap(({ timeouts }): readonly Wait[] => [
      { setting: timeouts.read, kind: 'read' },
      { setting: timeouts.connect, kind: 'connect' },
    ])

const haproxyWaits = (all: readonly Hop[]): readonly Wait[] =>
  all
    .filter(({ upstream }) => !PROBE.test(upstream.name.text))
    .flatMap(({ upstream }): readonly Wait[] => [
      { setting: upstream.timeouts?.read, kind: 'read' },
      { setting: upstream.timeouts?.connect, kind: 'connect' },
    ])

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
  if (ms === undefined || kind === 'connect' || ms >= 5000) return undefined
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
  if (kind === 'connect' || ms >= 5000) return undefined
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
