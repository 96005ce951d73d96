/** The addresses on which servers listen: each by itself, and what one server says of an address beside what the others say. */
import { slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { Context } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import { isNumber, isPlaceholder, isPort, isSize, notPort } from './nginx-values.ts'

/** What was said about one address. */
interface Heard {
  /** The server that said the last word about it. */
  last: Block
  lastWord: Word
  /** The server that answers where no name fits: that of `default_server`, else the first. */
  main: Block
  isDefault: Word | undefined
  set: Word | undefined
  ssl: Word | undefined
}

/** By family, transport, address and port. */
export type Listeners = Map<string, Heard>

/** The parameters that make nginx bind anew; only one `listen` of an address may have them (ngx_http_core_listen: lsopt.set). */
const SETS =
  /^(?:bind|deferred|reuseport|multipath|(?:setfib|fastopen|backlog|rcvbuf|sndbuf|ipv6only|so_keepalive|accept_filter)=.*)$/

/** Takes in what one server says, and tells what does not go with what was said before. */
export function addListeners(block: Block, listeners: Listeners, report: Report): void {
  for (const { where, lastWord, isDefault, set, ssl } of saidIn(block)) {
    const now: Heard = { last: block, lastWord, main: block, isDefault, set, ssl }
    const before = listeners.get(where)
    if (before) join(before, now, report)
    else listeners.set(where, now)
  }
}

type Said = Pick<Heard, 'lastWord' | 'isDefault' | 'set' | 'ssl'> & { readonly where: string }

/** What a block says of addresses: a server's are asked for in each keystroke. */
function saidIn({ directive, body, contexts }: Block): readonly Said[] {
  const said = directive && known.get(directive)
  if (said?.contexts === contexts) return said.listens
  const listens = body.flatMap(line => saidBy(line, contexts))
  if (directive) known.set(directive, { contexts, listens })
  return listens
}

const known = new WeakMap<Directive, { readonly contexts: number; readonly listens: readonly Said[] }>()

function saidBy({ name, args }: Directive, contexts: number): readonly Said[] {
  const [address, ...parameters] = args
  if (name.text !== 'listen' || !address || isPlaceholder(address.text)) return []
  const where = keyOf(address.text, parameters, contexts)
  if (where === undefined) return []
  return [
    {
      where,
      lastWord: address,
      isDefault: parameters.find(({ text }) => text === 'default_server' || text === 'default'),
      set: parameters.find(({ text }) => SETS.test(text)),
      ssl: parameters.find(({ text }) => text === 'ssl'),
    },
  ]
}

function join(before: Heard, now: Heard, report: Report): void {
  const address = now.lastWord
  if (before.last === now.last) {
    report('duplicate-directive', address.at, `This server listens on ${address.text} already, which nginx refuses.`, {
      related: { at: before.lastWord.at, message: 'The first one.' },
    })
  } else if (now.set && before.set) {
    report(
      'duplicate-directive',
      now.set.at,
      `Another listen of this address has "${before.set.text}": nginx takes such parameters from one of them only.`,
      { related: { at: before.set.at, message: 'The other one.' } },
    )
  } else if (now.isDefault && before.isDefault) {
    report(
      'duplicate-directive',
      now.isDefault.at,
      `There is a default server for ${address.text} already: nginx takes just one.`,
      { related: { at: before.isDefault.at, message: 'The first one.' } },
    )
  }
  before.last = now.last
  before.lastWord = address
  if (now.isDefault && !before.isDefault) before.main = now.main
  before.isDefault ??= now.isDefault
  before.set ??= now.set
  before.ssl ??= now.ssl
}

/** Undefined for host names and ranges, of which nobody knows here what they are. */
function keyOf(text: string, parameters: readonly Word[], contexts: number): string | undefined {
  const isDatagram = parameters.some(parameter => parameter.text === 'quic' || parameter.text === 'udp')
  const family = `${contexts} ${isDatagram ? 'udp' : 'tcp'}`
  if (text.startsWith('unix:')) return `${family} ${text}`
  if (/^\d+$/.test(text)) return `${family} 0.0.0.0:${Number(text)}`
  const [, host, port = '80'] = /^(\*|\d+\.\d+\.\d+\.\d+|\[[^\]]*\])(?::(\d+))?$/.exec(text) ?? []
  return host && `${family} ${host === '*' ? '0.0.0.0' : host.toLowerCase()}:${Number(port)}`
}

/** The default server of an address with `ssl` needs a certificate, of its own or inherited (ngx_http_ssl_init). Asked at the end, of a complete configuration. */
export function checkCertificates(listeners: Listeners, report: Report): void {
  const told = new Set<Block>()
  for (const { ssl, main } of listeners.values()) {
    if (!ssl || main.contexts !== Context.server || told.has(main) || hasCertificate(main)) continue
    told.add(main)
    report(
      'bad-value',
      ssl.at,
      'nginx does not start with "ssl" here: the default server of this address has no ssl_certificate.',
    )
  }
}

function hasCertificate(block: Block | undefined): boolean {
  for (let at = block; at; at = at.outer) if (at.body.some(givesCertificate)) return true
  return false
}

const givesCertificate = ({ name, args }: Directive): boolean =>
  name.text === 'ssl_certificate' || (name.text === 'ssl_reject_handshake' && args[0]?.text.toLowerCase() !== 'off')

/** ngx_http_core_listen and its kin in stream and mail. */
export function checkListen({ args }: Directive, { contexts }: Block, report: Report): void {
  const [address, ...parameters] = args
  if (!address || isPlaceholder(address.text)) return
  const { text } = address
  if (text.includes('$')) {
    report('bad-value', address.at, `listen takes no variables: nginx refuses "${text}".`)
    return
  }
  checkListenAddress(address, contexts === Context.streamServer, report)
  if (contexts !== Context.server && contexts !== Context.streamServer && contexts !== Context.mailServer) return
  for (const word of parameters) {
    const isDatagram = contexts === Context.streamServer && word.text === 'udp'
    if (!isPlaceholder(word.text) && !isDatagram && !isListenParameter(word.text)) {
      report('bad-value', word.at, `nginx refuses "${word.text}" as a parameter of listen.`)
    }
  }
}

/** `needsPort`: none goes without saying. */
function checkListenAddress(word: Word, needsPort: boolean, report: Report): void {
  const { text } = word
  if (/^unix:/i.test(text)) return
  const scheme = /^[a-z]+:\/\//i.exec(text)?.[0]
  if (scheme || text.includes('/')) {
    report('bad-value', word.at, `listen takes an address and a port: nginx refuses "${text}" as a host.`)
    return
  }
  const colon = text.startsWith('[') ? text.indexOf(':', Math.max(0, text.indexOf(']'))) : text.indexOf(':')
  if (colon < 0 && !/^\d+(?:-\d+)?$/.test(text)) {
    if (needsPort) report('bad-value', word.at, `listen needs a port in stream: there is none in "${text}".`)
    return
  }
  if (colon === 0) {
    report(
      'bad-value',
      word.at,
      `There is no host in "${text}": a port stands alone without ":", as in "${text.slice(1)}".`,
    )
    return
  }
  const ports = slice(word, colon + 1)
  const [first, last = first, ...more] = ports.text.split('-')
  if (!isPort(first!) || !isPort(last!) || more.length > 0) {
    const wrong = isPort(first!) ? last! : first!
    report('bad-value', ports.text === '' ? word.at : ports.at, notPort(wrong))
  } else if (Number(first) > Number(last)) {
    report('bad-value', ports.at, `The range ${ports.text} ends before it begins.`)
  }
}

const BARE_LISTEN = new Set([
  'default_server',
  'default',
  'bind',
  'deferred',
  'reuseport',
  'multipath',
  'ssl',
  'http2',
  'http3',
  'quic',
  'spdy',
  'proxy_protocol',
])

function isListenParameter(text: string): boolean {
  if (BARE_LISTEN.has(text)) return true
  const [, name, value = ''] = /^(\w+)=(.*)$/.exec(text) ?? []
  switch (name) {
    case 'setfib':
    case 'fastopen':
      return isNumber(value)
    case 'backlog':
      return isNumber(value) && Number(value) > 0
    case 'rcvbuf':
    case 'sndbuf':
      return isSize(value)
    case 'ipv6only':
      return value === 'on' || value === 'off'
    case 'accept_filter':
      return true
    case 'so_keepalive':
      return value === 'on' || value === 'off' || /^[^:]*(?::[^:]*){0,2}$/.test(value)
    default:
      return false
  }
}
