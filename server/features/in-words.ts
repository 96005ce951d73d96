/** Times and sizes as people say them. */

import type { Dialect } from '../syntax/tree.ts'
import { haproxySizeOf, haproxyTimeOf, nginxSizeOf, nginxTimeOf } from '../syntax/value.ts'

/** "1 minute 30 seconds", "500 milliseconds", "no time". */
export function timeInWords(ms: number): string {
  if (ms === 0) return 'no time'
  if (ms < 1) return `${ms * 1000} microseconds`
  let rest = ms
  const parts = TIMES.flatMap(([unit, length]) => {
    const count = length === 1 ? rest : Math.floor(rest / length)
    rest -= count * length
    return count > 0 ? [counted(count, unit)] : []
  })
  return parts.join(' ')
}

/** "512 bytes", "16 KiB", "1.5 MiB". */
export function sizeInWords(bytes: number): string {
  const [unit, size] = SIZES.find(([, size]) => bytes >= size) ?? (['byte', 1] as const)
  const count = Math.round((bytes / size) * 100) / 100
  return size === 1 ? counted(count, unit) : `${count} ${unit}`
}

/** What a value of that kind says in words; undefined where it is none, or says so itself ("30s"). */
export function valueInWords(dialect: Dialect, kind: 'time' | 'size', text: string): string | undefined {
  const read = kind === 'time' ? TIME_OF : SIZE_OF
  const value = read[dialect](text)
  if (value === undefined) return undefined
  const words = kind === 'time' ? timeInWords(value) : sizeInWords(value)
  return SPEAKING.test(text) && words === `${Number.parseInt(text, 10)} ${SPELT[text.replace(/^\d+/, '')]}`
    ? undefined
    : words
}

const TIME_OF = { nginx: nginxTimeOf, haproxy: haproxyTimeOf }
const SIZE_OF = { nginx: nginxSizeOf, haproxy: haproxySizeOf }

/** What everybody reads at a glance. */
const SPEAKING = /^\d+(?:s|ms)$/
const SPELT: Readonly<Record<string, string>> = { s: 'seconds', ms: 'milliseconds' }

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

const TIMES = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
] as const

const SIZES = [
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const
