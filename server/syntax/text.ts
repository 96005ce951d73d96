/** Where things were written: spans, words and positions. */

/**
 * A stretch of one file, from `start` up to but not including `end`, in UTF-16 units. A span names its file, so a finding may reach
 * across files. Any `{ file, start, end }` is one; but those of a configuration move with their line, so that an edit elsewhere leaves
 * the tree as it is. Hence the accessors: the compiler lets nobody spread them, `stretch` makes another span of one.
 */
export declare class Span {
  /** The path with `/`, nothing encoded; absolute for a file on a disk. Compared as it is. */
  get file(): string
  get start(): number
  get end(): number
  /** It stands for a text that was put together from several places, as by a variable: to be pointed at, not to be edited. */
  readonly scattered?: true
}

/** Where a line of a file begins now. */
export interface Anchor {
  readonly file: string
  readonly offset: number
}

/** A span that moves with the line on which it begins. */
class Anchored implements Span {
  readonly anchor: Anchor
  readonly column: number
  readonly length: number
  readonly scattered?: true

  constructor(anchor: Anchor, column: number, length: number) {
    this.anchor = anchor
    this.column = column
    this.length = length
  }
  get file(): string {
    return this.anchor.file
  }
  get start(): number {
    return this.anchor.offset + this.column
  }
  get end(): number {
    return this.anchor.offset + this.column + this.length
  }
  toJSON(): unknown {
    return fixedSpan(this)
  }
}

/** From a column of a line on, so many characters: more than the line has where it goes on in the next ones. */
export const spanOn = (anchor: Anchor, column: number, length: number): Span => new Anchored(anchor, column, length)

/** The stretch between two offsets of the file in which a span lies. It moves with that span. */
export const stretch = (of: Span, start: number, end: number): Span =>
  of instanceof Anchored
    ? new Anchored(of.anchor, start - of.anchor.offset, end - start)
    : { file: of.file, start, end }

/** The same place, for a text that was not written there alone. */
export const scatteredAt = (at: Span): Span =>
  Object.assign(stretch(at, at.start, at.end), { scattered: true as const })

/** A span as it is now, whatever is edited later. */
export const fixedSpan = ({ file, start, end, scattered }: Span): Span =>
  scattered ? { file, start, end, scattered } : { file, start, end }

/** Replaces the text of a span; an empty span inserts, an empty text deletes. */
export interface Edit {
  readonly at: Span
  readonly text: string
}

/** One word of a configuration, as the server reads it, with the place where it was written. */
export interface Word {
  /** What the server sees: quotes gone, escapes decoded. */
  readonly text: string
  /** What was written, with its quotes. */
  readonly at: Span
  /** Where each character of `text` was written, and where the last one ends; absent when they stand one for one from `at.start`. */
  readonly offsets?: readonly number[]
}

/** A word whose characters do not stand one for one: they move with its place. */
class DecodedWord implements Word {
  readonly text: string
  readonly at: Span
  readonly columns: readonly number[]

  constructor(text: string, at: Span, columns: readonly number[]) {
    this.text = text
    this.at = at
    this.columns = columns
  }
  get offsets(): readonly number[] {
    const { start } = this.at
    return this.columns.map(column => start + column)
  }
  toJSON(): unknown {
    const { text, at, offsets } = this
    return { text, at, offsets }
  }
}

/** A word with the offsets of its characters. */
export function decodedWord(text: string, at: Span, offsets: readonly number[]): Word {
  const { start } = at
  return new DecodedWord(
    text,
    at,
    offsets.map(offset => offset - start),
  )
}

/** Where one character of a word was written; for the index behind the last one, where the word ends. */
export const offsetOf = (word: Word, index: number): number =>
  word.at.start +
  (word instanceof DecodedWord ? word.columns[index]! : word.offsets ? word.offsets[index]! - word.at.start : index)

/** Zero-based line and UTF-16 column, as editors count; an output that counts from one adds one. */
export interface Position {
  readonly line: number
  readonly character: number
}

/** The part of a word from one index of its text up to another, with the place of just that part. */
export function slice(word: Word, from: number, to: number = word.text.length): Word {
  if (word.at.scattered) return { text: word.text.slice(from, to), at: word.at }
  const { start } = word.at
  const text = word.text.slice(from, to)
  if (word instanceof DecodedWord) {
    const columns = word.columns.slice(from, to + 1)
    const first = columns[0]!
    const at = stretch(word.at, start + first, start + columns.at(-1)!)
    return new DecodedWord(
      text,
      at,
      columns.map(column => column - first),
    )
  }
  const { offsets } = word
  if (!offsets) return { text, at: stretch(word.at, start + from, start + to) }
  const part = offsets.slice(from, to + 1)
  return decodedWord(text, stretch(word.at, part[0]!, part.at(-1)!), part)
}

/** Takes words from a first to a last one away, with the blank behind the word before. More than one blank may be a comment: it stays. */
export function withoutWords(before: Word, first: Word, last: Word = first): Edit {
  const isBlank = before.at.file === first.at.file && first.at.start - before.at.end === 1
  return { at: stretch(first.at, isBlank ? before.at.end : first.at.start, last.at.end), text: '' }
}

/** Whether one span lies within another of the same file. */
export const within = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end

/** The empty span at an offset: where a fix inserts. */
export const pointAt = (file: string, offset: number): Span => ({ file, start: offset, end: offset })

/** The offsets at which the lines of a text begin. A line ends with LF; a CR before it belongs to the line. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The position of an offset, given the line starts of its text. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return { line: low, character: offset - starts[low]! }
}

/** The offset of a position; of one beyond its line, the end of that line, and beyond the text, its end. The inverse of {@link positionAt}. */
export function offsetAt(starts: readonly number[], text: string, { line, character }: Position): number {
  const start = starts[line]
  if (start === undefined) return text.length
  const next = starts[line + 1]
  const end = next === undefined ? text.length : next - (text[next - 2] === '\r' ? 2 : 1)
  return Math.max(start, Math.min(start + character, end))
}
