/** Which blanks within a line somebody has put there to align columns: those stay, others become one. */
import type { Line } from './format-lines.ts'

/** The blanks before a part of a line that is not its first one. */
export interface Gap {
  readonly start: number
  readonly end: number
  /** Where the part behind it stands on the screen, counted from where the line's first one stands. */
  readonly column: number
  /** On the screen. */
  readonly width: number
  /** How long the part behind it is. */
  readonly length: number
  readonly hasTab: boolean
  readonly beforeComment: boolean
}

/** How wide a part of a line is on the screen, where it begins at a column. */
export function widthOf(text: string, start: number, end: number, tabSize: number, column = 0): number {
  let at = column
  for (let offset = start; offset < end; offset++) at += text[offset] === '\t' ? tabSize - (at % tabSize) : 1
  return at - column
}

/**
 * The gaps of a line. Tabs are counted from its first part, so that no indentation changes its columns. A tab within a word is as wide
 * as its place makes it: no gaps are told of such a line.
 */
export function gapsOf(text: string, { end, parts }: Line, tabSize: number): readonly Gap[] {
  const gaps: Gap[] = []
  let column = 0
  let behind = parts[0]?.start ?? end
  const moveTo = (offset: number): number => {
    const width = widthOf(text, behind, offset, tabSize, column)
    column += width
    behind = offset
    return width
  }
  for (const [index, part] of parts.entries()) {
    if (index > 0 && part.kind !== 'end' && part.kind !== 'lua') {
      let blank = part.start
      while (blank > behind && isBlank(text[blank - 1])) blank--
      moveTo(blank)
      const width = moveTo(part.start)
      const hasTab = text.slice(blank, part.start).includes('\t')
      const length = part.end - part.start
      const beforeComment = part.kind === 'comment'
      if (width > 0) gaps.push({ start: blank, end: part.start, column, width, length, hasTab, beforeComment })
    }
    if (part.kind === 'comment') break
    if (part.kind === 'word' && text.slice(part.start, Math.min(part.end, end)).includes('\t')) return []
    moveTo(Math.min(part.end, end))
  }
  return gaps
}

/** What the gaps of a line become; `narrow`: one blank each, but for that before a comment, which is as wide as before. */
export function* gapEdits(
  gaps: readonly Gap[],
  narrow: boolean,
): Generator<{ readonly start: number; readonly end: number; readonly text: string }> {
  if (!narrow) return
  const others = gaps.filter(({ beforeComment }) => !beforeComment)
  for (const { start, end } of others) yield { start, end, text: ' ' }
  for (const { start, end, width, beforeComment, hasTab } of gaps)
    if (beforeComment && hasTab && lost(others) > 0) yield { start, end, text: ' '.repeat(width) }
}

/** How many columns a line loses where its gaps become one blank each. */
const lost = (gaps: readonly Gap[]): number => gaps.reduce((sum, { width }) => sum + width - 1, 0)

/** Where the comment at the end of a line stands, counted from the line's first part, once its gaps are one blank each where they are `narrow`. */
export function commentColumn(
  gaps: readonly Gap[],
  narrow: boolean,
): { readonly before: number; readonly now: number } | undefined {
  const last = gaps.at(-1)
  if (!last?.beforeComment) return undefined
  return { before: last.column, now: last.column - (narrow ? lost(gaps.slice(0, -1)) : 0) }
}

/** Where the words of a line begin, each with whether a wide gap leads to it. */
export interface Columns {
  readonly starts: ReadonlyMap<number, boolean>
  /** Where numbers end: they may be aligned by that. */
  readonly ends: ReadonlyMap<number, boolean>
  /** A tab stands before a word. */
  readonly hasTab: boolean
}

/**
 * The columns of a line. Of a comment that stands alone they are those behind wide gaps: others are between the words of a sentence.
 * They are counted from its "#", and from its first word: it may be a line that is switched off.
 */
export function columnsOf(text: string, { parts, end }: Line, gaps: readonly Gap[]): Columns {
  const [first] = parts
  if (first?.kind === 'comment') {
    const comment = text.slice(first.start, end)
    const lead = /^#+ */.exec(comment)![0].length
    const [words = ''] = comment.split('\t')
    const wide = Array.from(words.slice(lead).matchAll(/ {2,}(?=\S)/g), ({ 0: gap, index }) => index + gap.length)
    return {
      starts: new Map(wide.flatMap(column => [column, lead + column]).map(column => [column, true])),
      ends: new Map(),
      hasTab: /\S\t+\S/.test(comment),
    }
  }
  const numbers = gaps.filter(gap => /\d/.test(text.charAt(gap.end)))
  return {
    starts: new Map(gaps.map(({ column, width }) => [column, width > 1])),
    ends: new Map(numbers.map(({ column, width, length }) => [column + length, width > 1])),
    hasTab: gaps.some(gap => gap.hasTab && !gap.beforeComment),
  }
}

/** Whether two lines have a column in common that somebody has widened a gap for, in either. */
export const areAligned = (above: Columns, below: Columns): boolean =>
  (above.hasTab && below.hasTab) || haveInCommon(above.starts, below.starts) || haveInCommon(above.ends, below.ends)

function haveInCommon(some: ReadonlyMap<number, boolean>, others: ReadonlyMap<number, boolean>): boolean {
  for (const [column, isWide] of some) {
    const other = others.get(column)
    if (other !== undefined && (isWide || other)) return true
  }
  return false
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t'
