/** A websocket is asked for by headers that nginx does not pass on unless it is told to. */
import { answeredAs } from '../answered.ts'
import { asksByHttp10 } from '../catalog/nginx-releases.ts'
import type { Config, Gateway, Route } from '../model/config.ts'
import { effective, onceInForce } from '../model/effective.ts'
import { headerOf, headersOf, withLines } from '../model/request-headers.ts'
import { oncePerPlace } from '../model/routes.ts'
import type { Report, Rule, Severity, View } from '../rule.ts'
import { needsWebsockets } from '../topology/image-habits.ts'
import type { Service } from '../topology/topology.ts'

export const websocketUpgradeMissing: Rule = {
  id: 'websocket-upgrade-missing',
  severity: 'warning',
  group: 'websocket',
  summary: 'A location for websockets does not pass on the headers that ask for one, and the service refuses it.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx') return
    const candidates = config.gateways.flatMap(gateway => mayLack(gateway, config))
    for (const route of oncePerPlace(candidates)) {
      const found = lackOf(config, route, asksByHttp10(view))
      if (!found) continue
      const edit = withLines(config, route, found.lines)
      yield {
        at: route.directive.at,
        severity: found.severity,
        message: found.message,
        fixes: edit ? [{ title: 'Pass websockets on', edits: [edit], safe: found.severity === 'warning' }] : [],
      }
    }
    yield* toPrograms(view)
  },
}

/** Whatever the path is called: some programs are nothing without websockets. One route of a service that passes them on is enough. */
function* toPrograms(view: View): Generator<Report> {
  const asked = new Map<Service, Route[]>()
  for (const { hop, found } of answeredAs(view, 'service')) {
    const { service } = found[0]!.lookup
    const routes = hop.routes.filter(({ directive }) => directive.name.text === 'proxy_pass')
    if (needsWebsockets(service)) asked.set(service, [...(asked.get(service) ?? []), ...routes])
  }
  for (const [service, routes] of asked) {
    const [route] = routes
    if (!route || routes.some(each => !isPlain(view.config, each))) continue
    const edit = withLines(view.config, route, [VERSION, UPGRADE, CONNECTION])
    yield {
      at: route.directive.at,
      severity: 'info',
      message: `"${service.name.text}" is ${needsWebsockets(service)}, which needs websockets, and nginx does not pass on the headers that ask for one: its pages stay without an answer.`,
      related: [{ at: service.name.at, message: 'It runs here' }],
      fixes: edit ? [{ title: 'Pass websockets on', edits: [edit], safe: false }] : [],
    }
  }
}

/** Nothing of a websocket is passed on, or found missing by the path. */
function isPlain(config: Config, route: Route): boolean {
  const headers = headersOf(config, route)
  const { directive, certain } = effective(config, route.scope, 'proxy_http_version')
  if (!headers.certain || !certain || directive || lackOf(config, route, 'yes')) return false
  return ['upgrade', 'connection'].every(name => headerOf(headers, name) === undefined)
}

/** The routes of a server that lack something if nginx asks by HTTP/1.0. If it does not, they lack no more. */
const mayLack = onceInForce(({ mode, routes }: Gateway, config: Config): readonly Route[] =>
  mode === 'http'
    ? routes.filter(route => route.directive.name.text === 'proxy_pass' && lackOf(config, route, 'yes'))
    : [],
)

interface Lack {
  readonly severity: Severity
  readonly message: string
  readonly lines: readonly string[]
}

const [VERSION, UPGRADE, CONNECTION] = [
  'proxy_http_version 1.1;',
  'proxy_set_header Upgrade $http_upgrade;',
  'proxy_set_header Connection "upgrade";',
]

/** What is missing, where headers or the path say that websockets are meant. */
function lackOf(config: Config, route: Route, byItself: ReturnType<typeof asksByHttp10>): Lack | undefined {
  const headers = headersOf(config, route)
  const version = effective(config, route.scope, 'proxy_http_version')
  if (!headers.certain || (!version.directive && !version.certain)) return undefined
  const upgrade = headerOf(headers, 'upgrade')
  const connection = headerOf(headers, 'connection')
  const http10 = version.directive ? (version.value === '1.0' ? 'yes' : 'no') : byItself
  const lines = http10 === 'no' ? [] : [VERSION]
  if (upgrade && connection === undefined)
    return {
      severity: 'warning',
      message: `"Upgrade" is passed on, but without "Connection: upgrade" beside it no service takes a request for a websocket.`,
      lines: [...lines, CONNECTION],
    }
  if (upgrade && http10 !== 'no' && connection && /upgrade/i.test(connection))
    return {
      severity: http10 === 'yes' ? 'warning' : 'info',
      message: `The headers ask for a websocket, but ${http10 === 'yes' ? '' : 'before release 1.29.7 '}nginx asks by HTTP/1.0 here, and there are no websockets before HTTP/1.1: many services refuse.`,
      lines: [VERSION],
    }
  const path = route.match.replace(/\\/g, '')
  if (upgrade || connection !== undefined || !(SURE.test(path) || LIKELY.test(path))) return undefined
  return {
    severity: SURE.test(path) ? 'warning' : 'info',
    message: `By its name "${route.match}" is for websockets, but nginx does not pass on the headers that ask for one: the service refuses the request, with 400 or 426.`,
    lines: [...lines, UPGRADE, CONNECTION],
  }
}

/** Paths that are for nothing else. */
const SURE = /(?:^|[/ ])(?:ws|wss|websockets?|sockjs-node|webpack-hmr)(?:[/$ ]|$)/i

/** Those that do without if need be, or may be for something else. */
const LIKELY = /(?:^|[/ ])(?:socket\.io|sockjs|signalr|engine\.io|graphql-ws|cable)(?:[/$ ]|$)/i
