/** The lines that name addresses: `bind`, `server`, `server-template`, `default-server`. */
import { isSpelling } from '../syntax/nearest.ts'
import { slice, type Word } from '../syntax/text.ts'
import * as catalog from './haproxy.ts'
import { isKnown, isPlain, type Line, type Report, rewrite, type Suggest } from './haproxy-lines.ts'
import { addressOf, schemeOf, timeFault } from './haproxy-values.ts'

export function checkServer(line: Line, report: Report, suggest: Suggest): void {
  const { keyword, args, section } = line
  const isTemplate = keyword.text === 'server-template'
  const isDefault = keyword.text === 'default-server'
  const [name] = args
  const addressAt = isDefault ? -1 : isTemplate ? 2 : 1
  if (name && !isDefault) checkName(name, isTemplate ? 'a prefix of servers' : 'a server', report)
  const range = isTemplate ? args[1] : undefined
  if (range && isPlain(range) && !/^\d+(?:-\d+)?$/.test(range.text)) {
    report(
      'bad-value',
      range,
      `"${range.text}" is no number of servers: a number such as "3", or a range such as "1-3" was expected.`,
    )
  }
  const address = args[addressAt]
  // In "peers" and "ring" the second word may be an option.
  if (address && section.kind !== 'peers') checkServerAddress(address, line, report)
  checkOptions(
    line,
    section.kind === 'peers' ? args.length : addressAt + 1,
    isDefault ? 'default-server' : 'server',
    report,
    suggest,
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
  if (!isPlain(word) && !word.text.includes('@')) return
  if (!isKnown(word)) return
  const scheme = schemeOf(word.text)
  if (scheme) {
    const starts = args.some(({ text }) => text === 'init-addr')
    report('bad-value', word, `A server has no "${scheme}": an address was expected, such as "app:8080".`, {
      refused: !starts,
      fixes: [
        {
          title: `Remove "${scheme}"`,
          edits: [{ at: slice(word, 0, scheme.length).at, text: '' }],
          safe: scheme === 'http://' && /:\d+$/.test(word.text),
        },
      ],
    })
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
      'bad-value',
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

export function checkBind(line: Line, report: Report, suggest: Suggest): void {
  const { args, section } = line
  const [addresses] = args
  const isPeers = section.kind === 'peers'
  if (addresses && isPlain(addresses)) {
    let at = 0
    for (const part of addresses.text.split(',')) {
      if (part !== '') checkBindAddress(slice(addresses, at, at + part.length), isPeers, report)
      at += part.length + 1
    }
  }
  checkOptions(line, 1, 'bind', report, suggest)
  if (!isPeers && needsCertificate(line)) {
    report(
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

function checkBindAddress(word: Word, mayLackPort: boolean, report: Report): void {
  const scheme = schemeOf(word.text)
  if (scheme) {
    report('bad-value', word, `"bind" takes no "${scheme}": an address and a port were expected, such as "*:80".`)
    return
  }
  const { local, port } = addressOf(word.text)
  if (local) return
  if (port === undefined || port === '') {
    if (mayLackPort) return
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

function checkOptions({ args }: Line, from: number, kind: Kind, report: Report, suggest: Suggest): void {
  const table = kind === 'bind' ? catalog.bindOptions() : catalog.serverOptions()
  for (let at = kind === 'bind' ? from : behindSource(args, from); at < args.length; at += 1) {
    const word = args[at]!
    const paren = word.text.indexOf('(')
    const name = paren < 0 ? word.text : word.text.slice(0, paren)
    const option = table.get(name)
    // An environment variable may hold nothing, an option or an option's value: what follows is not known.
    if (!option?.current) {
      if (word.text !== '' && isKnown(word)) unknownOption(word, kind, report, suggest)
      return
    }
    if (kind === 'default-server' && !option.inDefaults) {
      report('misplaced-directive', word, `"${name}" may not stand in "default-server": each server has its own.`)
    }
    if (name === 'set-proxy-v2-tlv-fmt') at += 1
    const { words } = option
    if (words === 0) continue
    const value = args[at + 1]
    if (!value) {
      report('wrong-arguments', word, `"${name}" expects a value behind it.`)
      return
    }
    if (words < 0) {
      at += 1
      while (/^(?:usesrc|interface)$/.test(args[at + 1]?.text ?? '')) at += 2
      continue
    }
    checkOption(name, value, kind, report)
    at += words
  }
}

/** HAProxy 3.5 names defaults of servers: `default-server name N from M`, `server … from M`. */
function behindSource(args: readonly Word[], from: number): number {
  const named = args[from]?.text === 'name' ? from + 2 : from
  return args[named]?.text === 'from' ? named + 2 : named
}

function unknownOption(word: Word, kind: Kind, report: Report, suggest: Suggest): void {
  const { text } = word
  const place = kind === 'bind' ? '"bind"' : `"${kind}"`
  const other = kind === 'bind' ? catalog.serverOptions() : catalog.bindOptions()
  if (other.get(text)?.current) {
    report(
      'misplaced-directive',
      word,
      `"${text}" is an option of "${kind === 'bind' ? 'server' : 'bind'}", not of ${place}.`,
    )
    return
  }
  if (kind === 'bind' && /^[\d.*[:]*:\d+$/.test(text)) {
    report('unknown-directive', word, `A second address must follow the first after a comma, without a space.`)
    return
  }
  const own = kind === 'bind' ? catalog.bindOptions() : catalog.serverOptions()
  const meant = suggest(text, () => [...own].filter(([, { current }]) => current).map(([name]) => name), place)
  report(
    'unknown-directive',
    word,
    `${place} knows no option "${text}".${meant ? ` Was "${meant}" meant?` : ''}`,
    meant ? { fixes: rewrite(word, meant, isSpelling(text, meant)) } : {},
  )
}

const times = /^(?:inter|fastinter|downinter|agent-inter|slowstart|pool-purge-delay)$/
/** Options that take one of a few words, with those of all versions. */
const choices: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['server verify', ['none', 'required']],
  ['server on-error', ['fastinter', 'fail-check', 'sudden-death', 'mark-down']],
  ['server on-marked-down', ['shutdown-sessions']],
  ['server on-marked-up', ['shutdown-backup-sessions']],
  ['server observe', ['none', 'layer4', 'layer7']],
  ['server resolve-prefer', ['ipv4', 'ipv6']],
  ['bind verify', ['none', 'optional', 'required']],
  ['bind level', ['user', 'operator', 'admin']],
  ...['ssl-min-ver', 'ssl-max-ver'].flatMap(name =>
    ['bind', 'server'].map(kind => [`${kind} ${name}`, ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']] as const),
  ),
])

function checkOption(name: string, value: Word, kind: Kind, report: Report): void {
  if (kind !== 'bind' && times.test(name)) {
    const fault = isPlain(value) ? timeFault(value.text) : undefined
    if (fault) report('bad-value', value, fault)
    return
  }
  const words = choices.get(`${kind === 'bind' ? 'bind' : 'server'} ${name}`)
  if (words) {
    if (isPlain(value) && !words.includes(value.text)) {
      report('bad-value', value, `"${name}" takes ${words.map(word => `"${word}"`).join(', ')}, not "${value.text}".`)
    }
    return
  }
  if (kind === 'bind' || !/^\d+$/.test(value.text)) return
  const number = Number(value.text)
  if (name === 'weight' && number > 256)
    report('bad-value', value, `A weight lies between 0 and 256, not at ${number}.`)
  else if (/^(?:rise|fall|id)$/.test(name) && number === 0)
    report('bad-value', value, `"${name}" must be greater than 0.`)
}
