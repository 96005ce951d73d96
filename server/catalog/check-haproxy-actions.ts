/** What follows the single actions of `http-request` and its like. */
import { slice, type Word } from '../syntax/text.ts'
import { checkRegex } from './check-haproxy-patterns.ts'
import { checkSample } from './check-haproxy-sample.ts'
import { type Context, isKnown, isPlain, type Report } from './haproxy-lines.ts'

/** What is known of the words behind an action. */
interface Shape {
  /** How many there are, where it is always the same. */
  readonly words?: number
  /** They are log formats. */
  readonly isFormatted?: boolean
}

/** Each count was tried. */
const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...['set-header', 'add-header', 'early-hint', 'replace-path', 'replace-pathq', 'replace-uri', 'set-map'].map(
    name => [name, { words: 2, isFormatted: true }] as const,
  ),
  ...['replace-header', 'replace-value'].map(name => [name, { words: 3, isFormatted: true }] as const),
  ...['set-path', 'set-pathq', 'set-query', 'set-uri', 'set-method', 'add-acl', 'del-acl', 'del-map'].map(
    name => [name, { words: 1, isFormatted: true }] as const,
  ),
  ...['set-log-level', 'set-nice', 'strict-mode'].map(name => [name, { words: 1 }] as const),
  ...['allow', 'accept', 'reject', 'close', 'disable-l7-retry', 'wait-for-handshake', 'unset-var'].map(
    name => [name, { words: 0 }] as const,
  ),
  ...['redirect', 'return', 'deny', 'tarpit', 'set-var-fmt'].map(name => [name, { isFormatted: true }] as const),
])

export const shapeOf = (action: string): Shape | undefined => shapes.get(action)

/** The words behind an action, up to its condition. */
export function checkActionWords(name: string, args: readonly Word[], at: number, end: number, context: Context): void {
  const action = args[at]!
  if (name === 'redirect') checkRedirect(args, at + 1, end, action, context.report)
  else if (name === 'set-var') checkVariable(action, at + 1 < end ? args[at + 1] : undefined, context)
  else if (name === 'deny' || name === 'tarpit') checkDeny(args, at + 1, end, context.report)
  else if (/^replace-(?:header|value)$/.test(name)) checkRegex(args[at + 2], context.report)
  else if (/^replace-(?:pathq?|uri)$/.test(name)) checkRegex(args[at + 1], context.report)
  else if (name.startsWith('track-sc')) checkTrack(action, at + 1 < end ? args[at + 1] : undefined, context)
}

/** What may follow `redirect`, with the words behind each. */
const redirectWords: ReadonlyMap<string, number> = new Map([
  ...['location', 'prefix', 'scheme', 'code', 'set-cookie', 'set-cookie-fmt', 'clear-cookie'].map(
    name => [name, 1] as const,
  ),
  ...['drop-query', 'append-slash', 'ignore-empty', 'keep-query'].map(name => [name, 0] as const),
])

export function checkRedirect(args: readonly Word[], from: number, end: number, head: Word, report: Report): void {
  let kind = false
  for (let at = from; at < end; at += 1) {
    const word = args[at]!
    const count = redirectWords.get(word.text)
    if (count === undefined) {
      const message = `"redirect" knows no "${word.text}": "location", "prefix", "scheme", "code" and a few more may stand here. Text with spaces needs quotes.`
      report('wrong-arguments', word, message)
      return
    }
    kind ||= /^(?:location|prefix|scheme)$/.test(word.text)
    if (count === 0) continue
    at += 1
    const value = at < end ? args[at]! : undefined
    if (!value) {
      report('wrong-arguments', word, `"${word.text}" expects a value behind it.`)
      return
    }
    if (word.text === 'code' && !/^30[12378]$/.test(value.text) && isPlain(value)) {
      report('bad-value', value, `"${value.text}" is no code of a redirection: 301, 302, 303, 307 or 308 was expected.`)
    }
  }
  if (!kind && !args.some(word => !isKnown(word))) {
    report('wrong-arguments', head, 'A redirection expects "location", "prefix" or "scheme", and where to.')
  }
}

/** What may follow `deny` and `tarpit` in any version, with the words behind each. */
const denyWords: ReadonlyMap<string, number> = new Map([
  ...['status', 'deny_status', 'content-type', 'errorfile', 'errorfiles', 'file', 'string', 'lf-file', 'lf-string'].map(
    name => [name, 1] as const,
  ),
  ['hdr', 2],
  ['default-errorfiles', 0],
])

function checkDeny(args: readonly Word[], from: number, end: number, report: Report): void {
  for (let at = from; at < end; at += 1) {
    const word = args[at]!
    const count = denyWords.get(word.text)
    if (count === undefined) {
      report('wrong-arguments', word, `"if", "unless" or the end of the line was expected here, not "${word.text}".`)
      return
    }
    at += count
  }
}

function checkVariable(action: Word, value: Word | undefined, context: Context): void {
  const { text } = action
  const inner = /^set-var\(([^,)]*)/.exec(text)?.[1]
  if (inner === undefined) {
    const message = '"set-var" expects the name of a variable in parentheses, such as "set-var(txn.name)".'
    context.report('wrong-arguments', action, message)
    return
  }
  const start = text.indexOf('(') + 1
  if (!/^(?:proc|psess|sess|txn|req|res|check)\.[\w.-]+$/.test(inner) && /^[\w.-]*$/.test(inner)) {
    context.report(
      'bad-value',
      slice(action, start, start + inner.length),
      'The name of a variable begins with its scope: "proc.", "sess.", "txn.", "req.", "res." or "check.".',
    )
  }
  if (!value) context.report('wrong-arguments', action, '"set-var" expects a sample behind it.')
  else checkSample(value, 0, false, context)
}

function checkTrack(action: Word, sample: Word | undefined, context: Context): void {
  if (sample) checkSample(sample, 0, false, context)
  else context.report('wrong-arguments', action, `"${action.text}" expects a sample to track, such as "src".`)
}
