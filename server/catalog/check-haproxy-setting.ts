/** The values of single keywords: modes, algorithms, timeouts, options and their like. */
import { isSpelling } from '../syntax/nearest.ts'
import type { Word } from '../syntax/text.ts'
import { type Acls, checkAcl, checkCondition, checkLogFormat, checkSample } from './check-haproxy-condition.ts'
import { checkHttpRule, checkRedirectRule, checkTcpRule, conditionAt } from './check-haproxy-rules.ts'
import { checkBind, checkServer } from './check-haproxy-server.ts'
import * as catalog from './haproxy.ts'
import { isKnown, isPlain, isProxy, type Line, type Report, rewrite, type Suggest } from './haproxy-lines.ts'
import { addressOf, sizeFault, timeFault } from './haproxy-values.ts'

type Check = (line: Line, acls: Acls, report: Report, suggest: Suggest) => void

/** What is told of a line whose keyword is right, by its keyword. */
export function checkSetting(line: Line, acls: Acls, report: Report, suggest: Suggest): void {
  const { section, keyword } = line
  const check = isProxy(section) ? proxy.get(keyword.text) : others.get(`${section.kind} ${keyword.text}`)
  check?.(line, acls, report, suggest)
}

const server: Check = (line, _acls, report, suggest) => checkServer(line, report, suggest)
const bind: Check = (line, _acls, report, suggest) => checkBind(line, report, suggest)
const acl: Check = (line, _acls, report, suggest) => checkAcl(line, report, suggest)

/** Keywords whose words are followed by a condition that may be missing. */
const conditional =
  (words: number): Check =>
  (line, acls, report, suggest) => {
    const { args } = line
    const at = conditionAt(args, words)
    const extra = args[words]
    if (extra && at > words) {
      report('wrong-arguments', extra, `"if", "unless" or the end of the line was expected here, not "${extra.text}".`)
    } else checkCondition(args, at + 1, acls, report, suggest)
  }

/** Keywords that make no sense without a condition. */
const conditionOnly =
  (words: number): Check =>
  (line, acls, report, suggest) => {
    const { args, keyword } = line
    if (conditionAt(args, words) === args.length && args.length >= words && !args.some(word => !isKnown(word))) {
      report('wrong-arguments', keyword, `"${keyword.text}" expects "if" or "unless" and a condition.`)
    } else conditional(words)(line, acls, report, suggest)
  }

/** A word of a few; `gone` are those that no maintained version takes. */
const oneOf =
  (...known: readonly string[]): Check =>
  ({ keyword, args: [value] }, _acls, report, suggest) => {
    if (!value || known.includes(value.text) || !isPlain(value)) return
    const meant = suggest(value.text, () => known, keyword.text)
    report(
      'bad-value',
      value,
      `"${keyword.text}" takes ${known.map(word => `"${word}"`).join(', ')}, not "${value.text}".`,
      meant ? { fixes: rewrite(value, meant, isSpelling(value.text, meant)) } : {},
    )
  }

function checkTime(value: Word | undefined, report: Report): void {
  const fault = value && isPlain(value) ? timeFault(value.text) : undefined
  if (fault) report('bad-value', value!, fault)
}

/** A name of a table at the first word. True where it is known, or cannot be. */
function checkName(
  line: Line,
  names: ReadonlyMap<string, catalog.Entry>,
  what: string,
  report: Report,
  suggest: Suggest,
): boolean {
  const [word] = line.args
  if (!word) return false
  const known = names.get(word.text)
  if (known?.current) return true
  if (!isKnown(word)) return false
  const meant = known
    ? undefined
    : suggest(word.text, () => [...names].filter(([, { current }]) => current).map(([name]) => name), what)
  report(
    'unknown-directive',
    word,
    known?.until
      ? `HAProxy ${known.until} was the last version that knew the ${what} "${word.text}".`
      : `HAProxy knows no ${what} "${word.text}".${meant ? ` Was "${meant}" meant?` : ''}`,
    meant ? { fixes: rewrite(word, meant, isSpelling(word.text, meant)) } : {},
  )
  return false
}

const timeout: Check = (line, _acls, report, suggest) => {
  const [name, value, extra] = line.args
  if (!checkName(line, catalog.timeouts(), 'timeout', report, suggest)) return
  if (!value) report('wrong-arguments', name!, `"timeout ${name!.text}" expects a time.`)
  else {
    checkTime(value, report)
    if (extra)
      report(
        'wrong-arguments',
        extra,
        `"timeout ${name!.text}" takes one time: "${extra.text}" is too much. The unit stands right behind the number.`,
      )
  }
}

/** Options with words of their own, in any version. */
const option: Check = (line, _acls, report, suggest) => {
  const { args, negation } = line
  if (!checkName(line, catalog.options(), 'option', report, suggest)) return
  const [name, extra] = args
  const { facts } = catalog.options().get(name!.text)!
  if (facts.length > 0 && extra) {
    report('wrong-arguments', extra, `"option ${name!.text}" stands alone: "${extra.text}" is too much.`)
  }
  if (negation && facts.length === 0 && !invertible.test(name!.text)) {
    report('wrong-arguments', negation, `"${negation.text}" may not stand before "option ${name!.text}".`)
  }
}

/** Options outside the tables that `no` may stand before (cfgparse-listen.c). */
const invertible =
  /^(?:redispatch|httpclose|forceclose|http-server-close|http-keep-alive|http-tunnel|forwarded|forwardfor|originalto)$/

const balance: Check = (line, _acls, report, suggest) => {
  const [word, value] = line.args
  if (!word || !isPlain(word)) return
  const [name = ''] = word.text.split('(')
  if (word.text.includes('(') ? /^(?:hdr|rdp-cookie|random|hash)$/.test(name) : /^(?:random|rdp-cookie)$/.test(name))
    return
  if (name === 'hash' && value) return checkExpression(value, report, suggest)
  if (!checkName(line, catalog.balanceAlgorithms(), 'algorithm', report, suggest)) return
  if (name === 'url_param' && !value)
    report('wrong-arguments', word, '"balance url_param" expects the name of a parameter.')
}

function checkExpression(word: Word, report: Report, suggest: Suggest): void {
  if (isKnown(word)) checkSample(word, 0, false, report, suggest)
}

const logFormat: Check = (line, _acls, report, suggest) => {
  // Backends ignore it, and read it all the same in newer versions.
  if (line.section.kind === 'backend') return
  if (line.args[1] && !line.args.some(({ text }) => text.includes('[*]'))) {
    report('wrong-arguments', line.args[1], `"${line.keyword.text}" takes one word: text with spaces needs quotes.`)
    return
  }
  const [format] = line.args
  if (format && isKnown(format)) checkLogFormat(format, true, report, suggest)
}

const facilities =
  /^(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|auth2|ftp|ntp|audit|alert|cron2|local[0-7])$/
const levels = /^(?:emerg|alert|crit|err|warning|notice|info|debug)$/

/** `log ADDRESS [len|format|sample|profile VALUE] FACILITY [LEVEL [LEVEL]]`, or `log global`. */
const log: Check = ({ section, keyword, args, negation }, _acls, report) => {
  const [address] = args
  if (negation || args.some(word => !isKnown(word))) return
  if (!address) {
    report(
      'wrong-arguments',
      keyword,
      section.kind === 'global'
        ? '"log" expects an address and a facility.'
        : '"log" expects "global", or an address and a facility.',
    )
    return
  }
  if (address.text === 'global' && args.length === 1 && section.kind !== 'global') return
  const { port, local } = addressOf(address.text)
  if (!local && port && /^\d+$/.test(port) && Number(port) > 65_535)
    report('bad-value', address, `There is no port ${port}: the highest is 65535.`)
  let at = 1
  while (/^(?:len|format|sample|profile)$/.test(args[at]?.text ?? '')) at += 2
  const [facility, ...rest] = args.slice(at)
  if (!facility) {
    report('wrong-arguments', address, 'A facility such as "local0" is missing behind the address.')
    return
  }
  if (!facilities.test(facility.text)) {
    if (isPlain(facility))
      report(
        'bad-value',
        facility,
        `"${facility.text}" is no facility of syslog: "local0" to "local7", "daemon" and "user" are the usual ones.`,
      )
    return
  }
  const strange = rest.slice(0, 2).find(({ text }) => !levels.test(text))
  if (strange && isPlain(strange))
    report(
      'bad-value',
      strange,
      `"${strange.text}" is no level: "emerg", "alert", "crit", "err", "warning", "notice", "info" or "debug" was expected.`,
    )
}

const stickTypes = /^(?:ip|ipv6|integer|string|binary)$/
/** What `stick-table` takes in any version, with the words behind it. */
const stickTableWords: Readonly<Record<string, number>> = {
  type: 1,
  len: 1,
  size: 1,
  expire: 1,
  store: 1,
  peers: 1,
  nopurge: 0,
  srvkey: 1,
  'write-to': 1,
  'recv-only': 0,
}

const stickTable: Check = ({ keyword, args }, _acls, report, suggest) => {
  if (args.some(word => !isKnown(word))) return
  let hasSize = false
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]!
    const words = Object.hasOwn(stickTableWords, word.text) ? stickTableWords[word.text]! : undefined
    if (words === undefined) {
      if (isPlain(word)) report('wrong-arguments', word, `"stick-table" knows no "${word.text}".`)
      return
    }
    const value = args[at + words]
    if (!value) {
      report('wrong-arguments', word, `"${word.text}" expects a value behind it.`)
      return
    }
    at += words
    if (word.text === 'size') {
      hasSize = true
      const fault = isPlain(value) ? sizeFault(value.text) : undefined
      if (fault) report('bad-value', value, fault)
    } else if (word.text === 'expire') checkTime(value, report)
    else if (word.text === 'type' && !stickTypes.test(value.text) && isPlain(value)) {
      report(
        'bad-value',
        value,
        `"${value.text}" is no type of a table: "ip", "ipv6", "integer", "string" or "binary" was expected.`,
      )
    } else if (word.text === 'type' && /^(?:string|binary)$/.test(value.text) && args[at + 1]?.text === 'len') at += 0
    else if (word.text === 'store') checkStored(value, report, suggest)
  }
  if (!hasSize) report('wrong-arguments', keyword, 'The "size" of this table is missing.')
}

function checkStored(value: Word, report: Report, suggest: Suggest): void {
  // A comma within parentheses belongs to an array: "gpc_rate(2,10s)".
  for (const [part] of value.text.matchAll(/[^,()]+(?:\([^)]*\))?/g)) {
    const name = part.split('(')[0]!.trim()
    const known = catalog.stickData().get(name)
    if (!known) {
      const meant = suggest(name, () => catalog.stickData().keys(), 'store')
      report('bad-value', value, `A table cannot store "${name}".${meant ? ` Was "${meant}" meant?` : ''}`)
    } else if (known.facts.includes('time') && !part.includes('(')) {
      report('wrong-arguments', value, `"${name}" expects a period in parentheses, such as "${name}(10s)".`)
    }
  }
}

const stick: Check = (line, acls, report, suggest) => {
  const { args } = line
  const [kind, sample] = args
  if (!kind || !/^(?:on|match|store-request|store-response)$/.test(kind.text)) {
    if (kind && isPlain(kind))
      report('bad-value', kind, '"stick" is followed by "on", "match", "store-request" or "store-response".')
    return
  }
  if (!sample || /^(?:if|unless|table)$/.test(sample.text)) {
    report('wrong-arguments', kind, `"stick ${kind.text}" expects a sample, such as "src".`)
    return
  }
  checkExpression(sample, report, suggest)
  const at = conditionAt(args, 2)
  if (at < args.length) checkCondition(args, at + 1, acls, report, suggest)
}

const subKeyword = (...known: readonly string[]): Check => oneOf(...known)

const stats: Check = (line, acls, report, suggest) => {
  const { args } = line
  const [name, value] = args
  if (!name) return
  if (/^(?:uri|realm|auth|scope|refresh)$/.test(name.text) && !value) {
    report('wrong-arguments', name, `"stats ${name.text}" expects a value.`)
  } else if (name.text === 'refresh') checkTime(value, report)
  else if (name.text === 'admin') conditionalFrom(1, line, acls, report, suggest)
  else if (name.text !== 'http-request') {
    subKeyword(
      'admin',
      'uri',
      'realm',
      'auth',
      'scope',
      'enable',
      'refresh',
      'hide-version',
      'show-node',
      'show-desc',
      'show-legends',
      'show-modules',
      'show-version',
      'http-request',
    )(line, acls, report, suggest)
  }
}

function conditionalFrom(words: number, line: Line, acls: Acls, report: Report, suggest: Suggest): void {
  const at = conditionAt(line.args, words)
  if (at < line.args.length) checkCondition(line.args, at + 1, acls, report, suggest)
}

const httpCheck: Check = (line, acls, report, suggest) => {
  const [word] = line.args
  if (word && !/^(?:un)?set-var/.test(word.text)) {
    subKeyword('disable-on-404', 'send-state', 'comment', 'connect', 'expect', 'send')(line, acls, report, suggest)
  }
}

const tcpCheck: Check = (line, acls, report, suggest) => {
  const [word] = line.args
  if (word && !/^(?:un)?set-var/.test(word.text)) {
    subKeyword(
      'comment',
      'connect',
      'expect',
      'send',
      'send-lf',
      'send-binary',
      'send-binary-lf',
    )(line, acls, report, suggest)
  }
}

const filter: Check = (line, _acls, report, suggest) => {
  const [name] = line.args
  if (name && !/^(?:lua\.|opentelemetry|otel|opentracing|wurfl)/.test(name.text))
    checkName(line, catalog.filters(), 'filter', report, suggest)
}

const monitor: Check = (line, acls, report, suggest) => {
  if (line.args[0]?.text !== 'fail') oneOf('fail')(line, acls, report, suggest)
  else conditionOnly(1)(line, acls, report, suggest)
}

const capture: Check = (line, acls, report, suggest) => {
  oneOf('cookie', 'request', 'response')(line, acls, report, suggest)
  const [kind, header, , length] = line.args
  if (
    /^(?:request|response)$/.test(kind?.text ?? '') &&
    (header?.text !== 'header' || length?.text !== 'len' || !line.args[4])
  ) {
    if (!line.args.some(word => !isKnown(word)))
      report('wrong-arguments', kind!, `"capture ${kind!.text}" expects "header", a name, "len" and a length.`)
  }
}

const cookie: Check = ({ args }, _acls, report) => {
  for (let at = 1; at < args.length; at += 1) {
    const word = args[at]!
    if (/^(?:domain|maxidle|maxlife|attr)$/.test(word.text)) at += 1
    else if (
      !/^(?:rewrite|insert|prefix|indirect|nocache|postonly|preserve|httponly|secure|dynamic)$/.test(word.text)
    ) {
      if (isPlain(word)) report('bad-value', word, `"cookie" knows no "${word.text}".`)
      return
    }
  }
}

/** The codes that have an error page of their own (http.c). */
const errorCodes = /^(?:200|400|401|403|404|405|407|408|410|413|414|421|422|425|429|431|500|501|502|503|504)$/

const errorFile: Check = ({ keyword, args: [code] }, _acls, report) => {
  if (code && isPlain(code) && !errorCodes.test(code.text)) {
    report(
      'bad-value',
      code,
      `"${keyword.text}" handles no status "${code.text}": HAProxy makes answers of 400, 403, 404, 408, 500, 502, 503, 504 and a few others.`,
    )
  }
}

const http: Check = (line, acls, report, suggest) => checkHttpRule(line, acls, report, suggest)
const tcp: Check = (line, acls, report, suggest) => checkTcpRule(line, acls, report, suggest)

const nameserver: Check = ({ args }, _acls, report) => {
  const address = args[1]
  if (!address || !isPlain(address)) return
  const { local, port } = addressOf(address.text)
  if (local) return
  if (port === undefined) report('bad-value', address, `A port is missing in "${address.text}".`)
  else if (/^\d+$/.test(port) && Number(port) > 65_535)
    report('bad-value', address, `There is no port ${port}: the highest is 65535.`)
}

const namedTime =
  (...names: readonly string[]): Check =>
  (line, acls, report, suggest) => {
    oneOf(...names)(line, acls, report, suggest)
    if (names.includes(line.args[0]?.text ?? '')) checkTime(line.args[1], report)
  }

const proxy: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['acl', acl],
  ['balance', balance],
  ['bind', bind],
  ['capture', capture],
  [
    'compression',
    oneOf(
      'algo',
      'algo-req',
      'algo-res',
      'type',
      'type-req',
      'type-res',
      'offload',
      'direction',
      'minsize-req',
      'minsize-res',
    ),
  ],
  ['cookie', cookie],
  ['default-server', server],
  ['error-log-format', logFormat],
  ['errorfile', errorFile],
  ['errorloc', errorFile],
  ['errorloc302', errorFile],
  ['errorloc303', errorFile],
  ['filter', filter],
  ['force-persist', conditionOnly(0)],
  ['hash-type', oneOf('consistent', 'map-based')],
  ['http-after-response', http],
  ['http-check', httpCheck],
  ['http-request', http],
  ['http-response', http],
  ['http-reuse', oneOf('never', 'safe', 'aggressive', 'always')],
  ['ignore-persist', conditionOnly(0)],
  ['load-server-state-from-file', oneOf('global', 'local', 'none')],
  ['log', log],
  ['log-format', logFormat],
  ['log-format-sd', logFormat],
  ['mode', oneOf('http', 'tcp', 'log', 'spop', 'haterm')],
  ['monitor', monitor],
  ['option', option],
  ['redirect', (line, acls, report, suggest) => checkRedirectRule(line, acls, report, suggest)],
  ['server', server],
  ['server-template', server],
  ['stats', stats],
  ['stick', stick],
  ['stick-table', stickTable],
  ['tcp-check', tcpCheck],
  ['tcp-request', tcp],
  ['tcp-response', tcp],
  ['timeout', timeout],
  ['unique-id-format', logFormat],
  ['use-server', conditionOnly(1)],
  ['use_backend', conditional(1)],
])

const others: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['fcgi-app acl', acl],
  ['global log', log],
  ['log-forward bind', bind],
  ['mailers mailer', nameserver],
  ['peers bind', bind],
  ['peers default-server', server],
  ['resolvers hold', namedTime('nx', 'timeout', 'valid', 'obsolete', 'other', 'refused')],
  ['resolvers nameserver', nameserver],
  ['resolvers timeout', namedTime('resolve', 'retry')],
  ['mailers timeout', namedTime('mail')],
  ['ring server', server],
])
