/** The values that nginx reads from words: times, sizes, flags; what is wrong with one, in words. */
import type { Word } from '../syntax/text.ts'
import type { NginxDirective } from './nginx.ts'

/** What a value should be. */
export interface Misfit {
  readonly word: Word
  /** Completes "… , but …": "a time is expected". */
  readonly expected: string
  /** The word that was most likely meant. */
  readonly words?: readonly string[]
}

/** The first argument that a directive of a shared kind cannot read; undefined where all are well, or hold what is not known here. */
export function misfitOf(directive: NginxDirective, args: readonly Word[]): Misfit | undefined {
  switch (directive.kind) {
    case 'flag':
      return oneOf(args[0]!, ON_OFF)
    case 'time':
      return unless(args[0]!, isTime(args[0]!.text, false), 'a time such as 30s, 500ms or 5m is expected')
    case 'seconds':
      return unless(args[0]!, isTime(args[0]!.text, true), 'a time in whole seconds such as 30s, 5m or 1d is expected')
    case 'size':
      return unless(args[0]!, isSize(args[0]!.text), 'a size such as 512, 16k or 1m is expected')
    case 'offset':
      return unless(args[0]!, isOffset(args[0]!.text), 'a size such as 512k, 16m or 1g is expected')
    case 'value-size':
      return args[0]!.text.includes('$')
        ? undefined
        : unless(args[0]!, isSize(args[0]!.text), 'a size such as 512, 16k or 1m is expected')
    case 'number':
      return notNumber(directive, args[0]!)
    case 'buffers':
      return (
        unless(args[0]!, /^0*[1-9]\d*$/.test(args[0]!.text), 'a number of buffers is expected') ??
        unless(
          args[1]!,
          isSize(args[1]!.text) && !/^0+[kKmM]?$/.test(args[1]!.text),
          'the size of a buffer is expected',
        )
      )
    case 'enum':
      return oneOf(args[0]!, directive.words)
    case 'words':
      for (const word of args) {
        const misfit = oneOf(word, directive.words)
        if (misfit) return misfit
      }
      return undefined
    case 'access':
      for (const word of args) {
        const misfit = unless(
          word,
          ACCESS.test(word.text),
          'user, group or all with r or rw is expected, as in user:rw',
        )
        if (misfit) return misfit
      }
      return undefined
    case 'path':
      for (const word of args.slice(1)) {
        const misfit = unless(word, /^[12]$/.test(word.text), 'the depth of a folder is 1 or 2')
        if (misfit) return misfit
      }
      return undefined
    default:
      return undefined
  }
}

const ON_OFF = ['on', 'off']
const ACCESS = /^(?:user|group|all):(?:rw|r)$/

const unless = (word: Word, fine: boolean, expected: string): Misfit | undefined =>
  fine || isPlaceholder(word.text) ? undefined : { word, expected }

function oneOf(word: Word, words: readonly string[]): Misfit | undefined {
  if (words.length === 0 || words.includes(word.text) || words.includes(word.text.toLowerCase())) return undefined
  return isPlaceholder(word.text) ? undefined : { word, expected: `${either(words)} is expected`, words }
}

function notNumber({ bounds }: NginxDirective, word: Word): Misfit | undefined {
  const number = isNumber(word.text) ? Number(word.text) : Number.NaN
  if (!bounds) return unless(word, !Number.isNaN(number), 'a whole number is expected')
  return unless(
    word,
    number >= bounds[0] && number <= bounds[1],
    `a whole number from ${bounds[0]} to ${bounds[1]} is expected`,
  )
}

/** "on or off", "a, b or c". */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** A whole number that nginx can hold (ngx_atoi). */
export const isNumber = (text: string): boolean => /^\d{1,19}$/.test(text) && Number(text) < 2 ** 63

/** Whether a text is a port, and what to say of one that is none. */
export const isPort = (text: string): boolean => isNumber(text) && Number(text) >= 1 && Number(text) <= 65535
export const notPort = (text: string): string =>
  isNumber(text)
    ? `There is no port ${text}: ports go from 1 to 65535.`
    : `"${text}" is no port: a number from 1 to 65535 is expected.`

/** ngx_parse_size: bytes, or with k or m. */
export const isSize = (text: string): boolean => /^\d+[kKmM]?$/.test(text) && bytesOf(text) < 2 ** 63

/** ngx_parse_offset: as a size, or with g. */
export const isOffset = (text: string): boolean => /^\d+[kKmMgG]?$/.test(text) && bytesOf(text) < 2 ** 63

/** The bytes of a size or an offset. */
export const bytesOf = (text: string): number => {
  const unit = 'kmg'.indexOf(text.at(-1)!.toLowerCase())
  return Number.parseInt(text, 10) * 1024 ** (unit + 1)
}

/** ngx_parse_time: descending units, each at most once; a number without a unit are seconds. */
export function isTime(text: string, inSeconds: boolean): boolean {
  return (inSeconds ? SECONDS : MILLISECONDS).test(text) && /\d/.test(text)
}

const MILLISECONDS = /^(?:\d*w *)?(?:\d*d *)?(?:\d*h *)?(?:\d*m *)?(?:\d*s *)?(?:\d*ms *)?\d*(?:(?<=\d) +)?$/
const SECONDS = /^(?:\d*y *)?(?:\d*M *)?(?:\d*w *)?(?:\d*d *)?(?:\d*h *)?(?:\d*m(?!s) *)?(?:\d*s *)?\d*(?:(?<=\d) +)?$/

/**
 * Whether a word is one that something else fills in before nginx reads it: a template's mark, or a variable in capitals,
 * which envsubst puts in. What it will be is not known.
 */
export const isPlaceholder = (text: string): boolean =>
  // Most words have nothing of it.
  /[{}<>%A-Z]|@_/.test(text) &&
  (/[{}<>%]|@[A-Z_]|__[A-Z]/.test(text) ||
    /\$\{?[A-Z][A-Z0-9_]*\b/.test(text) ||
    /^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/.test(text))
