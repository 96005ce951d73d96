/** The lines of a text with what was read of each, kept from one reading to the next: an edit reads one line anew. */
import type { Tokens } from './engine.ts'
import { positionAt } from './text.ts'
import type { Directive } from './tree.ts'

/** A line, without its line feed, and what was last read of it. */
export interface Line {
  readonly text: string
  /** The tokens: by which rule, from which column on, and counting from there. */
  rule: string
  column: number
  tokens: Tokens
  /** The directive, where the line consists of one, as it was last read; and the column at which it begins. */
  directive: Directive | undefined
  indent: number
}

/** Lines, and the offset of the first character of each. */
export interface Lines {
  readonly lines: readonly Line[]
  readonly offsets: readonly number[]
  /** What has changed since the reading before, if these lines come from it. */
  readonly edit?: LineEdit
}

/** The lines from `first` up to, but not including, `end` are new. Those behind are the same as before. */
export interface LineEdit {
  readonly first: number
  readonly end: number
  /** How many lines, and how many characters, there are more than before. */
  readonly lines: number
  readonly characters: number
}

/** One array for all lines without tokens: most lines are such when they have been read. */
export const noTokens: Tokens = []

/** A line that nobody has read. */
const unread = (text: string): Line => ({
  text,
  rule: '',
  column: 0,
  tokens: noTokens,
  directive: undefined,
  indent: 0,
})

/** Lines as somebody else has found them. */
export const linesFrom = (texts: readonly string[], offsets: readonly number[]): Lines => ({
  lines: texts.map(unread),
  offsets,
})

/** The lines of a text from an offset on. The last one is what follows the last line feed: empty, where the text ends with one. */
export function linesOf(text: string, from: number, to: number = text.length): Lines {
  const lines: Line[] = []
  const offsets: number[] = []
  let start = from
  for (let end = text.indexOf('\n', start); end >= 0 && end < to; end = text.indexOf('\n', start)) {
    lines.push(unread(text.slice(start, end)))
    offsets.push(start)
    start = end + 1
  }
  lines.push(unread(text.slice(start, to)))
  offsets.push(start)
  return { lines, offsets }
}

/** The lines of a text that was `before` when the known lines were read: those that did not change are the known ones. */
export function editedLines(known: Lines, before: string, text: string): Lines {
  const start = commonStart(before, text)
  const end = commonEnd(before, text, Math.min(before.length, text.length) - start)
  const first = positionAt(known.offsets, start).line
  const last = positionAt(known.offsets, before.length - end).line
  const lineFeed = text.indexOf('\n', text.length - end)
  const { lines, offsets } = linesOf(text, known.offsets[first]!, lineFeed < 0 ? text.length : lineFeed)
  const characters = text.length - before.length
  const movedOffsets = known.offsets.slice(last + 1).map(offset => offset + characters)
  return {
    lines: known.lines.slice(0, first).concat(lines, known.lines.slice(last + 1)),
    offsets: known.offsets.slice(0, first).concat(offsets, movedOffsets),
    edit: { first, end: first + lines.length, lines: lines.length - (last + 1 - first), characters },
  }
}

/** How many characters two texts have in common at their start. Long stretches compare faster than characters. */
function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length)
  let same = 0
  for (const step of [4096, 64, 1]) {
    while (same + step <= limit && a.slice(same, same + step) === b.slice(same, same + step)) same += step
  }
  return same
}

/** How many characters, at most `limit`, two texts have in common at their end. */
function commonEnd(a: string, b: string, limit: number): number {
  const stretch = (text: string, same: number, step: number): string =>
    text.slice(text.length - same - step, text.length - same)
  let same = 0
  for (const step of [4096, 64, 1]) {
    while (same + step <= limit && stretch(a, same, step) === stretch(b, same, step)) same += step
  }
  return same
}
