/** Lowers an nginx configuration, its includes in place, to the model. */
import type { Span, Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { type Address, addressOf, portNumber, spanOf } from './address.ts'
import type {
  Config,
  Destination,
  Gateway,
  Listen,
  Mode,
  Protocol,
  Route,
  Target,
  Timeouts,
  Upstream,
} from './config.ts'
import type { Expanded } from './include.ts'
import { type Composite, definitionsOf, type Environment, expansions, rendered, type Values } from './nginx-values.ts'
import { inForce, type Scope, timeInForce } from './scope.ts'

/**
 * One nginx configuration. `elsewhere`: the names (lower case) of upstreams that files near by declare, which may belong to it.
 * `environment`: what is put into a template of the official image before nginx reads it.
 * `inStock`: these are all the files that a stock main file includes in its `http` block.
 */
export function fromNginx(
  { directives, documents, complete, problems }: Expanded,
  elsewhere: () => ReadonlySet<string>,
  inStock: boolean,
  environment: (file: string) => Environment | undefined,
): Config {
  const isMain = inStock || directives.some(({ name, body }) => body && /^(?:http|events|stream|mail)$/.test(name.text))
  const found = survey(directives, inStock ? 'http' : isMain ? undefined : fragmentMode(directives))
  const values = { definitions: definitionsOf(found.definitions), environment }
  const declared = found.upstreams.map(({ block, mode }) => declaredUpstream(block, mode, values))
  const context: Context = {
    upstreams: new Map(declared.map(upstream => [key(upstream.mode, upstream.name.text), upstream])),
    values,
    elsewhere: isMain && complete ? new Set() : elsewhere(),
    direct: [],
  }
  const gateways = found.servers.map(server => gatewayOf(server, context))
  return {
    dialect: 'nginx',
    documents,
    directives,
    context: inStock ? 'http' : isMain ? 'main' : undefined,
    complete: isMain && complete,
    gateways,
    upstreams: [...declared, ...context.direct],
    elsewhere: context.elsewhere,
    problems,
  }
}

/** What the lowering of routes looks up, and where it puts the addresses that are written in place. */
interface Context {
  readonly upstreams: ReadonlyMap<string, Upstream>
  readonly values: Values
  readonly elsewhere: ReadonlySet<string>
  readonly direct: Upstream[]
}

interface ServerBlock {
  readonly scope: Scope
  readonly mode: Mode
  readonly passes: { readonly directive: Directive; readonly scope: Scope }[]
}

interface Survey {
  readonly servers: readonly ServerBlock[]
  readonly upstreams: readonly { readonly block: Directive; readonly mode: Mode }[]
  readonly definitions: readonly Directive[]
}

const PASS = /^(?:(?:proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass)$/

/** Upstream names are the http module's or the stream module's, and case does not count (ngx_http_upstream_add: ngx_strncasecmp). */
const key = (mode: Mode, name: string): string => `${mode} ${name.toLowerCase()}`

/** A fragment is taken for a part of `http` unless a server in it passes on without any location: only the stream module does that. */
const fragmentMode = (directives: readonly Directive[]): Mode =>
  directives.some(({ name, body }) => name.text === 'server' && body?.some(inner => inner.name.text === 'proxy_pass'))
    ? 'tcp'
    : 'http'

/** One walk over all blocks. Nesting may be as deep as a file likes: no recursion. */
function survey(directives: readonly Directive[], fragment: Mode | undefined): Survey {
  const servers: ServerBlock[] = []
  const upstreams: { block: Directive; mode: Mode }[] = []
  const definitions: Directive[] = []
  const top: Scope = { block: undefined, body: directives, outer: undefined }
  const open: { scope: Scope; mode: Mode | undefined; server: ServerBlock | undefined }[] = [
    { scope: top, mode: fragment, server: undefined },
  ]
  while (open.length > 0) {
    const { scope, mode, server } = open.pop()!
    let here = server
    const blocks: typeof open = []
    for (const directive of scope.body) {
      const { name, args, body } = directive
      if (PASS.test(name.text) && args.length > 0 && mode) {
        if (!here) {
          here = { scope, mode, passes: [] }
          servers.push(here)
        }
        here.passes.push({ directive, scope })
      }
      if (!body) continue
      const inner: Scope = { block: directive, body, outer: scope }
      if (name.text === 'upstream' && args[0] && mode) upstreams.push({ block: directive, mode })
      else if (/^(?:map|geo|split_clients)$/.test(name.text)) definitions.push(directive)
      else if (name.text === 'server' && mode) {
        const own: ServerBlock = { scope: inner, mode, passes: [] }
        servers.push(own)
        blocks.push({ scope: inner, mode, server: own })
      } else
        blocks.push({
          scope: inner,
          mode:
            name.text === 'http' ? 'http' : name.text === 'stream' ? 'tcp' : name.text === 'mail' ? undefined : mode,
          server: here,
        })
    }
    open.push(...blocks.reverse())
  }
  return { servers, upstreams, definitions }
}

function gatewayOf({ scope, mode, passes }: ServerBlock, context: Context): Gateway {
  const directive = scope.block ?? passes[0]!.directive
  return {
    name: directive.name,
    directive,
    mode,
    listens: scope.body.filter(({ name, args }) => name.text === 'listen' && args[0]).map(listenOf),
    routes: passes.flatMap(pass => routesOf(pass.directive, pass.scope, mode, context)),
  }
}

/** `listen` takes a port, an address, or both; without a port it means 80 (ngx_http_core_listen). */
function listenOf(directive: Directive): Listen {
  const [word] = directive.args
  if (/^\d+$/.test(word!.text)) return { port: Number(word!.text), at: word!.at }
  const address = addressOf(word!)
  return { port: address && (address.port ? portNumber(address.port) : 80), at: word!.at }
}

/** The routes of one `*_pass`: one, or one for each value that its variables can have. */
function routesOf(directive: Directive, scope: Scope, mode: Mode, context: Context): readonly Route[] {
  const speech = SPEECHES[mode === 'tcp' ? 'stream' : directive.name.text]!
  const shared = {
    match: scope.block?.args.map(word => word.text).join(' ') ?? '',
    directive,
    timeouts: timeoutsOf(scope, speech.timeouts),
    resolver: inForce(scope, 'resolver'),
  }
  const word = directive.args[0]!
  const values = expansions(word, scope, context.values)
  if (!values)
    return [{ ...shared, protocol: spoken(word.text, speech).protocol, scheme: undefined, to: { kind: 'unknown' } }]
  return values.map(value => {
    const { protocol, scheme, prefix } = spoken(value.text, speech)
    return {
      ...shared,
      protocol,
      scheme: scheme ? value.pick(0, prefix) : undefined,
      to: destinationOf(value, prefix, protocol, directive, mode, context),
    }
  })
}

/** What a directive speaks: by default, and by the scheme that it may be given; and what its module calls its timeouts. */
interface Speech {
  readonly protocol: Protocol
  readonly schemes: Readonly<Record<string, Protocol>>
  readonly timeouts: { readonly connect: string; readonly read: string; readonly send: string }
}

const speech = (family: string, protocol: Protocol, schemes: Speech['schemes'] = {}): Speech => ({
  protocol,
  schemes,
  timeouts: { connect: `${family}_connect_timeout`, read: `${family}_read_timeout`, send: `${family}_send_timeout` },
})

const SPEECHES: Readonly<Record<string, Speech>> = {
  proxy_pass: speech('proxy', 'http', { http: 'http', https: 'https' }),
  grpc_pass: speech('grpc', 'grpc', { grpc: 'grpc', grpcs: 'grpcs' }),
  fastcgi_pass: speech('fastcgi', 'fastcgi'),
  uwsgi_pass: speech('uwsgi', 'uwsgi', { uwsgi: 'uwsgi', suwsgi: 'uwsgi' }),
  scgi_pass: speech('scgi', 'scgi'),
  memcached_pass: speech('memcached', 'memcached'),
  /** ngx_stream_proxy_module has one timeout for both ways. */
  stream: {
    ...speech('proxy', 'tcp'),
    timeouts: { connect: 'proxy_connect_timeout', read: 'proxy_timeout', send: 'proxy_timeout' },
  },
}

/** The protocol that a target's scheme names, whether it is one of the directive's, and the length of what stands in front of the address. */
function spoken(target: string, { protocol, schemes }: Speech) {
  const end = target.indexOf('://')
  const name = end > 0 && end < 16 ? target.slice(0, end) : ''
  if (!/^[a-z]+$/i.test(name)) return { protocol, scheme: false, prefix: 0 }
  const named = schemes[name.toLowerCase()]
  return { protocol: named ?? protocol, scheme: named !== undefined, prefix: end + 3 }
}

const timeoutsOf = (scope: Scope, names: Speech['timeouts']): Timeouts => ({
  connect: timeInForce(scope, names.connect),
  read: timeInForce(scope, names.read),
  send: timeInForce(scope, names.send),
})

function destinationOf(
  value: Composite,
  prefix: number,
  protocol: Protocol,
  directive: Directive,
  mode: Mode,
  context: Context,
): Destination {
  const rest = value.text.slice(prefix)
  const end = rest.search(/[/?#]/)
  const authority = value.pick(prefix, end < 0 ? value.text.length : prefix + end)
  const whole = authority.text === '' ? undefined : addressOf(authority)
  if (!whole) return { kind: 'unknown' }
  const address = authority.at.scattered ? pickedFrom(value, prefix, whole) : whole
  const { host, port } = address
  const known = context.upstreams.get(key(mode, host.text))
  if (known) return { kind: 'upstream', name: host, upstream: known, dynamic: value.dynamic }
  if (!port && context.elsewhere.has(host.text.toLowerCase())) return { kind: 'unknown' }
  const target = targetAt(address, spanOf(address), directive, defaultPort(protocol), value.dynamic, [])
  const upstream: Upstream = { name: host, declared: false, targets: [target], directive, mode }
  context.direct.push(upstream)
  return { kind: 'direct', name: host, upstream, dynamic: value.dynamic }
}

/** Only proxy_pass has a default port (ngx_http_proxy_pass: 80, 443); the others refuse an address without one. */
const defaultPort = (protocol: Protocol): number | undefined => ({ http: 80, https: 443 })[protocol as string]

/** A server of an http upstream without a port means 80, whatever is spoken to it (ngx_http_upstream_server: default_port). */
function declaredUpstream(block: Directive, mode: Mode, values: Values): Upstream {
  const servers = block.body!.filter(({ name, args }) => name.text === 'server' && args[0])
  const resolves = (options: readonly Word[]): boolean => options.some(option => option.text === 'resolve')
  return {
    name: block.args[0]!,
    declared: true,
    directive: block,
    mode,
    targets: servers.flatMap(server => {
      const [word, ...options] = server.args
      const value = rendered(word!, values)
      const whole = value && addressOf(value.pick(0))
      if (!whole) return []
      const address = value.pick(0).at.scattered ? pickedFrom(value, 0, whole) : whole
      return [targetAt(address, spanOf(address), server, mode === 'http' ? 80 : undefined, resolves(options), options)]
    }),
  }
}

function targetAt(
  { host, port }: Address,
  at: Span,
  directive: Directive,
  fallback: number | undefined,
  dynamic: boolean,
  options: readonly Word[],
): Target {
  return {
    host,
    port,
    portNumber: port ? portNumber(port) : fallback,
    at,
    directive,
    tls: false,
    options,
    dynamic,
    down: options.some(option => option.text === 'down'),
  }
}

/** The halves of an address in a text of several pieces, each with the place of its own piece. */
function pickedFrom(value: Composite, from: number, { host, port }: Address): Address {
  const colon = from + host.text.length
  return { host: value.pick(from, colon), port: port && value.pick(colon + 1, colon + 1 + port.text.length) }
}
