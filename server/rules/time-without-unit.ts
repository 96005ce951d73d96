/** A time of HAProxy has no unit, and counts milliseconds where seconds were meant. */

import type { Config, Target } from '../model/config.ts'
import { hopsWhere, linesWhere } from '../model/gathered.ts'
import { optionsOf } from '../model/target-options.ts'
import type { Rule } from '../rule.ts'
import { pointAt, type Word } from '../syntax/text.ts'

export const timeWithoutUnit: Rule = {
  id: 'time-without-unit',
  severity: 'warning',
  group: 'timeouts',
  templates: true,
  summary: 'A time of HAProxy has no unit, and counts milliseconds where seconds were meant.',
  *check({ config }) {
    if (config.dialect !== 'haproxy') return
    const seen = new Set<Word>()
    for (const { value, why } of unitless(config)) {
      if (seen.has(value)) continue
      seen.add(value)
      yield {
        at: value.at,
        message: `A number without a unit counts milliseconds: ${why.replace('TIME', `${value.text} millisecond${value.text === '1' ? '' : 's'}`)}.`,
        fixes: [
          {
            title: `Write ${value.text}s`,
            edits: [{ at: pointAt(value.at.file, value.at.end), text: 's' }],
            safe: true,
          },
        ],
      }
    }
  },
}

/** What becomes of the one who needs longer, and below how much a number without a unit is none of milliseconds that were meant. */
const UNITLESS: Readonly<Record<string, readonly [why: string, below: number]>> = {
  server: ['whatever takes longer than TIME is answered 504', 1000],
  client: ['a client that is silent for TIME is cut off', 1000],
  tunnel: ['a websocket that is silent for TIME is cut off', 1000],
  'http-request': ['a request that does not come in within TIME is answered 408', 1000],
  connect: ['a server that takes no connection within TIME is answered for with 503', 100],
  queue: ['who waits longer than TIME for a free server is answered 503', 100],
  check: ['a server that does not answer its check within TIME is taken for dead', 100],
}

/** HAProxy counts a bare number as milliseconds (configuration manual, 2.5). */
function* unitless(config: Config): Generator<{ readonly value: Word; readonly why: string }> {
  for (const { args } of shortTimeouts(config)) yield { value: args[1]!, why: UNITLESS[args[0]!.text]![0] }
  for (const { target } of shortIntervals(config)) {
    yield { value: intervalOf(target)!, why: 'each check follows TIME after the one before' }
  }
}

const shortTimeouts = linesWhere(({ name, args: [kind, value] }) => {
  if (name.text !== 'timeout' || !kind || !Object.hasOwn(UNITLESS, kind.text)) return false
  return value !== undefined && isBelow(value, UNITLESS[kind.text]![1])
})

const intervalOf = (target: Target): Word | undefined => optionsOf(target).get('inter')?.values[0]
const shortIntervals = hopsWhere(({ target }) => {
  const interval = intervalOf(target)
  return interval !== undefined && isBelow(interval, 100)
})

const isBelow = ({ text }: Word, most: number): boolean => /^\d+$/.test(text) && Number(text) > 0 && Number(text) < most
