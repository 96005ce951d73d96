/** The lines of a text with what was read of each, kept from one reading to the next: an edit reads one line anew. */
import type { Tokens } from './engine.ts'
import type { Anchor } from './text.ts'
import type { Comment, Directive } from './tree.ts'

/** A line, without its line feed, and what was last read of it. */
export interface Line extends Anchor {
  readonly text: string
  /** Of its first character, in the text that was read last. */
  offset: number
  /** The tokens: by which rule, from which column on, and counting from there. */
  rule: string
  column: number
  tokens: Tokens
  /** The directive, where the line consists of one, and the comment behind it. */
  directive: Directive | undefined
  comment: Comment | undefined
}

/** The lines of a text. */
export interface Lines {
  readonly lines: readonly Line[]
  /** What has changed since the reading before, if these lines come from it. */
  readonly edit?: LineEdit
}

/** The lines from `first` up to, but not including, `end` are new. Those behind are the same as before. */
export interface LineEdit {
  readonly first: number
  readonly end: number
  /** How many lines there are more than before. */
  readonly lines: number
}

/** One array for all lines without tokens: most lines are such when they have been read. */
export const noTokens: Tokens = []

/** A line that nobody has read. */
const unread = (file: string, text: string, offset: number): Line => ({
  file,
  text,
  offset,
  rule: '',
  column: 0,
  tokens: noTokens,
  directive: undefined,
  comment: undefined,
})

/** Lines as somebody else has found them. */
export const linesFrom = (file: string, lines: readonly Pick<Line, 'text' | 'offset'>[]): Lines => ({
  lines: lines.map(({ text, offset }) => unread(file, text, offset)),
})

/** The lines of a text from an offset on. The last one is what follows the last line feed: empty, where the text ends with one. */
export function linesOf(file: string, text: string, from: number, to: number = text.length): Lines {
  const lines: Line[] = []
  let start = from
  for (let end = text.indexOf('\n', start); end >= 0 && end < to; end = text.indexOf('\n', start)) {
    lines.push(unread(file, text.slice(start, end), start))
    start = end + 1
  }
  lines.push(unread(file, text.slice(start, to), start))
  return { lines }
}

/** How many characters two texts have in common at their start, and how many of the others at their end. */
export interface Common {
  readonly start: number
  readonly end: number
}

export function commonIn(before: string, text: string): Common {
  const start = commonStart(before, text)
  return { start, end: commonEnd(before, text, Math.min(before.length, text.length) - start) }
}

/**
 * The lines of a text that was `before` when the known lines were read: those that did not change are the known ones, and those behind
 * the edit move with all that stands on them. The list of the known ones is used up.
 */
export function editedLines(
  { lines: known }: Lines,
  before: string,
  text: string,
  { start, end }: Common = commonIn(before, text),
): Lines {
  const first = lineAt(known, start)
  const last = lineAt(known, before.length - end)
  const lineFeed = text.indexOf('\n', text.length - end)
  const from = known[first]!.offset
  const news = apart(text.slice(from, lineFeed < 0 ? text.length : lineFeed))
  const { lines } = linesOf(known[0]!.file, news, 0)
  for (const line of lines) line.offset += from
  const gone = last + 1 - first
  const characters = text.length - before.length
  if (characters !== 0) for (let at = last + 1; at < known.length; at += 1) known[at]!.offset += characters
  const now = lines.length === gone ? (known as Line[]) : known.slice(0, first).concat(lines, known.slice(last + 1))
  if (lines.length === gone) for (const [index, line] of lines.entries()) now[first + index] = line
  return { lines: now, edit: { first, end: first + lines.length, lines: lines.length - gone } }
}

/** The same text, in memory of its own. What is sliced off a text holds on to all of it: one line would keep a whole file. */
const apart = (text: string): string => ` ${text}`.slice(1)

/** The lines of a text in which it differs from an earlier one: all that a look at single lines can find new in it. */
export function editedPart(text: string, common: Common): string {
  const { start } = common
  const lineFeed = text.indexOf('\n', text.length - common.end)
  return text.slice(start && text.lastIndexOf('\n', start - 1) + 1, lineFeed < 0 ? text.length : lineFeed)
}

/** The number of the line in which an offset lies. */
export function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle]!.offset <= offset) low = middle
    else high = middle - 1
  }
  return low
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
