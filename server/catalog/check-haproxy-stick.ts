/** Tables that remember clients: `stick-table` and `stick`. */
import type { Word } from '../syntax/text.ts'
import { checkCondition, conditionAt } from './check-haproxy-condition.ts'
import { checkSample } from './check-haproxy-sample.ts'
import { checkSize, checkTime } from './check-haproxy-value.ts'
import * as catalog from './haproxy.ts'
import { type Check, type Context, isKnown, isPlain } from './haproxy-lines.ts'

/** What `stick-table` takes in any version, with the words behind it. */
const tableWords: ReadonlyMap<string, number> = new Map([
  ...['type', 'len', 'size', 'expire', 'store', 'peers', 'srvkey', 'write-to', 'brates-factor'].map(
    name => [name, 1] as const,
  ),
  ...['nopurge', 'recv-only'].map(name => [name, 0] as const),
])

export const checkStickTable: Check = ({ keyword, args }, context) => {
  const { report } = context
  if (args.some(word => !isKnown(word))) return
  let hasSize = false
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]!
    const words = tableWords.get(word.text)
    if (words === undefined) {
      if (isPlain(word)) report('wrong-arguments', word, `"stick-table" knows no "${word.text}".`)
      return
    }
    at += words
    const value = args[at]
    if (!value) {
      if (word.text !== 'store') report('wrong-arguments', word, `"${word.text}" expects a value behind it.`)
      return
    }
    hasSize ||= word.text === 'size'
    if (word.text === 'store') checkStored(value, context)
    else if (word.text === 'size') checkSize(value, report)
    else if (word.text === 'expire') checkTime(value, report)
    else if (word.text === 'type' && !/^(?:ip|ipv6|integer|string|binary)$/.test(value.text) && isPlain(value)) {
      const message = `"${value.text}" is no type of a table: "ip", "ipv6", "integer", "string" or "binary" was expected.`
      report('bad-value', value, message)
    }
  }
  if (!hasSize) report('wrong-arguments', keyword, 'The "size" of this table is missing.')
}

function checkStored(value: Word, { report, suggest }: Context): void {
  // A comma within parentheses belongs to an array: "gpc_rate(2,10s)".
  for (const [part] of value.text.matchAll(/[^,()]+(?:\([^()]*\))?/g)) {
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

export const checkStick: Check = ({ args }, context) => {
  const { report } = context
  const [kind, sample] = args
  if (!kind) return
  if (!/^(?:on|match|store-request|store-response)$/.test(kind.text)) {
    const message = '"stick" is followed by "on", "match", "store-request" or "store-response".'
    if (isPlain(kind)) report('bad-value', kind, message)
    return
  }
  if (!sample || /^(?:if|unless|table)$/.test(sample.text)) {
    report('wrong-arguments', kind, `"stick ${kind.text}" expects a sample, such as "src".`)
    return
  }
  checkSample(sample, 0, false, context)
  const condition = conditionAt(args, 2)
  const extra = args[args[2]?.text === 'table' ? 4 : 2]
  if (extra && args.indexOf(extra) < condition) {
    report(
      'wrong-arguments',
      extra,
      `"table", "if", "unless" or the end of the line was expected here, not "${extra.text}".`,
    )
  } else checkCondition(args, condition + 1, context)
}
