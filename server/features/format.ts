/** How a configuration would look with its layout in order. What the server reads stays the same, word by word. */
import { isTemplate } from '../syntax/template.ts'
import type { Edit, Span } from '../syntax/text.ts'
import type { Document } from '../syntax/tree.ts'
import { areAligned, type Columns, columnsOf, type Gap, gapEdits, gapsOf } from './format-columns.ts'
import { hangingOf, indentsOf } from './format-indents.ts'
import { type Line, linesOf } from './format-lines.ts'

/** As an editor counts: columns for one level, and whether they are written as blanks or as a tab. */
export interface FormatOptions {
  readonly tabSize: number
  readonly insertSpaces: boolean
}

/** More empty lines in a row are too many. */
const MOST_EMPTY = 2

/**
 * The edits that put a file's layout in order: in all of it, or only on the lines of a range. None overlaps another; of the formatted
 * text there are none. There are none either for a template, a configuration within another file (its blanks are YAML's), and one in
 * which something is wrong: what belongs where is not known then.
 */
export function formatEdits(
  document: Document,
  range: Pick<Span, 'start' | 'end'> | undefined,
  options: FormatOptions,
): readonly Edit[] {
  if (!isFormattable(document)) return []
  const { text, file } = document
  const blanks = { tabSize: Math.min(16, Math.max(1, Math.trunc(options.tabSize) || 1)), spaces: options.insertSpaces }
  const edits: Edit[] = []
  const replace = (start: number, end: number, by: string): void => {
    if (text.slice(start, end) !== by) edits.push({ at: { file, start, end }, text: by })
  }

  const lines = linesOf(document)
  const chosen = chosenOf(lines, range)
  const mayChange = lines.map((line, number) => chosen[number]! && !isKept(text, line))
  const gaps = lines.map(line => (isKept(text, line) ? [] : gapsOf(text, line, blanks.tabSize)))
  const narrow = narrowOf(text, lines, gaps).map((is, number) => is && mayChange[number]!)
  const indents = hangingOf(text, lines, indentsOf(text, lines, mayChange, blanks), { mayChange, gaps, narrow, blanks })
  const superfluous = superfluousOf(text, lines)

  for (const [number, line] of lines.entries()) {
    if (!chosen[number]) continue
    const next = lines[number + 1]
    const end = next ? line.end : text.length
    const tail = next ? '' : lineFeedOf(text)
    if (superfluous[number]) replace(line.start, next?.start ?? end, '')
    else if (isEmpty(text, line)) replace(line.start, end, '')
    else if (!mayChange[number]) replace(end, end, tail)
    else {
      replace(line.start, line.parts[0]!.start, indents[number]!)
      for (const { start, end, text: by } of gapEdits(gaps[number]!, narrow[number]!)) replace(start, end, by)
      const blank = endOfText(text, line)
      if (blank !== undefined) replace(blank, end, tail)
    }
  }
  return edits
}

/** That a file does not end with a line feed is mended by formatting it. */
function isFormattable({ at, text, problems }: Document): boolean {
  const isWholeFile = at.start === 0 && at.end === text.length
  return isWholeFile && problems.every(({ kind }) => kind === 'missing-newline') && !isTemplate(text)
}

/**
 * Lines whose blanks may mean something: those of a quoted word, say, or with a CR, behind which HAProxy reads nothing. A character
 * that would be a byte order mark in front of all others is none behind a blank.
 */
const isKept = (text: string, { start, end, parts, rigid }: Line): boolean =>
  rigid ||
  parts.length === 0 ||
  text.slice(start, end).includes('\r') ||
  (start === 0 && text[parts[0]!.start] === '\ufeff')

/** For each line whether it may be edited. A statement of several lines is edited as a whole, or not at all. */
function chosenOf(lines: readonly Line[], range: Pick<Span, 'start' | 'end'> | undefined): readonly boolean[] {
  const chosen = lines.map(
    ({ start, end }) =>
      !range || (range.start <= end && (start < range.end || (start === range.end && range.start === range.end))),
  )
  const isCut = lines.map(() => false)
  for (const [number, { base }] of lines.entries())
    if (base !== undefined && chosen[number] !== chosen[base]) isCut[base] = true
  return chosen.map((is, number) => is && !isCut[lines[number]!.base ?? number])
}

/**
 * For each line whether its gaps become one blank each: where they line up with nothing in the lines around, the one above, and the
 * last one above that is more than a comment; and vice versa. What a tab is worth where they were typed is not known: those with
 * neighbours stay.
 */
function narrowOf(text: string, lines: readonly Line[], gaps: readonly (readonly Gap[])[]): readonly boolean[] {
  const narrow = lines.map(({ wraps, base }) => !wraps && base === undefined)
  const above = new Map<'any' | 'statement', { readonly number: number; readonly columns: Columns }>()
  for (const [number, line] of lines.entries()) {
    if (isEmpty(text, line)) continue
    const columns = columnsOf(text, line, gaps[number]!)
    for (const other of new Set(above.values())) {
      if (!areAligned(other.columns, columns)) continue
      narrow[other.number] = false
      narrow[number] = false
    }
    const here = { number, columns }
    above.set('any', here)
    if (line.parts[0]?.kind !== 'comment') above.set('statement', here)
  }
  return narrow
}

/** For each line whether it is an empty one too many. At the end of a file each is. */
function superfluousOf(text: string, lines: readonly Line[]): readonly boolean[] {
  const last = lines.findLastIndex(line => !isEmpty(text, line))
  let empty = 0
  return lines.map((line, number) => {
    empty = isEmpty(text, line) ? empty + 1 : 0
    return empty > MOST_EMPTY || (empty > 0 && number > last && last >= 0)
  })
}

const isEmpty = (text: string, { start, end, parts, rigid }: Line): boolean =>
  parts.length === 0 && !rigid && text.slice(start, end).trim() === ''

/** Where the blanks begin that end a line; undefined where its last word goes on in the next one. */
function endOfText(text: string, { parts, end }: Line): number | undefined {
  const last = parts.at(-1)!
  if (last.end > end) return undefined
  let behind = end
  const least = last.kind === 'comment' ? last.start + 1 : last.end
  while (behind > least && (text[behind - 1] === ' ' || text[behind - 1] === '\t')) behind--
  return behind
}

const lineFeedOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')
