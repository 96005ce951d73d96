/** A websocket over which nothing is said for a while is closed by the gateway. */
import type { Config, Upstream } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { linesIn } from '../model/haproxy-settings.ts'
import { lineIn, timeoutIn } from '../model/haproxy-timeouts.ts'
import { headerOf, headersOf, withLines } from '../model/request-headers.ts'
import { spellTime } from '../model/waits.ts'
import type { Report, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const websocketTimeoutShort: Rule = {
  id: 'websocket-timeout-short',
  severity: 'info',
  group: 'websocket',
  strict: true,
  summary: 'A websocket over which nothing is said for a minute or less is closed by the gateway.',
  options: {
    longest: { summary: 'Silences of at most so long are told.', kind: 'time', default: 60_000 },
  },
  *check({ config }, { longest = 60_000 }) {
    const told = new Set<Directive>()
    for (const found of config.dialect === 'nginx' ? inNginx(config, longest) : inHaproxy(config, longest)) {
      if (told.has(found.place)) continue
      told.add(found.place)
      yield found.report
    }
  },
}

interface Found {
  readonly place: Directive
  readonly report: Report
}

const closed = (name: string, time: string): string =>
  `Websockets go this way, and "${name}" closes one over which nothing has been said for ${time}.`

/** The timeout to read holds for an upgraded connection, too (ngx_http_upstream_process_upgraded). */
function* inNginx(config: Config, longest: number): Generator<Found> {
  for (const route of config.gateways.flatMap(({ routes }) => routes)) {
    if (route.directive.name.text !== 'proxy_pass' || !headerOf(headersOf(config, route), 'upgrade')) continue
    const { directive, scope, certain, value } = effective(config, route.scope, 'proxy_read_timeout')
    const ms = directive ? route.timeouts.read?.ms : 60_000
    if (!certain || !value || !ms || ms > longest) continue
    const own = scope === route.scope ? directive?.args[0] : undefined
    const edit = own ? { at: own.at, text: '1h' } : withLines(config, route, ['proxy_read_timeout 1h;'])
    yield {
      place: route.directive,
      report: {
        at: own?.at ?? route.directive.at,
        message: closed('proxy_read_timeout', `${spellTime(ms)}${directive ? '' : ', its default'}`),
        fixes: edit ? [{ title: 'Wait an hour', edits: [edit], safe: false }] : [],
      },
    }
  }
}

/**
 * Without a timeout for tunnels that for the server counts; 0 is none. That for the client alone closes none: the stream looks at it
 * when the server's has passed.
 */
function* inHaproxy(config: Config, longest: number): Generator<Found> {
  for (const upstream of websocketsOf(config)) {
    const tunnel = timeoutIn(config, upstream, 'tunnel')
    const server = upstream.timeouts?.read
    if (!tunnel.certain || tunnel.setting?.ms || !server?.ms || server.ms > longest) continue
    yield {
      place: upstream.directive,
      report: {
        at: upstream.name.at,
        message: closed('timeout server', spellTime(server.ms)),
        related: [{ at: server.directive.at, message: 'This is the timeout' }],
        fixes: tunnel.setting
          ? [{ title: 'Wait an hour', edits: [{ at: tunnel.setting.value.at, text: '1h' }], safe: false }]
          : [{ title: 'Set timeout tunnel 1h', edits: [lineIn(config, upstream, 'timeout tunnel 1h')], safe: false }],
      },
    }
  }
}

/** The backends for websockets, by their name or by the condition that leads to them. */
function* websocketsOf(config: Config): Generator<Upstream> {
  for (const gateway of config.gateways) {
    const acls = linesIn(config, gateway, 'acl').lines.filter(({ args }) => args.some(({ text }) => ASKS.test(text)))
    const names = new Set(acls.map(({ args }) => args[0]!.text))
    for (const { to, match } of gateway.routes) {
      if (to.kind !== 'upstream' || to.upstream.mode !== 'http') continue
      const asks = ASKS.test(match) || match.split(/[\s!]+/).some(word => names.has(word))
      if (asks || IS_CALLED.test(to.upstream.name.text)) yield to.upstream
    }
  }
}

/** The headers by which a websocket begins. */
const ASKS = /\bhdr\w*\((?:upgrade|sec-websocket-\w+)/i
const IS_CALLED = /(?:^|[-_.])(?:ws|websockets?)(?:[-_.]|$)/i
