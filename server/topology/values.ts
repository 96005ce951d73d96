/** YAML as plain values that know where they were written: what compose files are read, merged and understood as. */
import type { Span, Word } from '../syntax/text.ts'

/** How a value treats the one that it is merged onto: `!reset` takes it away, `!override` stands in its place. */
export type MergeTag = 'reset' | 'override'

interface Written {
  readonly at: Span
  readonly tag?: MergeTag
}

export interface Scalar extends Written {
  readonly kind: 'scalar'
  readonly word: Word
  /** Written as a block that stands line for line, `|`. */
  readonly literal?: boolean
  /** Written in double quotes; its place is without them. */
  readonly quoted?: boolean
  /** Written in single quotes, or as a block whose lines become one, `>`. */
  readonly style?: 'single' | 'folded'
}

export interface List extends Written {
  readonly kind: 'list'
  readonly items: readonly Value[]
  /** Written as `[a, b]`. */
  readonly flow: boolean
}

export interface Entry {
  readonly key: Word
  readonly value: Value
  /** It came through an alias or a merge key: its text belongs to others, too. */
  readonly shared: boolean
}

export interface Table extends Written {
  readonly kind: 'table'
  readonly entries: ReadonlyMap<string, Entry>
  /** Written as `{ a: b }`. */
  readonly flow: boolean
}

/** Nothing was written, or `null`. */
export interface None extends Written {
  readonly kind: 'none'
}

/** A value that is not known here: an unresolved variable, an alias without its anchor, a placeholder of some template. */
export interface Unknown extends Written {
  readonly kind: 'unknown'
  /** What is known of it, with a gap for the rest. */
  readonly partial?: Word
  /** What it comes to with the values of a sample of the `.env`: good for finding a file, not for a claim. */
  readonly likely?: Word
}

export type Value = Scalar | List | Table | None | Unknown

/** What stands under a key; undefined where there is no table or no such key. */
export const get = (value: Value | undefined, key: string): Value | undefined =>
  value?.kind === 'table' ? value.entries.get(key)?.value : undefined

/** The entries of a table; none for anything else. */
export const entriesOf = (value: Value | undefined): readonly Entry[] =>
  value?.kind === 'table' ? [...value.entries.values()] : []

/** The items of a list; a single scalar counts as a list of one, as compose has it for most keys. */
export const itemsOf = (value: Value | undefined): readonly Value[] =>
  value?.kind === 'list' ? value.items : value?.kind === 'scalar' || value?.kind === 'unknown' ? [value] : []

/** The word of a scalar; undefined for anything else. */
export const wordOf = (value: Value | undefined): Word | undefined =>
  value?.kind === 'scalar' ? value.word : undefined

/** What is known of a scalar, with gaps for the rest. */
export const partOf = (value: Value | undefined): Word | undefined =>
  value?.kind === 'unknown' ? value.partial : wordOf(value)

/** The word of a scalar, or what it most likely is. */
export const likelyOf = (value: Value | undefined): Word | undefined =>
  value?.kind === 'unknown' ? value.likely : wordOf(value)

/** Whether something was written that is not known: then nothing may be concluded from what is missing. */
export const isUnknown = (value: Value | undefined): boolean => value?.kind === 'unknown'

/** A table of the given entries in the place of another value. */
export const tableOf = (entries: Iterable<Entry>, like: Value): Table => ({
  kind: 'table',
  at: like.at,
  flow: false,
  entries: new Map(Array.from(entries, entry => [entry.key.text, entry])),
  ...(like.tag && { tag: like.tag }),
})
