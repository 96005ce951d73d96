/** Times and sizes. */
import type { Word } from '../syntax/text.ts'
import { haproxyTimeOf } from '../syntax/value.ts'
import { isPlain, type Report } from './haproxy-lines.ts'

/** A number and a unit (us, ms, s, m, h, d), as parse_time_err() reads it. What follows the unit is ignored with a warning. */
export function checkTime(value: Word | undefined, report: Report): void {
  if (!value || haproxyTimeOf(value.text) !== undefined || !isPlain(value)) return
  const { text } = value
  const read = /^\d+(?:us|ms|[smhd])?/.exec(text)?.[0]
  if (read === text) {
    report('bad-value', value, `"${text}" is longer than the longest time that HAProxy keeps, about 24 days.`)
  } else if (read && /\D/.test(read)) {
    report('bad-value', value, `HAProxy reads "${text}" as "${read}", and warns.`, { refused: false })
  } else {
    const unit = 'and a unit such as "ms", "s" or "m" right behind it'
    report('bad-value', value, `"${text}" is no time: a whole number was expected, ${unit}.`)
  }
}

/** A number that may end with k, m or g, as parse_size_err() reads it. */
export function checkSize(value: Word, report: Report, refused = true): void {
  if (/^\d+[kKmMgG]?$/.test(value.text) || !isPlain(value)) return
  const message = `"${value.text}" is no size: a whole number was expected, which may end with "k", "m" or "g".`
  report('bad-value', value, message, { refused })
}
