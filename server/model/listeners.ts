/** The sockets that a gateway opens: every `listen` of nginx, every `bind` of HAProxy. */
import { createMemory, once, onceForRun } from '../syntax/remembered.ts'
import { gatheringWith } from '../syntax/runs.ts'
import type { Span } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { isLoopback } from './address.ts'
import type { Config, Gateway, Listen } from './config.ts'
import { effective } from './effective.ts'
import { gathering, linesWhere, where } from './gathered.ts'
import { countOf, type Occurrence, occurrences, occurs } from './occurrences.ts'
import type { Scope } from './scope.ts'

/** A port on which a gateway listens. */
export interface Listener {
  readonly port: number
  readonly at: Span
  /** On the loopback address, where only its own machine or container reaches it. */
  readonly loopback: boolean
  /** What it speaks there; undefined for raw TCP, and where it takes more than one of them. */
  readonly protocol: 'http' | 'https' | 'h2c' | undefined
  /** Connections must begin with a header of the PROXY protocol, or must not; undefined where it may be either. */
  readonly proxyProtocol: boolean | undefined
  /** Of HTTP it speaks version 1 and no other. */
  readonly http1: boolean
  /** It serves nobody without a certificate: HAProxy ends the handshake, nginx answers 400. */
  readonly clientCertificate: 'handshake' | 'answer' | undefined
}

export interface Listeners {
  readonly ports: readonly Listener[]
  /** It listens on no other port: nothing that could name one was left unread. */
  readonly all: boolean
}

/** Sockets without a port, of UNIX or for QUIC, are left out. */
export const listenersOf = once(
  (config: Config): Listeners => (config.dialect === 'nginx' ? nginxListeners(config) : haproxyListeners(config)),
)

/** A `server` of HTTP without a `listen` listens on 80 (ngx_http_core_server; as root, which the images start as). */
function nginxListeners(config: Config): Listeners {
  const given = givenBy(config)
  const bare = withoutListen(config.gateways, config)
  const own = listenersOfServers(config.gateways, given)
  const count = countOf(config, 'listen')
  const ports = [
    // Some stand in a fragment without a server, or in a server for mail.
    ...(own.length === count ? own : listenersAnywhere(given)),
    ...bare
      .filter(({ mode }) => mode === 'http')
      .map(({ directive }) => listener(80, directive.name.at, given.open ? undefined : 'http')),
  ]
  return gathered(ports, count + bare.length > 0)
}

const withoutListen = where(
  ({ directive: { name, body } }: Gateway) =>
    name.text === 'server' && body !== undefined && !body.some(inner => /^(?:listen|include)$/.test(inner.name.text)),
)

/** What one `listen` depends on elsewhere. */
interface Given {
  readonly config: Config
  /** The directive `ssl` may make any of them speak TLS. */
  readonly open: boolean
  /** As the directive `http2` makes any of them speak another version. */
  readonly mayBeHttp2: boolean
  /** A client without a certificate is answered by itself. */
  readonly answersWithout: boolean
}

const givenBy = (config: Config): Given => ({
  config,
  open: occurs(config, 'ssl'),
  mayBeHttp2: occurs(config, 'http2'),
  answersWithout:
    occurs(config, 'ssl_verify_client') &&
    !occurrences(config, 'error_page').some(({ directive: { args } }) => args.some(({ text }) => text === '496')),
})

const listenersOfServers = gatheringWith(
  ({ config, open, mayBeHttp2, answersWithout }: Given) => [
    config.complete,
    config.context,
    open,
    mayBeHttp2,
    answersWithout,
  ],
  ({ directive, scope, listens }: Gateway, given) => {
    if (directive.name.text !== 'server') return []
    const rendered = renderedIn(listens)
    return scope.body
      .filter(({ name }) => name.text === 'listen')
      .map(directive => nginxListener({ directive, scope }, given, rendered))
  },
)

function listenersAnywhere(given: Given): readonly (Listener | 'no port' | undefined)[] {
  const rendered = renderedIn(given.config.gateways.flatMap(({ listens }) => listens))
  return occurrences(given.config, 'listen').map(listen => nginxListener(listen, given, rendered))
}

const renderedIn = (listens: readonly Listen[]): ReadonlyMap<Span, string | undefined> =>
  new Map(listens.map(({ at, text }) => [at, text]))

function nginxListener(
  { directive, scope }: Occurrence,
  given: Given,
  rendered: ReadonlyMap<Span, string | undefined>,
): Listener | 'no port' | undefined {
  const [word, ...options] = directive.args
  const text = (word && rendered.get(word.at)) ?? word?.text ?? ''
  const has = (name: string): boolean => options.length > 0 && options.some(({ text }) => text === name)
  if (!word || /^unix:/.test(text) || has('udp') || has('quic')) return 'no port'
  const [, host = '', port] = NGINX_ADDRESS.exec(text) ?? []
  if (port === undefined && !/^(?:[\w.*-]+|\[[^\]]*\])$/.test(text)) return undefined
  const number = port === undefined ? 80 : Number(port)
  const isKnown = isHttp(scope) && !given.open && (has('ssl') || !has('http2'))
  return {
    ...listener(number, word.at, isKnown ? (has('ssl') ? 'https' : 'http') : undefined),
    loopback: isLoopback(port === undefined ? text : host),
    proxyProtocol: has('proxy_protocol'),
    http1: isKnown && !has('http2') && !given.mayBeHttp2,
    clientCertificate: has('ssl') && wantsCertificate(scope, given) ? 'answer' : undefined,
  }
}

/** A client without one gets the answer 496, which is sent as 400 unless an `error_page` makes another one of it (ngx_http_process_request). */
const wantsCertificate = (scope: Scope, { config, answersWithout }: Given): boolean =>
  answersWithout && effective(config, scope, 'ssl_verify_client').value === 'on'

const NGINX_ADDRESS = /^(?:(.*):)?(\d+)$/

const listener = (port: number, at: Span, protocol: Listener['protocol']): Listener => ({
  port,
  at,
  loopback: false,
  protocol,
  proxyProtocol: false,
  http1: false,
  clientCertificate: undefined,
})

function isHttp(scope: Scope | undefined): boolean {
  for (let at = scope; at; at = at.outer) if (/^(?:stream|mail)$/.test(at.block?.name.text ?? '')) return false
  return true
}

/** Binds in sections of any kind; `peers`, programs and conditions may open others. */
function haproxyListeners(config: Config): Listeners {
  // `tcp-request connection expect-proxy` asks some clients for the header.
  const mayExpect = expecting(config).length > 0
  const binds = [
    ...bindsOfGateways(config.gateways, mayExpect),
    ...bindsElsewhere(config).map(directive => bindOf(directive, false, mayExpect)),
  ]
  if (binds.length === 0) return { ports: [], all: false }
  const known = together(binds)
  return listeningOtherwise(config.directives, config).length > 0 ? { ...known, all: false } : known
}

/** What one line opens. */
interface Bind {
  readonly found: readonly (Listener | 'no port' | undefined)[]
}

/** The very same for the very same lines. */
const together = onceForRun((binds: readonly Bind[]) => {
  const found = binds.flatMap(bind => bind.found)
  return gathered(found, found.length > 0)
})

const expecting = linesWhere(
  ({ name, args }) => name.text === 'tcp-request' && args.some(({ text }) => text === 'expect-proxy'),
)

const isBind = ({ name }: Directive): boolean => name.text === 'bind'

const bindsOfGateways = gatheringWith(
  (mayExpect: boolean) => [mayExpect],
  ({ directive: { body = [] }, mode }: Gateway, mayExpect) =>
    body.filter(isBind).map(line => bindOf(line, mode === 'http', mayExpect)),
)

const bindsElsewhere = (config: Config): readonly Directive[] => bindsIn(config.directives, config)

const bindsIn = gathering(({ name, body = [] }: Directive) =>
  /^(?:frontend|listen)$/.test(name.text) ? [] : body.filter(isBind),
)

function bindOf(directive: Directive, isWeb: boolean, mayExpect: boolean): Bind {
  const depends = [isWeb, mayExpect]
  const known = knownBinds.get(directive, depends)
  if (known) return known
  const found = directive.args[0]?.text.split(',').map(address => haproxyListener(address, directive, isWeb, mayExpect))
  const bind = { found: found ?? [] }
  knownBinds.put(directive, depends, bind)
  return bind
}

const knownBinds = createMemory<Bind>()

function haproxyListener(
  address: string,
  { args }: Directive,
  isWeb: boolean,
  mayExpect: boolean,
): Listener | 'no port' | undefined {
  if (/^(?:unix@|abns@|abnsz@)?\/|^abnsz?@|^(?:quic|udp)[46]?@/.test(address)) return 'no port'
  const [, host = '', port] = /^(?:ipv[46]@)?(.*):(\d+)$/.exec(address) ?? []
  if (port === undefined) return undefined
  const texts = args.slice(1).map(({ text }) => text)
  const isRequired = texts[texts.lastIndexOf('verify') + 1] === 'required'
  const plain = texts[texts.indexOf('proto') + 1] === 'h2' && texts.includes('proto') ? 'h2c' : 'http'
  return {
    ...listener(Number(port), args[0]!.at, isWeb ? (texts.includes('ssl') ? 'https' : plain) : undefined),
    loopback: isLoopback(host),
    proxyProtocol: texts.includes('accept-proxy') || (mayExpect ? undefined : false),
    clientCertificate: texts.includes('ssl') && isRequired && !texts.includes('crt-list') ? 'handshake' : undefined,
  }
}

/** Sections, and lines, that make HAProxy listen in other ways. */
const listeningOtherwise = where(
  ({ name, body = [] }: Directive) => /^(?:program|peers|\..+)$/.test(name.text) || body.some(opensAnother),
)

const opensAnother = ({ name, args }: Directive): boolean =>
  /^\./.test(name.text) || (name.text === 'stats' && args[0]?.text === 'socket' && /:\d+$/.test(args[1]?.text ?? ''))

/** Each port once: what several sockets on it have in common. */
function gathered(found: readonly (Listener | 'no port' | undefined)[], all: boolean): Listeners {
  const ports = new Map<number, Listener>()
  for (const each of found) {
    if (!each || each === 'no port') continue
    const before = ports.get(each.port)
    ports.set(
      each.port,
      before
        ? {
            ...before,
            loopback: before.loopback && each.loopback,
            protocol: before.protocol === each.protocol ? each.protocol : undefined,
            proxyProtocol: before.proxyProtocol === each.proxyProtocol ? each.proxyProtocol : undefined,
            http1: before.http1 && each.http1,
            clientCertificate: before.clientCertificate === each.clientCertificate ? each.clientCertificate : undefined,
          }
        : each,
    )
  }
  return { ports: [...ports.values()], all: all && !found.includes(undefined) }
}
