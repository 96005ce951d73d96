/** Lowers an nginx configuration, its includes in place, to the model. */

import { ownOf } from '../syntax/own.ts'
import { createMemory } from '../syntax/remembered.ts'
import { type Span, slice, type Word } from '../syntax/text.ts'
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
import { fragmentMode, passesIn, type ServerBlock, survey } from './nginx-servers.ts'
import { type Composite, definitionsOf, type Environment, expansions, rendered, type Values } from './nginx-values.ts'
import { inForce, outwards, type Scope, timeInForce } from './scope.ts'
import { statedContext } from './stated-context.ts'

/**
 * One nginx configuration. `elsewhere`: the names (lower case) of upstreams that files near by declare, which may belong to it.
 * `environment`: what is put into a template of the official image before nginx reads it.
 * `inStock`: these are all the files that a stock main file includes in its `http` block.
 */
export function fromNginx(
  { directives, documents, complete, problems, inclusions }: Expanded,
  elsewhere: () => ReadonlySet<string>,
  inStock: boolean,
  environment: (file: string) => Environment | undefined,
): Config {
  const isMain = inStock || directives.some(({ name, body }) => body && /^(?:http|events|stream|mail)$/.test(name.text))
  const found = survey(directives, inStock ? 'http' : isMain ? undefined : fragmentMode(directives))
  const values = { definitions: definitionsOf(found.definitions), environment }
  const environments = documents.map(({ file }) => environment(file))
  const depends = { http: ['http', ...environments], tcp: ['tcp', ...environments] }
  const declared = found.upstreams.map(({ block, mode }) => knownUpstream(block, mode, values, depends[mode]))
  const upstreams = new Map(declared.map(upstream => [key(upstream.mode, upstream.name.text), upstream]))
  const context = { upstreams, values, elsewhere: isMain && complete ? new Set<string>() : elsewhere() }
  const lowered = loweredServers(found.servers, context, [
    documents[0]!.path,
    ...environments,
    ...found.definitions.map(({ block }) => block),
    [...context.elsewhere].join(' '),
  ])
  return {
    dialect: 'nginx',
    documents,
    directives,
    context: inStock ? 'http' : isMain ? 'main' : statedContext(documents[0]!),
    complete: isMain && complete,
    gateways: lowered.map(({ gateway }) => gateway),
    upstreams: [...declared, ...lowered.flatMap(({ direct }) => direct)],
    elsewhere: context.elsewhere,
    problems,
    inclusions,
  }
}

/** What the lowering of routes looks up. */
interface Surroundings {
  readonly upstreams: ReadonlyMap<string, Upstream>
  readonly values: Values
  readonly elsewhere: ReadonlySet<string>
}

/** And where it notes which upstreams it has looked for, and puts the addresses that are written in place. */
interface Context extends Surroundings {
  readonly asked: Map<string, Upstream | undefined>
  readonly direct: Upstream[]
}

/** One server as a part of the model, and the upstreams that it was lowered with. */
interface Lowered extends Pick<Context, 'asked' | 'direct'> {
  readonly gateway: Gateway
  readonly outer: Outer | undefined
}

/** The blocks around a server, as they are now: an edit of another server leaves their lines alone, but not them. */
type Outer = { -readonly [Key in keyof Scope]: Key extends 'outer' ? Outer | undefined : Scope[Key] }

const outerOf = (scope: Scope): Outer | undefined =>
  [...outwards(scope.outer)].reduceRight<Outer | undefined>(
    (outer, { block, body }) => ({ block, body, outer }),
    undefined,
  )

function bringUpToDate(known: Outer | undefined, now: Scope): void {
  let outer = known
  // Done for every server in each keystroke.
  for (let level = now.outer; outer && level; level = level.outer) {
    outer.block = level.block
    outer.body = level.body
    outer = outer.outer
  }
}

/** Upstream names are the http module's or the stream module's, and case does not count (ngx_http_upstream_add: ngx_strncasecmp). */
const key = (mode: Mode, name: string): string => `${mode} ${name.toLowerCase()}`

/** The servers as parts of the model. `shared`: what every one depends on, but for the upstreams that its routes name and the lines of the blocks around it. */
function loweredServers(
  servers: readonly ServerBlock[],
  surroundings: Surroundings,
  shared: readonly unknown[],
): readonly Lowered[] {
  const outsides = new Map<Scope | undefined, readonly unknown[]>()
  const outsideOf = ({ outer }: Scope, mode: Mode): readonly unknown[] => {
    const known = outsides.get(outer)
    if (known) return known
    const levels = [...outwards(outer)]
    const lines = levels.flatMap(({ body }) => body.filter(directive => !directive.body))
    const outside = [mode, levels.length, ...shared, ...lines]
    outsides.set(outer, outside)
    return outside
  }
  const taken = new Set<Directive>()
  return servers.map(server => {
    const { block } = server.scope
    // A fragment without a server, or a server that is included twice.
    if (server.passes || !block || taken.has(block)) return lower(server, surroundings)
    taken.add(block)
    const outside = outsideOf(server.scope, server.mode)
    const known = gateways.get(block, outside)
    if (known && stillNames(known, surroundings)) {
      bringUpToDate(known.outer, server.scope)
      return known
    }
    const lowered = lower(server, surroundings)
    gateways.put(block, outside, lowered)
    return lowered
  })
}

const gateways = createMemory<Lowered>()

function stillNames({ asked }: Lowered, { upstreams }: Surroundings): boolean {
  for (const [name, upstream] of asked) if (upstreams.get(name) !== upstream) return false
  return true
}

function lower(server: ServerBlock, surroundings: Surroundings): Lowered {
  const context: Context = { ...surroundings, asked: new Map(), direct: [] }
  const outer = outerOf(server.scope)
  const gateway = gatewayOf({ ...server, scope: { ...server.scope, outer } }, context)
  return { gateway, outer, asked: context.asked, direct: context.direct }
}

function gatewayOf(server: ServerBlock, context: Context): Gateway {
  const { scope, mode } = server
  const passes = server.passes ?? passesIn(scope)
  const directive = scope.block ?? passes[0]!.directive
  return {
    name: directive.name,
    directive,
    scope,
    mode,
    listens: scope.body
      .filter(({ name, args }) => name.text === 'listen' && args[0])
      .map(listen => listenOf(listen.args[0]!, context.values)),
    routes: passes.flatMap(pass => routesOf(pass.directive, pass.scope, mode, context)),
  }
}

/** `listen` takes a port, an address, or both; without a port it means 80 (ngx_http_core_listen). */
function listenOf(word: Word, values: Values): Listen {
  const text = rendered(word, values)?.text
  const { at } = word
  if (text === undefined) return { port: undefined, at }
  if (/^\d+$/.test(text)) return { port: Number(text), text, at }
  const address = addressOf({ text, at })
  return { port: address && (address.port ? portNumber(address.port) : 80), text, at }
}

/** The routes of one `*_pass`: one, or one for each value that its variables can have. */
function routesOf(directive: Directive, scope: Scope, mode: Mode, context: Context): readonly Route[] {
  const speech = SPEECHES[mode === 'tcp' ? 'stream' : directive.name.text]!
  const shared = {
    match: scope.block?.args.map(word => word.text).join(' ') ?? '',
    directive,
    scope,
    timeouts: timeoutsOf(scope, speech.timeouts),
    resolver: inForce(scope, 'resolver'),
  }
  const word = directive.args[0]!
  const values = expansions(word, scope, context.values, mode) ?? withoutPath(word, scope, context.values, mode)
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

/**
 * The targets of an address whose path alone holds what is not known before a request: whom it leads to is known. nginx looks a host up
 * anew wherever there is a variable (ngx_http_proxy_eval). One in capitals is the environment's, gone before nginx reads it.
 */
function withoutPath(word: Word, scope: Scope, values: Values, mode: Mode): readonly Composite[] | undefined {
  const { index = 0, 0: head = '' } = /^\w+:\/\/[^/?#]+(?=[/?#])/.exec(word.text) ?? {}
  if (head === '' || index > 0 || /\$\{?[A-Z]/.test(word.text)) return undefined
  return expansions(slice(word, 0, head.length), scope, values, mode)?.map(({ text, pick }) => ({
    text,
    pick,
    dynamic: true,
  }))
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
  const named = ownOf(schemes, name.toLowerCase())
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
  const named = key(mode, host.text)
  const known = context.upstreams.get(named)
  context.asked.set(named, known)
  if (known) return { kind: 'upstream', name: host, upstream: known, dynamic: value.dynamic }
  if (!port && context.elsewhere.has(host.text.toLowerCase())) return { kind: 'unknown' }
  const target = targetAt(address, spanOf(address), directive, defaultPort(protocol), value.dynamic, [])
  const upstream: Upstream = { name: host, declared: false, targets: [target], directive, mode }
  context.direct.push(upstream)
  return { kind: 'direct', name: host, upstream, dynamic: value.dynamic }
}

/** Only proxy_pass has a default port (ngx_http_proxy_pass: 80, 443); the others refuse an address without one. */
const defaultPort = (protocol: Protocol): number | undefined => ({ http: 80, https: 443 })[protocol as string]

function knownUpstream(block: Directive, mode: Mode, values: Values, depends: readonly unknown[]): Upstream {
  const upstream = upstreams.get(block, depends) ?? declaredUpstream(block, mode, values)
  upstreams.put(block, depends, upstream)
  return upstream
}

const upstreams = createMemory<Upstream>()

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
