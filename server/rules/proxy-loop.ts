/** A target is the very server that asks it. */
import { isLoopback } from '../model/address.ts'
import type { Gateway, Route } from '../model/config.ts'
import { type Occurrence, occurrences, occurs } from '../model/occurrences.ts'
import type { Rule, View } from '../rule.ts'
import { once } from '../syntax/remembered.ts'
import type { Directive } from '../syntax/tree.ts'
import { agreed } from '../topology/agree.ts'

export const proxyLoop: Rule = {
  id: 'proxy-loop',
  severity: 'error',
  group: 'references',
  summary: 'A location passes its requests to the very server in which it stands: each request asks for itself again.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx' || !config.complete || TURNING_AWAY.some(name => occurs(config, name))) return
    const passes = new Map(occurrences(config, 'proxy_pass').map(found => [found.directive, found]))
    for (const gateway of config.gateways) {
      if (gateway.mode !== 'http') continue
      for (const route of gateway.routes) {
        const pass = passes.get(route.directive)
        const port = portOf(route)
        if (!pass || port === undefined || !isUnconditional(pass) || !keepsPath(pass)) continue
        if (!isItself(route, gateway, port, view) || !isOnly(gateway, port, view)) continue
        yield {
          at: route.directive.args[0]!.at,
          message: `This server listens on ${port} itself, and the request that it passes on comes back to this location: it goes round until there are no connections left, and is answered 500 or 502.`,
          related: gateway.listens.slice(0, 1).map(({ at }) => ({ at, message: 'It listens here' })),
        }
      }
    }
  },
}

/** The one target of a route over plain HTTP. */
const targetOf = ({ to, protocol }: Route) =>
  to.kind === 'direct' && !to.dynamic && protocol === 'http' ? to.upstream.targets[0] : undefined

const portOf = (route: Route): number | undefined => targetOf(route)?.portNumber

/** The location is found by the beginning of the path alone, so that the same path leads there again. */
const isUnconditional = ({ scope, directive }: Occurrence): boolean =>
  scope.block?.name.text === 'location' &&
  scope.block.args.length === 1 &&
  /^\//.test(scope.block.args[0]!.text) &&
  scope.body.every(({ name }) => HARMLESS.test(name.text)) &&
  !directive.args[0]!.text.includes('$')

/** What may answer the request when it comes back: it has another sender then. */
const TURNING_AWAY = [
  'deny',
  'auth_basic',
  'auth_request',
  'limit_conn',
  'limit_req',
  'js_access',
  'access_by_lua_block',
]

/** What changes nothing about where a request goes. */
const HARMLESS = /^(?:proxy_\w+|client_\w+|access_log|error_log|add_header|send_timeout)$/

/** The path stays as it is: the target has none, or the location's own. */
function keepsPath({ directive, scope }: Occurrence): boolean {
  const path = /^\w+:\/\/[^/?]+(.*)$/.exec(directive.args[0]!.text)?.[1]
  return path === '' || path === scope.block!.args[0]!.text
}

/** No other server could take the request: not even by its host. */
const isOnly = (gateway: Gateway, port: number, { config }: View): boolean =>
  config.gateways.every(other => other === gateway || !portsOf(other).some(own => own === port || own === undefined))

const portsOf = ({ listens, mode }: Gateway): readonly (number | undefined)[] =>
  listens.length === 0 && mode === 'http' ? [80] : listens.map(({ port }) => port)

/** The address is the gateway's own, and it listens there. */
function isItself(route: Route, { directive }: Gateway, port: number, { topology, placements }: View): boolean {
  const { host } = targetOf(route)!
  if (!listensOf(directive).some(line => answers(line, host.text, port))) return false
  if (isLoopback(host.text)) return true
  const found = agreed(topology, placements, host.text, 'service')
  return found.length > 0 && found.every(({ from, lookup }) => lookup.service === from.service)
}

/** The lines by which a server listens; none where it may send a request elsewhere before a location is looked for. */
const listensOf = once(({ body = [] }: Directive): readonly Directive[] =>
  body.some(({ name }) => /^(?:return|rewrite|if|include)$/.test(name.text))
    ? []
    : body.filter(({ name }) => name.text === 'listen'),
)

/** Whether a `listen` takes plain HTTP at a port, on the address of that host or on all of version 4. */
function answers({ args: [word, ...options] }: Directive, host: string, port: number): boolean {
  const [, address = '*', number] = /^(?:(.*):)?(\d+)$/.exec(word?.text ?? '') ?? []
  if (Number(number) !== port || options.some(({ text }) => /^(?:ssl|quic|proxy_protocol)$/.test(text))) return false
  return address === host || (/^(?:\*|0\.0\.0\.0)$/.test(address) && !host.startsWith('['))
}
