/** What stands inside one word: variables, sizes, times. Read on demand, by the value grammars. */
import type { Tokens } from './engine.ts'
import { engine } from './engine-compiled.ts'
import * as haproxy from './grammars/haproxy-value.gen.ts'
import * as nginx from './grammars/nginx-value.gen.ts'
import { slice, type Word } from './text.ts'

/** A piece of a word, with its place: text as it stands, or a variable by its name, without `$` and braces. */
export type Part =
  | { readonly kind: 'text'; readonly word: Word }
  | { readonly kind: 'variable'; readonly name: string; readonly word: Word }

/**
 * The pieces of an nginx word, in order. A capture is a variable whose name is its digit. A dollar sign that names
 * nothing is text, and so is a variable whose brace is not closed.
 */
export function partsOf(word: Word): readonly Part[] {
  if (!word.text.includes('$')) return [{ kind: 'text', word }]
  const tokens = engine['nginx-value']('value', word.text) ?? []
  const parts: Part[] = []
  for (let index = 0; index < tokens.length; index += 3) {
    const piece = slice(word, tokens[index + 1]!, tokens[index + 2]!)
    switch (tokens[index]) {
      case nginx.text:
      case nginx.dollar:
      case nginx.unclosed:
        parts.push({ kind: 'text', word: piece })
        break
      case nginx.plain:
      case nginx.braced:
      case nginx.capture:
        // The name is the token within.
        parts.push({ kind: 'variable', name: word.text.slice(tokens[index + 4], tokens[index + 5]), word: piece })
    }
  }
  return parts
}

/** A piece of an HAProxy log format, with its place. */
export interface FormatPart {
  /** `variable`: `%ci`, the word being the name alone. `sample`: a fetch or converter in `%[…]`, the word being its name. */
  readonly kind: 'text' | 'variable' | 'sample'
  readonly word: Word
  /** The arguments of a sample, with their parentheses. */
  readonly arguments?: Word
}

/** The pieces of an HAProxy log format, in order. A percent sign that means nothing is text. */
export function formatPartsOf(word: Word): readonly FormatPart[] {
  const tokens = engine['haproxy-value']('logFormat', word.text) ?? []
  const piece = (index: number): Word => slice(word, tokens[index + 1]!, tokens[index + 2]!)
  const parts: FormatPart[] = []
  for (let index = 0; index < tokens.length; index += 3) {
    switch (tokens[index]) {
      case haproxy.text:
      case haproxy.percent:
      case haproxy.alone:
        parts.push({ kind: 'text', word: piece(index) })
        break
      case haproxy.alias:
        parts.push({ kind: 'variable', word: piece(index) })
        break
      case haproxy.name: {
        const hasArguments = tokens[index + 3] === haproxy.argumentList
        parts.push({ kind: 'sample', word: piece(index), ...(hasArguments && { arguments: piece(index + 3) }) })
      }
    }
  }
  return parts
}

/** The milliseconds of an nginx time, a bare number being seconds; undefined for what is none. */
export const nginxTimeOf = (text: string): number | undefined =>
  sumOf(text, engine['nginx-value']('time', text), nginxMilliseconds)

/** The bytes of an nginx size; undefined for what is none. */
export const nginxSizeOf = (text: string): number | undefined =>
  sumOf(text, engine['nginx-value']('size', text), nginxBytes)

/** The milliseconds of an HAProxy time, a bare number being milliseconds; undefined for what is none, or too long for HAProxy. */
export function haproxyTimeOf(text: string): number | undefined {
  const ms = sumOf(text, engine['haproxy-value']('time', text), haproxyMilliseconds)
  return ms !== undefined && ms <= 2 ** 31 - 1 ? ms : undefined
}

/** The bytes of an HAProxy size; undefined for what is none. */
export const haproxySizeOf = (text: string): number | undefined =>
  sumOf(text, engine['haproxy-value']('size', text), haproxyBytes)

/** The sum of numbers with units: each token begins with a number, and its rule tells what the number counts. */
function sumOf(text: string, tokens: Tokens | undefined, units: ReadonlyMap<number, number>): number | undefined {
  if (!tokens) return undefined
  let sum = 0
  for (let index = 0; index < tokens.length; index += 3) {
    sum += Number.parseInt(text.slice(tokens[index + 1], tokens[index + 2]), 10) * units.get(tokens[index]!)!
  }
  return sum
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const nginxMilliseconds: ReadonlyMap<number, number> = new Map([
  [nginx.years, 365 * day],
  [nginx.months, 30 * day],
  [nginx.weeks, 7 * day],
  [nginx.days, day],
  [nginx.hours, hour],
  [nginx.minutes, minute],
  [nginx.seconds, second],
  [nginx.milliseconds, 1],
  [nginx.bare, second],
])

const haproxyMilliseconds: ReadonlyMap<number, number> = new Map([
  [haproxy.days, day],
  [haproxy.hours, hour],
  [haproxy.minutes, minute],
  [haproxy.seconds, second],
  [haproxy.milliseconds, 1],
  [haproxy.microseconds, 1 / 1000],
  [haproxy.bare, 1],
])

const nginxBytes: ReadonlyMap<number, number> = new Map([
  [nginx.bytes, 1],
  [nginx.kilobytes, 2 ** 10],
  [nginx.megabytes, 2 ** 20],
  [nginx.gigabytes, 2 ** 30],
])

const haproxyBytes: ReadonlyMap<number, number> = new Map([
  [haproxy.bytes, 1],
  [haproxy.kilobytes, 2 ** 10],
  [haproxy.megabytes, 2 ** 20],
  [haproxy.gigabytes, 2 ** 30],
])
