/** Lowers an HAProxy configuration, all its files in their order, to the model. */

import { type Declared, declaredAs, sameDeclared } from '../syntax/above.ts'
import { gatheringFrom, indexing } from '../syntax/indexed.ts'
import { once, onceForRun } from '../syntax/remembered.ts'
import { carrying, gatheringAlone } from '../syntax/runs.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Directive, Document } from '../syntax/tree.ts'
import { haproxyTimeOf } from '../syntax/value.ts'
import { addressOf, portNumber, spanOf } from './address.ts'
import type { Config, Gateway, Listen, Mode, Protocol, Route, Scope, Setting, Target, Upstream } from './config.ts'
import type { Process } from './haproxy-if.ts'
import { liveSections } from './haproxy-live.ts'

/** One HAProxy configuration. `elsewhere`: the names of backends that files near by declare, which may belong to it; `process`: what reads it. */
export function fromHaproxy(
  documents: readonly Document[],
  elsewhere: ReadonlySet<string>,
  process: Process = { variables: new Set(), release: undefined },
): Config {
  const directives = liveSections(
    documents.length === 1 ? documents[0]!.directives : documents.flatMap(document => document.directives),
    process,
  )
  const proxies = withDefaults(directives, OUTSET)
  const backends = backendsIn(proxies)
  const byName = named(backends)
  return {
    dialect: 'haproxy',
    documents,
    directives,
    context: 'main',
    complete: mainSections(directives).length > 0,
    gateways: gatewaysIn(frontendsIn(proxies), byName, elsewhere),
    // Of several of one name the last one counts.
    upstreams: byName.isRepeated
      ? [...new Map(backends.map(upstream => [upstream.name.text, upstream])).values()]
      : backends,
    elsewhere,
    problems: [],
    inclusions: [],
  }
}

const mainSections = gatheringAlone((section: Directive) =>
  /^(?:global|defaults)$/.test(section.name.text) ? [section] : [],
)

/** A section with the `defaults` that are in force in it: the very same object as long as they are. */
interface Proxy {
  readonly section: Directive
  readonly defaults: readonly Directive[]
  /** It stands between `.if` and `.endif`. */
  readonly conditional: boolean
}

/** What counts for the sections below a line. */
interface Above {
  /** How many `.if` are open. */
  readonly depth: number
  readonly nearest: readonly Directive[]
  readonly named: Declared<readonly Directive[]> | undefined
}

const OUTSET: Above = { depth: 0, nearest: [], named: undefined }

const areSame = (a: readonly Directive[], b: readonly Directive[]): boolean =>
  a === b || (a.length === b.length && a.every((section, index) => section === b[index]))

/**
 * The nearest `defaults` above counts, or the one that `from NAME` names; a `defaults` begins empty unless it has a `from` itself
 * (configuration manual, section 4: "a defaults section resets all settings").
 */
const withDefaults = carrying(
  (a: Above, b: Above) => a.depth === b.depth && areSame(a.nearest, b.nearest) && sameDeclared(a.named, b.named),
  (sections: readonly Directive[], above: Above) => {
    let state = above
    const found = sections.map(section => {
      const conditional = state.depth > 0
      const { from, isDefaults, opens } = headOf(section)
      if (opens !== 0) state = { ...state, depth: Math.max(0, state.depth + opens) }
      const chosen = from === undefined ? undefined : declaredAs(state.named, from)
      if (!isDefaults) return proxyOf(section, chosen ?? state.nearest, conditional)
      const nearest = sameList([section, ...(chosen ?? [])])
      const [name] = section.args
      const isNamed = name && name.text !== 'from'
      state = {
        ...state,
        nearest,
        named: isNamed ? { name: name.text, thing: nearest, above: state.named } : state.named,
      }
      return proxyOf(section, NONE, conditional)
    })
    return { found, state }
  },
)

const NONE: readonly Directive[] = []

/** The very same list for the very same sections. */
const sameList = onceForRun((sections: readonly Directive[]) => sections)

function proxyOf(section: Directive, defaults: readonly Directive[], conditional: boolean): Proxy {
  const before = proxiesBefore.get(section)
  if (before && before.conditional === conditional && areSame(before.defaults, defaults)) return before
  const proxy = { section, defaults, conditional }
  proxiesBefore.set(section, proxy)
  return proxy
}

const proxiesBefore = new WeakMap<Directive, Proxy>()

/** What a section says of itself. Its lines reach up to the next section. */
const headOf = once((section: Directive) => {
  const { name, args } = section
  const from = args.findIndex(word => word.text === 'from')
  return {
    isDefaults: name.text === 'defaults',
    isFrontend: /^(?:frontend|listen)$/.test(name.text),
    isBackend: /^(?:backend|listen)$/.test(name.text) && args.length > 0,
    /** The name behind `from`. */
    from: from < 0 ? undefined : (args[from + 1]?.text ?? ''),
    /** How many more `.if` are open behind it than before. */
    opens: linesOf(section).reduce(depthAfter, depthAfter(0, section)),
  }
})

const upstreamIn = once(upstreamOf)

const backendsIn = gatheringAlone((proxy: Proxy) => (headOf(proxy.section).isBackend ? [upstreamIn(proxy)] : []))

const named = indexing(({ name }: Upstream) => [name.text])

const frontendsIn = gatheringAlone((proxy: Proxy) => (headOf(proxy.section).isFrontend ? [proxy] : []))

/** An edit changes one section: the others are as they were, as long as the backends that they name are. */
const gatewaysIn = gatheringFrom(
  (elsewhere: ReadonlySet<string>) => [[...elsewhere].join(' ')],
  (proxy: Proxy, ask: (name: string) => readonly Upstream[], elsewhere) => [
    gatewayOf(proxy, name => ask(name).at(-1), elsewhere),
  ],
)

/** The backend of a name. */
type Find = (name: string) => Upstream | undefined

function gatewayOf(proxy: Proxy, find: Find, elsewhere: ReadonlySet<string>): Gateway {
  const { section } = proxy
  const mode = modeOf(proxy)
  const own = find(section.args[0]?.text ?? '')
  const routes = routesIn(section)
  const inherited = routes.some(({ name }) => name.text === 'default_backend')
    ? []
    : [lineInForce({ ...proxy, section: { ...section, body: [] } }, ['default_backend'])].flatMap(line =>
        line?.args[0] ? line : [],
      )
  const isPerhaps = (line: Directive): boolean =>
    proxy.conditional || [section, ...proxy.defaults].some(from => perhapsIn(from).has(line))
  return {
    name: section.args[0] ?? section.name,
    directive: section,
    scope: scopeOf(section),
    mode,
    listens: linesOf(section)
      .filter(({ name, args }) => name.text === 'bind' && args[0])
      .flatMap(listensOf),
    routes: [
      ...(section.name.text === 'listen' && own && own.targets.length > 0
        ? [ownRoute(section, own, proxy.conditional)]
        : []),
      ...[...routes, ...(section.name.text === 'frontend' ? inherited : [])].map(line =>
        routeOf(line, section, mode, find, elsewhere, isPerhaps(line)),
      ),
    ],
    clientTimeout: timeoutOf(proxy, 'client'),
    defaults: proxy.defaults[0],
    conditional: proxy.conditional,
  }
}

/** Of several `default_backend` the last one counts. */
function routesIn(section: Directive): readonly Directive[] {
  const routes = linesOf(section).filter(
    ({ name, args }) => /^(?:use_backend|default_backend)$/.test(name.text) && args[0],
  )
  const sure = routes.filter(line => line.name.text === 'default_backend' && !perhapsIn(section).has(line))
  return sure.length < 2 ? routes : routes.filter(line => line === sure.at(-1) || !sure.includes(line))
}

function routeOf(
  directive: Directive,
  section: Directive,
  mode: Mode,
  find: Find,
  elsewhere: ReadonlySet<string>,
  conditional: boolean,
): Route {
  const name = directive.args[0]!
  const upstream = find(name.text)
  const dynamic = /[%$]/.test(name.text)
  return {
    match: directive.args
      .slice(1)
      .map(word => word.text)
      .join(' '),
    directive,
    scope: scopeOf(section),
    protocol: protocolOf(upstream, mode),
    scheme: undefined,
    timeouts: upstream?.timeouts ?? {},
    resolver: undefined,
    conditional,
    to: upstream
      ? { kind: 'upstream', name, upstream, dynamic: false }
      : dynamic || conditional || elsewhere.has(name.text)
        ? { kind: 'unknown' }
        : { kind: 'undeclared', name },
  }
}

const ownRoute = (section: Directive, upstream: Upstream, conditional: boolean): Route => ({
  match: '',
  directive: section,
  scope: scopeOf(section),
  protocol: protocolOf(upstream, upstream.mode),
  scheme: undefined,
  timeouts: upstream.timeouts ?? {},
  resolver: undefined,
  conditional,
  to: { kind: 'upstream', name: upstream.name, upstream, dynamic: false },
})

/** In HTTP mode a backend speaks HTTP, or FastCGI to an application that `use-fcgi-app` names. TLS stands on each server. */
function protocolOf(upstream: Upstream | undefined, mode: Mode): Protocol {
  if ((upstream?.mode ?? mode) === 'tcp') return 'tcp'
  return upstream && linesOf(upstream.directive).some(({ name }) => name.text === 'use-fcgi-app') ? 'fastcgi' : 'http'
}

function upstreamOf(proxy: Proxy): Upstream {
  const { section } = proxy
  return {
    name: section.args[0]!,
    declared: true,
    directive: section,
    mode: modeOf(proxy),
    targets: targetsOf(proxy),
    timeouts: { connect: timeoutOf(proxy, 'connect'), read: timeoutOf(proxy, 'server') },
    defaults: proxy.defaults[0],
    conditional: proxy.conditional,
  }
}

/** The options of a `default-server` line count for the `server` lines below it. */
function targetsOf({ section, defaults, conditional }: Proxy): readonly Target[] {
  const found: Target[] = []
  const perhaps = perhapsIn(section)
  const inherited = defaults.toReversed().flatMap(linesOf).filter(isDefaultServer)
  let before = inherited.flatMap(line => line.args)
  let openOptions = inherited.some(line => defaults.some(section => perhapsIn(section).has(line)))
  for (const line of linesOf(section)) {
    if (isDefaultServer(line)) {
      before = [...before, ...line.args]
      openOptions ||= perhaps.has(line)
    }
    const skip = line.name.text === 'server' ? 1 : line.name.text === 'server-template' ? 2 : 0
    const address = skip > 0 ? line.args[skip] : undefined
    if (!address) continue
    const sureness = { conditional: conditional || perhaps.has(line), openOptions }
    found.push(...targetOf(line, address, [...before, ...line.args.slice(skip + 1)], sureness))
  }
  return found
}

/** The lines of a section that stand between `.if` and `.endif`. */
const perhapsIn = once((section: Directive): ReadonlySet<Directive> => {
  const found = new Set<Directive>()
  let depth = 0
  for (const line of linesOf(section)) {
    depth = depthAfter(depth, line)
    if (depth > 0) found.add(line)
  }
  return found
})

/** How many `.if` are open behind a line. */
const depthAfter = (depth: number, { name }: Directive): number =>
  name.text === '.if' ? depth + 1 : name.text === '.endif' ? depth - 1 : depth

const isDefaultServer = ({ name }: Directive): boolean => name.text === 'default-server'

function targetOf(
  directive: Directive,
  word: Word,
  options: readonly Word[],
  sureness: Pick<Target, 'conditional' | 'openOptions'>,
): readonly Target[] {
  const plain = /^(?:ipv4@|ipv6@|udp@|quic4@|quic6@)/.exec(word.text)?.[0].length ?? 0
  const address = addressOf(slice(word, plain))
  if (!address || address.host.text === '*') return []
  const { host, port } = address
  return [
    {
      host,
      port,
      portNumber: portNumber(port),
      at: spanOf(address),
      directive,
      tls: isOn(options, 'ssl', 'no-ssl'),
      options,
      dynamic: isDynamic(options),
      down: isOn(options, 'disabled', 'enabled'),
      ...sureness,
    },
  ]
}

/** The last of two opposite words wins. */
const isOn = (options: readonly Word[], on: string, off: string): boolean =>
  options.findLast(({ text }) => text === on || text === off)?.text === on

/** `init-addr` may let a server start without an address: then `none` stands in its list (configuration manual, 5.2). */
function isDynamic(options: readonly Word[]): boolean {
  const at = options.findLastIndex(({ text }) => text === 'init-addr')
  return at >= 0 && (options[at + 1]?.text ?? '').split(',').some(method => method === 'none' || isIp(method))
}

const isIp = (text: string): boolean => /^[\d.]+$|:/.test(text)

/** A `bind` names one or more addresses, and ranges of ports; a range is left out. */
const listensOf = ({ args }: Directive): readonly Listen[] => {
  const word = args[0]!
  return word.text.split(',').map(part => {
    const port = /:(\d+)$/.exec(part)?.[1]
    return { port: port === undefined ? undefined : Number(port), at: word.at }
  })
}

/** The built-in mode is tcp (configuration manual, 4.2 "mode"). */
const modeOf = (proxy: Proxy): Mode => (lineInForce(proxy, ['mode'])?.args[0]?.text === 'http' ? 'http' : 'tcp')

/** A timeout that is in force, from the section itself or from its defaults. */
function timeoutOf(proxy: Proxy, kind: 'client' | 'connect' | 'server'): Setting | undefined {
  const directive =
    lineInForce(proxy, kind === 'client' ? ['timeout', 'client'] : ['timeout', kind]) ?? legacyTimeout(proxy, kind)
  const value = directive?.args.at(directive.name.text === 'timeout' ? 1 : 0)
  return directive && value && { directive, value, ms: haproxyTimeOf(value.text) }
}

/** The names from before `timeout` are refused since 2.1, but a person who has them has the timeout in mind. */
const legacyTimeout = (proxy: Proxy, kind: string): Directive | undefined =>
  lineInForce(proxy, [{ client: 'clitimeout', connect: 'contimeout', server: 'srvtimeout' }[kind]!])

function lineInForce({ section, defaults }: Proxy, words: readonly string[]): Directive | undefined {
  const isIt = ({ name, args }: Directive): boolean =>
    name.text === words[0] && (words[1] === undefined || (args[0]?.text === words[1] && args[1] !== undefined))
  for (const from of [section, ...defaults]) {
    const line = linesOf(from).findLast(isIt)
    if (line) return line
  }
  return undefined
}

const scopeOf = (section: Directive): Scope => ({ block: section, body: linesOf(section), outer: undefined })

const linesOf = (section: Directive): readonly Directive[] => section.body ?? []
