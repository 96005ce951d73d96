/** Where things were written: spans, words and positions. */

/** A stretch of one file, from `start` up to but not including `end`, in UTF-16 units. A span names its file, so a finding may reach across files. */
export interface Span {
  /** The path with `/`, nothing encoded; absolute for a file on a disk. Compared as it is. */
  readonly file: string
  readonly start: number
  readonly end: number
  /** It stands for a text that was put together from several places, as by a variable: to be pointed at, not to be edited. */
  readonly scattered?: true
}

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

/** Zero-based line and UTF-16 column, as editors count; an output that counts from one adds one. */
export interface Position {
  readonly line: number
  readonly character: number
}

/** The part of a word from one index of its text up to another, with the place of just that part. */
export function slice(word: Word, from: number, to: number = word.text.length): Word {
  if (word.at.scattered) return { text: word.text.slice(from, to), at: word.at }
  const { file, start } = word.at
  const { offsets } = word
  if (!offsets) return { text: word.text.slice(from, to), at: { file, start: start + from, end: start + to } }
  const part = offsets.slice(from, to + 1)
  return { text: word.text.slice(from, to), at: { file, start: part[0]!, end: part.at(-1)! }, offsets: part }
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
