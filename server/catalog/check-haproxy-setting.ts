/** The values of single keywords: modes, algorithms, timeouts, options and their like. */
import type { Word } from '../syntax/text.ts'
import { checkAcl, checkCondition, conditionAt } from './check-haproxy-condition.ts'
import { checkFormat, checkLog } from './check-haproxy-log.ts'
import { checkRegex } from './check-haproxy-patterns.ts'
import { checkHttpRule, checkRedirectRule, checkTcpRule } from './check-haproxy-rules.ts'
import { checkSample } from './check-haproxy-sample.ts'
import { checkBind, checkServer } from './check-haproxy-server.ts'
import { checkStick, checkStickTable } from './check-haproxy-stick.ts'
import { group, user } from './check-haproxy-users.ts'
import { checkSize, checkTime } from './check-haproxy-value.ts'
import * as catalog from './haproxy.ts'
import { addressOf } from './haproxy-address.ts'
import { type Check, type Context, currentOf, isKnown, isPlain, type Line, reportUnknown } from './haproxy-lines.ts'

/** Looks at the words of a line whose keyword is right. */
export function checkSetting(line: Line, context: Context): void {
  const { section, keyword } = line
  const check = section.isProxy ? proxyChecks.get(keyword.text) : checks.get(`${section.kind} ${keyword.text}`)
  check?.(line, context)
}

/** A number of words, and a condition that may be missing. */
const withCondition =
  (words: number): Check =>
  ({ args }, context) => {
    const extra = args[words]
    if (extra && conditionAt(args, words) > words) {
      const message = `"if", "unless" or the end of the line was expected here, not "${extra.text}".`
      context.report('wrong-arguments', extra, message)
    } else checkCondition(args, words + 1, context)
  }

/** A number of words, and a condition that must be there. */
const onlyWithCondition =
  (words: number): Check =>
  (line, context) => {
    const { args, keyword } = line
    if (args.length === words && !args.some(word => !isKnown(word))) {
      context.report('wrong-arguments', keyword, `"${keyword.text}" expects "if" or "unless" and a condition.`)
    } else withCondition(words)(line, context)
  }

/** One of a few words comes first. */
const oneOf = (...known: readonly string[]): Check => {
  const names = new Set(known)
  return ({ keyword, args: [value] }, context) => {
    if (!value || names.has(value.text) || !isPlain(value)) return
    const message = `"${keyword.text}" takes ${known.map(word => `"${word}"`).join(', ')}, not "${value.text}".`
    reportUnknown(context, 'bad-value', value, message, () => known, keyword.text)
  }
}

/** A name of a table comes first. True where a maintained version has it. */
function checkName(word: Word, names: ReadonlyMap<string, catalog.Entry>, what: string, context: Context): boolean {
  const known = names.get(word.text)
  if (known?.current) return true
  const message = known?.until
    ? `HAProxy ${known.until} was the last version that knew the ${what} "${word.text}".`
    : `HAProxy knows no ${what} "${word.text}".`
  reportUnknown(context, 'unknown-directive', word, message, () => (known ? [] : currentOf(names)), what)
  return false
}

const timeout: Check = ({ args: [name, value, extra] }, context) => {
  if (!name || !checkName(name, catalog.timeouts(), 'timeout', context)) return
  if (!value) context.report('wrong-arguments', name, `"timeout ${name.text}" expects a time.`)
  checkTime(value, context.report)
  if (!extra) return
  const message = `"timeout ${name.text}" takes one time: "${extra.text}" is too much. The unit stands right behind the number.`
  context.report('wrong-arguments', extra, message)
}

const option: Check = ({ args, negation }, context) => {
  const [name, extra] = args
  if (!name || !checkName(name, catalog.options(), 'option', context)) return
  const { facts } = catalog.options().get(name.text)!
  if (facts.length > 0 && extra) {
    context.report('wrong-arguments', extra, `"option ${name.text}" stands alone: "${extra.text}" is too much.`)
  }
  if (negation && !facts.includes('FE') && !facts.includes('BE') && !invertible.test(name.text)) {
    const message = `"${negation.text}" may not stand before "option ${name.text}".`
    context.report('wrong-arguments', negation, message)
  }
  if (name.text === 'httplog' && extra && extra.text !== 'clf') {
    context.report('wrong-arguments', extra, '"option httplog" takes nothing but "clf".')
  }
}

/** Options outside the tables that `no` may stand before, in any version (cfgparse-listen.c). */
const invertible =
  /^(?:redispatch|httpclose|forceclose|http-server-close|http-keep-alive|http-tunnel|forwarded|forwardfor|originalto)$/

const balance: Check = ({ args: [word, value] }, context) => {
  if (!word) return
  const paren = word.text.indexOf('(')
  const name = paren < 0 ? word.text : word.text.slice(0, paren)
  if (paren < 0 ? /^(?:random|rdp-cookie)$/.test(name) : /^(?:hdr|rdp-cookie|random|hash)$/.test(name)) return
  if (name === 'hash' && value) checkSample(value, 0, false, context)
  else if (isPlain(word) && checkName(word, catalog.balanceAlgorithms(), 'algorithm', context)) {
    if (name !== 'url_param' || value) return
    context.report('wrong-arguments', word, '"balance url_param" expects the name of a parameter.')
  }
}

const hashType: Check = (line, context) => {
  oneOf('consistent', 'map-based')(line, context)
  const [, hash] = line.args
  if (!hash || /^(?:sdbm|djb2|wt6|crc32|none|avalanche)$/.test(hash.text) || !isPlain(hash)) return
  context.report('bad-value', hash, `"${hash.text}" is no hash: "sdbm", "djb2", "wt6", "crc32" or "none" was expected.`)
}

const retryReasons =
  /^(?:none|conn-failure|empty-response|junk-response|response-timeout|0rtt-rejected|all-retryable-errors|receive-timeout|[45]\d\d)$/

const retryOn: Check = ({ args }, { report }) => {
  const strange = args.find(({ text }) => !retryReasons.test(text))
  if (!strange || !isPlain(strange)) return
  report(
    'bad-value',
    strange,
    `"retry-on" knows no "${strange.text}": "conn-failure", "empty-response", "response-timeout" or a status such as 503 was expected.`,
  )
}

const stats: Check = (line, context) => {
  const [name, value] = line.args
  if (!name) return
  if (/^(?:uri|realm|auth|scope|refresh)$/.test(name.text) && !value) {
    context.report('wrong-arguments', name, `"stats ${name.text}" expects a value.`)
  } else if (name.text === 'refresh') checkTime(value, context.report)
  else if (name.text === 'admin') withCondition(1)(line, context)
  else statsWords(line, context)
}

const statsWords = oneOf(
  ...['admin', 'uri', 'realm', 'auth', 'scope', 'enable', 'refresh', 'hide-version', 'show-node', 'show-desc'],
  ...['show-legends', 'show-modules', 'show-version', 'http-request'],
)

const globalStats: Check = ({ args: [name, value] }, { report }) => {
  if (name?.text === 'timeout') checkTime(value, report)
  else if (name?.text === 'socket' && !value)
    report('wrong-arguments', name, '"stats socket" expects an address or a path.')
  else if (name && !/^(?:socket|maxconn|bind-process|timeout)$/.test(name.text) && isPlain(name)) {
    const message = `In "global", "stats" knows "socket", "maxconn" and "timeout", not "${name.text}": that belongs to a proxy.`
    report('wrong-arguments', name, message)
  }
}

/** Rules of checks: `set-var(…)` and its like, and a few words. */
const checkWords = (...known: readonly string[]): Check => {
  const words = oneOf(...known)
  return (line, context) => {
    if (!/^(?:un)?set-var/.test(line.args[0]?.text ?? '')) words(line, context)
  }
}

const filter: Check = ({ args: [name] }, context) => {
  // Written in Lua, or in modules of their own.
  if (!name || /^(?:lua\.|opentelemetry|otel|opentracing|wurfl)/.test(name.text)) return
  checkName(name, catalog.filters(), 'filter', context)
}

const monitor: Check = (line, context) => {
  if (line.args[0]?.text === 'fail') onlyWithCondition(1)(line, context)
  else oneOf('fail')(line, context)
}

const capture: Check = (line, context) => {
  oneOf('cookie', 'request', 'response')(line, context)
  const [kind, header, , length, number] = line.args
  if (!kind || !/^(?:request|response)$/.test(kind.text) || line.args.some(word => !isKnown(word))) return
  if (header?.text === 'header' && length?.text === 'len' && number) return
  context.report('wrong-arguments', kind, `"capture ${kind.text}" expects "header", a name, "len" and a length.`)
}

const cookieWords = /^(?:rewrite|insert|prefix|indirect|nocache|postonly|preserve|httponly|secure|dynamic|partitioned)$/

const cookie: Check = ({ args }, { report }) => {
  for (let at = 1; at < args.length; at += 1) {
    const word = args[at]!
    if (/^(?:domain|maxidle|maxlife|attr)$/.test(word.text)) at += 1
    else if (!cookieWords.test(word.text)) {
      if (isPlain(word)) report('bad-value', word, `"cookie" knows no "${word.text}".`)
      return
    }
  }
}

/** The statuses for which HAProxy makes answers, in any version (http.c). */
const errorCodes = /^(?:200|400|401|403|404|405|407|408|410|413|414|421|422|425|429|431|500|501|502|503|504)$/

const errorFile: Check = ({ keyword, args: [code] }, { report }) => {
  if (!code || errorCodes.test(code.text) || !isPlain(code)) return
  const message = `"${keyword.text}" handles no status "${code.text}": HAProxy makes answers of 400, 403, 404, 408, 500, 502, 503, 504 and a few others.`
  report('bad-value', code, message)
}

const withPort: Check = ({ args: [, address] }, { report }) => {
  if (!address || !isPlain(address)) return
  const { local, port } = addressOf(address.text)
  if (local) return
  if (port === undefined) report('bad-value', address, `A port is missing in "${address.text}".`)
  else if (/^\d+$/.test(port) && Number(port) > 65_535) {
    report('bad-value', address, `There is no port ${port}: the highest is 65535.`)
  }
}

const namedTime = (...names: readonly string[]): Check => {
  const name = oneOf(...names)
  return (line, context) => {
    name(line, context)
    if (names.includes(line.args[0]?.text ?? '')) checkTime(line.args[1], context.report)
  }
}

const size: Check = ({ keyword, args: [value] }, { report }) => {
  if (value) checkSize(value, report)
  else report('wrong-arguments', keyword, `"${keyword.text}" expects a number of bytes.`)
}

/** By keyword, in `defaults`, `frontend`, `listen` and `backend`. Words are those of all maintained versions. */
const proxyChecks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['acl', checkAcl],
  ['balance', balance],
  ['bind', checkBind],
  ['capture', capture],
  [
    'compression',
    oneOf(
      ...['algo', 'algo-req', 'algo-res', 'type', 'type-req', 'type-res', 'offload', 'direction'],
      ...['minsize-req', 'minsize-res'],
    ),
  ],
  ['cookie', cookie],
  ['default-server', checkServer],
  ...['errorfile', 'errorloc', 'errorloc302', 'errorloc303'].map(name => [name, errorFile] as const),
  ['filter', filter],
  ['force-persist', onlyWithCondition(0)],
  ['hash-type', hashType],
  ['http-check', checkWords('disable-on-404', 'send-state', 'comment', 'connect', 'expect', 'send')],
  ...['http-request', 'http-response', 'http-after-response'].map(name => [name, checkHttpRule] as const),
  ['http-reuse', oneOf('never', 'safe', 'aggressive', 'always')],
  ['ignore-persist', onlyWithCondition(0)],
  ['load-server-state-from-file', oneOf('global', 'local', 'none')],
  ['log', checkLog],
  ...['log-format', 'log-format-sd', 'error-log-format', 'unique-id-format'].map(name => [name, checkFormat] as const),
  ['mode', oneOf('http', 'tcp', 'log', 'spop', 'haterm')],
  ['monitor', monitor],
  ['option', option],
  ['redirect', checkRedirectRule],
  ['retry-on', retryOn],
  ...['server', 'server-template'].map(name => [name, checkServer] as const),
  ['stats', stats],
  // In a frontend HAProxy passes over it, with a warning.
  ['stick', (line, context) => (line.section.kind === 'frontend' ? undefined : checkStick(line, context))],
  ['stick-table', checkStickTable],
  ['tcp-check', checkWords('comment', 'connect', 'expect', 'send', 'send-lf', 'send-binary', 'send-binary-lf')],
  ...['tcp-request', 'tcp-response'].map(name => [name, checkTcpRule] as const),
  ['timeout', timeout],
  ['use-server', onlyWithCondition(1)],
  ['use_backend', withCondition(1)],
])

/** By section and keyword, elsewhere. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['fcgi-app acl', checkAcl],
  ['fcgi-app path-info', ({ args }, { report }) => checkRegex(args[0], report)],
  ['global log', checkLog],
  ['global stats', globalStats],
  ['http-errors errorfile', errorFile],
  ['mailers mailer', withPort],
  ['mailers timeout', namedTime('mail')],
  ['peers bind', checkBind],
  ['peers default-server', checkServer],
  ['resolvers hold', namedTime('nx', 'timeout', 'valid', 'obsolete', 'other', 'refused')],
  ['resolvers nameserver', withPort],
  ['resolvers timeout', namedTime('resolve', 'retry')],
  ['ring format', oneOf('raw', 'rfc3164', 'rfc5424', 'local', 'priority', 'short', 'timed', 'iso')],
  ['ring server', checkServer],
  ['ring size', size],
  ['userlist group', group],
  ['userlist user', user],
])
