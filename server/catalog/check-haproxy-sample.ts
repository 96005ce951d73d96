/** Sample expressions, and the log formats that they stand in. */
import { slice, type Word } from '../syntax/text.ts'
import * as catalog from './haproxy.ts'
import { type Context, currentOf, type Report, reportUnknown } from './haproxy-lines.ts'

const nameEnd = /[^A-Za-z0-9_.+-]/g

/**
 * A fetch and its converters, from an index of a word on. The arguments of a name end at the first `)` outside quotes. Returns the
 * index behind it, or -1 where the reading lost its way.
 */
export function checkSample(word: Word, from: number, isAcl: boolean, context: Context): number {
  const { text } = word
  let at = from
  for (let index = 0; ; index += 1) {
    nameEnd.lastIndex = at
    const end = nameEnd.exec(text)?.index ?? text.length
    const name = text.slice(at, end)
    if (name === '') return -1
    const known =
      index > 0
        ? catalog.converters().get(name)
        : (catalog.fetches().get(name) ?? (isAcl ? catalog.aclKeywords().get(name) : undefined))
    if (!known && !name.startsWith('lua.')) {
      unknownSample(slice(word, at, end), index === 0, isAcl, context)
      return -1
    }
    at = end
    const isOpen = text.charCodeAt(at) === 40
    const close = isOpen ? endOfArguments(text, at + 1) : at
    if (close < 0) {
      context.report(
        'wrong-arguments',
        slice(word, end - name.length),
        `The ")" behind the arguments of "${name}" is missing.`,
      )
      return -1
    }
    if (known && 'least' in known)
      checkSampleArguments(
        slice(word, end - name.length, end),
        known as catalog.Sample,
        isOpen ? text.slice(at + 1, close) : '',
        context.report,
      )
    at = isOpen ? close + 1 : at
    if (text.charCodeAt(at) !== 44) return at
    at += 1
  }
}

const neverEmpty = /^(?:sint|time|size|ipv4|ipv6|msk4|msk6)$/

function checkSampleArguments(word: Word, sample: catalog.Sample, written: string, report: Report): void {
  const { name, least, most, current, types } = sample
  if (!current || /["'\\]/.test(written)) return
  // No argument at all is an empty one; numbers and addresses cannot be empty (arg.c, make_arg_list).
  const count = written !== '' ? written.split(',').length : neverEmpty.test(types[0] ?? '') ? 0 : Math.min(1, most)
  if (count < least) {
    report(
      'wrong-arguments',
      word,
      `"${name}" expects ${least === 1 ? 'an argument' : `${least} arguments`} in parentheses.`,
    )
  } else if (count > most && !/[()[\]]/.test(written)) {
    const takes = most === 0 ? 'no arguments' : most === 1 ? 'one argument' : `${most} arguments`
    report('wrong-arguments', word, `"${name}" takes ${takes}, not ${count}.`)
  }
}

function endOfArguments(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (quote !== 0) {
      if (unit === quote) quote = 0
      else if (unit === 92 && quote === 34) at += 1
    } else if (unit === 34 || unit === 39) quote = unit
    else if (unit === 92) at += 1
    else if (unit === 41) return at
  }
  return -1
}

function unknownSample(word: Word, isFetch: boolean, isAcl: boolean, context: Context): void {
  const table = isFetch ? catalog.fetches() : catalog.converters()
  reportUnknown(
    context,
    'unknown-directive',
    word,
    `HAProxy knows no ${isFetch ? 'sample fetch' : 'converter'} "${word.text}".`,
    () => [...currentOf(table), ...(isFetch && isAcl ? currentOf(catalog.aclKeywords()) : [])],
    isFetch ? 'fetch' : 'converter',
  )
}

/** The `%[…]` in a log format; and, where no text of other kinds stands in it, its aliases, such as `%ci`. */
export function checkLogFormat(word: Word, withAliases: boolean, context: Context): void {
  const { text } = word
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    at += 1
    if (text.charCodeAt(at) === 37) {
      at += 1
      continue
    }
    if (text.charCodeAt(at) === 123) {
      const close = text.indexOf('}', at)
      if (close < 0) return
      at = close + 1
    }
    if (text.charCodeAt(at) === 91) {
      if (text.indexOf(']', at) < 0) {
        context.report('wrong-arguments', slice(word, at - 1), 'The "]" that closes this "%[" is missing.')
        return
      }
      const start = text.charCodeAt(at + 1) === 32 ? at + 2 : at + 1
      if (checkSample(word, start, false, context) < 0) return
    } else if (withAliases) {
      const alias = /^[A-Za-z][A-Za-z0-9]*/.exec(text.slice(at))?.[0]
      if (alias && !catalog.logAliases().has(alias)) {
        context.report(
          'unknown-directive',
          slice(word, at - 1, at + alias.length),
          `HAProxy knows no "%${alias}" in a log format. Write "%%" for a percent sign.`,
        )
      }
    }
  }
}
