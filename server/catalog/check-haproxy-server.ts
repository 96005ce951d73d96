/** The lines that name addresses: `bind`, `server`, `server-template`, `default-server`. */
import { slice, type Word } from '../syntax/text.ts'
import { checkTime } from './check-haproxy-value.ts'
import * as catalog from './haproxy.ts'
import { addressOf, schemeOf } from './haproxy-address.ts'
import {
  type Context,
  currentOf,
  isKnown,
  isPlain,
  type Line,
  type Report,
  reportUnknown,
  rewrite,
} from './haproxy-lines.ts'

export function checkServer(line: Line, context: Context): void {
  const { keyword, args, section } = line
  const isTemplate = keyword.text === 'server-template'
  const isDefault = keyword.text === 'default-server'
  const [name] = args
  const addressAt = isDefault ? -1 : isTemplate ? 2 : 1
  if (name && !isDefault) checkName(name, isTemplate ? 'a prefix of servers' : 'a server', context.report)
  const range = isTemplate ? args[1] : undefined
  if (range && isPlain(range) && /^\D/.test(range.text)) {
    context.report(
      'bad-value',
      range,
      `"${range.text}" is no number of servers: a number such as "3", or a range such as "1-3" was expected.`,
    )
  }
  const address = args[addressAt]
  // In "peers" and "ring" the second word may be an option.
  if (address && section.kind !== 'peers') checkServerAddress(address, line, context.report)
  checkOptions(
    line,
    section.kind === 'peers' ? args.length : addressAt + 1,
    isDefault ? 'default-server' : 'server',
    context,
  )
}

function checkName(name: Word, what: string, report: Report): void {
  const strange = /[^\w.:-]/.exec(name.text)
  if (strange && isPlain(name)) {
    report(
      'bad-value',
      name,
      `"${strange[0]}" may not stand in the name of ${what}: letters, digits, "-", "_", "." and ":" may.`,
    )
  }
}

function checkServerAddress(word: Word, { args }: Line, report: Report): void {
  if (/^[\w.:-]*$/.test(word.text) && !/:\D*$|:\d{5,}$|-\d+$/.test(word.text)) return
  if (!isKnown(word) || (!isPlain(word) && !word.text.includes('@'))) return
  const scheme = schemeOf(word.text)
  if (scheme) {
    const starts = args.some(({ text }) => text === 'init-addr')
    report(
      'scheme-in-address',
      word,
      `A server has no "${scheme}": HAProxy expects an address, such as "app:8080"${starts ? '' : ', and does not start'}.`,
      {
        refused: !starts,
        fixes: [
          {
            title: `Remove "${scheme}"`,
            edits: [{ at: slice(word, 0, scheme.length).at, text: '' }],
            safe: scheme === 'http://' && /:\d+$/.test(word.text),
          },
        ],
      },
    )
    return
  }
  const { port, local } = addressOf(word.text)
  if (local || port === undefined || port === '' || /^[+-]?\d+$/.test(port)) {
    if (port && Number(port) > 65_535) report('bad-value', tail(word, port), tooHigh(port))
    return
  }
  const path = /^\d+\//.exec(port)
  if (path) {
    const from = word.text.length - port.length + path[0].length - 1
    report(
      'scheme-in-address',
      slice(word, from),
      'A server has no path: newer versions of HAProxy refuse it, older ones ignore it.',
      {
        refused: false,
        fixes: [{ title: 'Remove the path', edits: [{ at: slice(word, from).at, text: '' }], safe: false }],
      },
    )
  } else if (/^\d+-\d+$/.test(port))
    report('bad-value', tail(word, port), 'A server has one port: no range may stand here.')
  else if (/^[A-Za-z][\w-]*$/.test(port))
    report('bad-value', tail(word, port), `"${port}" is no port: a number was expected.`)
}

const tail = (word: Word, text: string): Word => slice(word, word.text.length - text.length)

const tooHigh = (port: string): string => `There is no port ${port}: the highest is 65535.`

export function checkBind(line: Line, context: Context): void {
  const { args, section } = line
  const [addresses] = args
  if (addresses && isPlain(addresses)) {
    let at = 0
    for (const part of addresses.text.split(',')) {
      if (part !== '') checkBindAddress(slice(addresses, at, at + part.length), context.report)
      at += part.length + 1
    }
  }
  checkOptions(line, 1, 'bind', context)
  if (section.isProxy && needsCertificate(line)) {
    context.report(
      'wrong-arguments',
      args.find(({ text }) => text === 'ssl')!,
      'This "bind" speaks TLS and has no certificate: "crt" with a file is missing.',
    )
  }
}

/** `ssl` is there, and nothing that brings a certificate (ssl_sock.c, ssl_sock_prepare_bind_conf). */
function needsCertificate({ args, section }: Line): boolean {
  let ssl = false
  for (const word of args) {
    if (word.text === 'ssl') ssl = true
    else if (/^(?:crt|crt-list|default-crt|strict-sni|generate-certificates)$/.test(word.text) || !isKnown(word))
      return false
  }
  return ssl && !section.lines.some(({ keyword }) => keyword.text === 'ssl-f-use' || keyword.text === 'crt')
}

function checkBindAddress(word: Word, report: Report): void {
  const scheme = schemeOf(word.text)
  if (scheme) {
    report(
      'scheme-in-address',
      word,
      `"bind" takes no "${scheme}": an address and a port were expected, such as "*:80".`,
    )
    return
  }
  const { local, port } = addressOf(word.text)
  if (local) return
  if (port === undefined || port === '') {
    const isPort = /^\d+$/.test(word.text)
    report(
      'bad-value',
      word,
      `A port is missing in "${word.text}".${isPort ? ` Write ":${word.text}" for a port on all addresses.` : ''}`,
      {
        fixes: isPort ? rewrite(word, `:${word.text}`, true) : [],
      },
    )
    return
  }
  const range = /^(\d+)(?:-(\d+))?$/.exec(port)
  if (!range) {
    if (/^[A-Za-z][\w-]*$/.test(port))
      report('bad-value', tail(word, port), `"${port}" is no port: a number was expected.`)
    return
  }
  const [low, high] = [Number(range[1]), Number(range[2] ?? range[1])]
  if (high > 65_535 || low > 65_535) report('bad-value', tail(word, port), tooHigh(String(Math.max(low, high))))
  else if (low === 0)
    report('bad-value', tail(word, port), '"bind" cannot take port 0: a port from 1 to 65535 was expected.')
  else if (high < low) report('bad-value', tail(word, port), `The range of ports ${port} runs backwards.`)
}

type Kind = 'bind' | 'server' | 'default-server'

function checkOptions({ args }: Line, from: number, kind: Kind, context: Context): void {
  const table = kind === 'bind' ? catalog.bindOptions() : catalog.serverOptions()
  const values = kind === 'bind' ? bindValues : serverValues
  for (let at = kind === 'bind' ? from : behindSource(args, from); at < args.length; at += 1) {
    const word = args[at]!
    const paren = word.text.indexOf('(')
    const name = paren < 0 ? word.text : word.text.slice(0, paren)
    const option = table.get(name)
    // An environment variable may hold nothing, an option or an option's value: what follows is not known.
    if (!option?.current) {
      if (word.text !== '' && isKnown(word)) unknownOption(word, kind, context)
      return
    }
    if (kind === 'default-server' && !option.inDefaults) {
      // HAProxy complains, ignores the rest of the line and starts.
      const message = `"${name}" may not stand in "default-server": each server has its own.`
      context.report('misplaced-directive', word, message, { refused: false })
    }
    if (name === 'set-proxy-v2-tlv-fmt') at += 1
    const { words } = option
    if (words === 0) continue
    const value = args[at + 1]
    if (!value) {
      context.report('wrong-arguments', word, `"${name}" expects a value behind it.`)
      return
    }
    if (words < 0) {
      at += 1
      while (/^(?:usesrc|interface)$/.test(args[at + 1]?.text ?? '')) at += 2
      continue
    }
    if (kind !== 'bind' && times.test(name)) checkTime(value, context.report)
    const fault = values.get(name)?.(name, value.text)
    if (fault && isPlain(value)) context.report('bad-value', value, fault)
    at += words
  }
}

/** HAProxy 3.5 names defaults of servers: `default-server name N from M`, `server … from M`. */
function behindSource(args: readonly Word[], from: number): number {
  const named = args[from]?.text === 'name' ? from + 2 : from
  return args[named]?.text === 'from' ? named + 2 : named
}

function unknownOption(word: Word, kind: Kind, context: Context): void {
  const { text } = word
  const place = kind === 'bind' ? '"bind"' : `"${kind}"`
  const other = kind === 'bind' ? catalog.serverOptions() : catalog.bindOptions()
  if (other.get(text)?.current) {
    context.report(
      'misplaced-directive',
      word,
      `"${text}" is an option of "${kind === 'bind' ? 'server' : 'bind'}", not of ${place}.`,
    )
    return
  }
  if (kind === 'bind' && /^[\d.*[:]*:\d+$/.test(text)) {
    context.report('unknown-directive', word, `A second address must follow the first after a comma, without a space.`)
    return
  }
  const own = kind === 'bind' ? catalog.bindOptions() : catalog.serverOptions()
  reportUnknown(context, 'unknown-directive', word, `${place} knows no option "${text}".`, () => currentOf(own), place)
}

/** What is wrong with the text of an option's value; undefined where nothing is. */
type ValueFault = (name: string, text: string) => string | undefined

const times = /^(?:inter|fastinter|downinter|agent-inter|slowstart|pool-purge-delay)$/

const choice =
  (...words: readonly string[]): ValueFault =>
  (name, text) =>
    words.includes(text) ? undefined : `"${name}" takes ${words.map(word => `"${word}"`).join(', ')}, not "${text}".`

/** A number is held against its bounds, where the text is one. */
const between =
  (low: number, high: number): ValueFault =>
  (name, text) =>
    !/^-?\d+$/.test(text) || (Number(text) >= low && Number(text) <= high)
      ? undefined
      : high === Infinity
        ? `"${name}" must be at least ${low}.`
        : `"${name}" lies between ${low} and ${high}, not at ${text}.`

const tls = choice('SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3')

/** Values that no version takes: the words of all versions are here. */
const serverValues: ReadonlyMap<string, ValueFault> = new Map([
  ['fall', between(1, Infinity)],
  ['id', between(1, Infinity)],
  ['observe', choice('none', 'layer4', 'layer7')],
  ['on-error', choice('fastinter', 'fail-check', 'sudden-death', 'mark-down')],
  ['on-marked-down', choice('shutdown-sessions')],
  ['on-marked-up', choice('shutdown-backup-sessions')],
  ['resolve-prefer', choice('ipv4', 'ipv6')],
  ['rise', between(1, Infinity)],
  ['ssl-max-ver', tls],
  ['ssl-min-ver', tls],
  ['verify', choice('none', 'required')],
  ['weight', between(0, 256)],
])

const bindValues: ReadonlyMap<string, ValueFault> = new Map([
  ['id', between(1, Infinity)],
  ['level', choice('user', 'operator', 'admin')],
  ['nice', between(-1024, 1024)],
  ['ssl-max-ver', tls],
  ['ssl-min-ver', tls],
  ['verify', choice('none', 'optional', 'required')],
])
