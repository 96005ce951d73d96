/** The buffers into which nginx reads an answer: their sizes in force, and what it asks of them when it starts. */
import type { Edit, Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { nginxSizeOf } from '../syntax/value.ts'
import type { Config, Scope } from './config.ts'
import { effective } from './effective.ts'
import { linesBefore } from './insert.ts'
import { occurrences } from './occurrences.ts'
import { inForce, outwards } from './scope.ts'

/** The modules that have all of these directives, by the beginning of their names. */
export const bufferFamilies = ['proxy', 'fastcgi', 'uwsgi', 'scgi'] as const
type Family = (typeof bufferFamilies)[number]

/** The ends of their names. */
const NAMES = ['buffer_size', 'buffers', 'busy_buffers_size', 'temp_file_write_size', 'max_temp_file_size'] as const
type Name = (typeof NAMES)[number]

/** What is in force at a place. */
export interface Buffers {
  readonly family: Family
  /** Undefined where nginx's default counts. */
  readonly by: Readonly<Record<Name, Directive | undefined>>
  readonly sizes: Sizes
}

/** Bytes as they were written; undefined where nginx's default counts. */
export interface Sizes {
  readonly size: number | undefined
  readonly count: number | undefined
  readonly each: number | undefined
  readonly busy: number | undefined
  readonly write: number | undefined
  readonly file: number | undefined
}

/** Bytes in a page of memory, of which the defaults are made (ngx_pagesize): 4k on x86 and mostly on ARM, 16k on some. */
export const pageSizes = [4096, 16_384] as const

/** The buffers of a module with which nginx does not start, in each block in which it checks them: not in `http`, but in its servers. */
export function* refusedBuffers(config: Config, family: Family): Generator<Buffers> {
  const seen = new Set<readonly Directive[]>()
  for (const { scope } of NAMES.flatMap(name => occurrences(config, `${family}_${name}`))) {
    const blocks = isWithin(scope, /^(?:server|location)$/) ? [scope] : config.gateways.map(gateway => gateway.scope)
    for (const block of blocks) {
      if (seen.has(block.body) || isWithin(block, /^stream$/)) continue
      seen.add(block.body)
      const buffers = readAt(block, family)
      if (buffers && refusalOf(buffers.sizes, pageSizes[0]) && isKnownAt(config, block, buffers)) yield buffers
    }
  }
}

const isWithin = (scope: Scope, names: RegExp): boolean =>
  [...outwards(scope)].some(({ block }) => block && names.test(block.name.text))

/** What is in force at a place; undefined where not all of it is known. */
export function buffersAt(config: Config, scope: Scope, family: Family): Buffers | undefined {
  const buffers = readAt(scope, family)
  return buffers && isKnownAt(config, scope, buffers) ? buffers : undefined
}

/** Nothing that was not read sets one of them. */
const isKnownAt = (config: Config, scope: Scope, { family, by }: Buffers): boolean =>
  NAMES.every(name => by[name] || effective(config, scope, `${family}_${name}`).certain)

/** What is written; undefined where some of it is no size. */
function readAt(scope: Scope, family: Family): Buffers | undefined {
  const [size, buffers, busy, write, file] = NAMES.map(name => inForce(scope, `${family}_${name}`))
  const bytes = (directive: Directive | undefined, at = 0) => directive && nginxSizeOf(directive.args[at]?.text ?? '')
  const count = buffers?.args[0]?.text
  const sizes: Sizes = {
    size: bytes(size),
    count: count === undefined ? undefined : Number(count),
    // No buffer is of no size: that is refused by itself.
    each: bytes(buffers, 1) || undefined,
    busy: bytes(busy),
    write: bytes(write),
    file: bytes(file),
  }
  const by = {
    buffer_size: size,
    buffers,
    busy_buffers_size: busy,
    temp_file_write_size: write,
    max_temp_file_size: file,
  }
  const isRead = NAMES.every(name => (by[name] === undefined) === (wordsOf(name, sizes) === undefined))
  return isRead ? { family, by, sizes } : undefined
}

/** Why nginx does not start: too few buffers, or one size that does not fit to the others. */
export type Refusal = 'few' | 'busy too small' | 'busy too large' | 'write too small' | 'file too small'

/** What nginx asks of the sizes, in its order (the end of ngx_http_proxy_merge_loc_conf), where its pages have so many bytes. */
export function refusalOf({ size, count = 8, each, busy, write, file }: Sizes, page: number): Refusal | undefined {
  const greater = Math.max(size ?? page, each ?? page)
  const busyInForce = busy ?? 2 * greater
  if (count < 2) return 'few'
  if (busyInForce < greater) return 'busy too small'
  if (busyInForce > (count - 1) * (each ?? page)) return 'busy too large'
  if (write !== undefined && write < greater) return 'write too small'
  return file && file < greater ? 'file too small' : undefined
}

/** Sizes that nginx takes, whatever a page is, with as much of what was written as can be; `size`: at least so much for a header. */
export function rightSizes(sizes: Sizes, size = sizes.size): Sizes | undefined {
  const [page] = pageSizes
  let { count = 8, each = page, busy } = sizes
  let areNew = false
  if (count < 2) [count, areNew] = [8, true]
  const greater = (): number => Math.max(size ?? page, each)
  const fits = (bytes: number): boolean => bytes >= greater() && bytes <= (count - 1) * each
  if (busy !== undefined && !fits(busy) && fits(2 * greater())) busy = 2 * greater()
  const wanted = Math.max(busy ?? 0, 2 * greater())
  if (!fits(busy ?? wanted)) {
    count = Math.max(count, 4)
    while (each < (size ?? 0) || (count - 1) * each < wanted) each *= 2
    areNew = true
  }
  if (busy !== undefined && !fits(busy)) busy = 2 * greater()
  const raised = (bytes: number | undefined) => (bytes && bytes < greater() ? 2 * greater() : bytes)
  const right: Sizes = {
    size,
    count: areNew ? count : sizes.count,
    each: areNew ? each : sizes.each,
    busy,
    write: raised(sizes.write),
    file: raised(sizes.file),
  }
  return pageSizes.every(bytes => !refusalOf(right, bytes)) ? right : undefined
}

/** How one set of sizes becomes another: what was not written goes in front of what was, or else of `place`. `said`: the new ones, in words. */
export function resized(config: Config, { family, by, sizes }: Buffers, right: Sizes, place: Directive) {
  const changed = NAMES.filter(name => wordsOf(name, right) !== wordsOf(name, sizes))
  const lines = changed.filter(name => !by[name]).map(name => `${family}_${name} ${wordsOf(name, right)};`)
  const written = changed.flatMap(name => by[name] ?? [])
  const edits = changed.flatMap((name): readonly Edit[] => {
    const words = wordsOf(name, right)!.split(' ')
    return by[name] ? words.map((text, index) => ({ at: by[name]!.args[index]!.at, text })) : []
  })
  return {
    said: changed.map(name => `${family}_${name} ${wordsOf(name, right)}`).join(', '),
    edits: lines.length > 0 ? [linesBefore(config, written[0] ?? place, lines), ...edits] : edits,
  }
}

function wordsOf(name: Name, { size, count, each, busy, write, file }: Sizes): string | undefined {
  if (name === 'buffers') return count === undefined || each === undefined ? undefined : `${count} ${spell(each)}`
  const of = { buffer_size: size, busy_buffers_size: busy, temp_file_write_size: write, max_temp_file_size: file }
  const bytes = of[name]
  return bytes === undefined ? undefined : spell(bytes)
}

/** The bytes of a size; undefined for what is none. */
export const bytesOf = (word: Word): number | undefined => nginxSizeOf(word.text)

/** Bytes as nginx writes them. */
export const spell = (bytes: number): string =>
  bytes > 0 && bytes % 2 ** 20 === 0
    ? `${bytes / 2 ** 20}m`
    : bytes > 0 && bytes % 1024 === 0
      ? `${bytes / 1024}k`
      : String(bytes)
