/** The place of a finding, drawn: its line with a mark under it, and what stands around. */
import { lineStarts, positionAt } from '../syntax/text.ts'
import { type Cell, cellsOf } from './terminal.ts'

/** A row of a frame: a line of the text, or the marks under the line before it. */
export type Row = { readonly number: number; readonly line: string } | { readonly marks: string }

/** The rows for a stretch of a text, with so many lines above and below. Of a stretch over several lines the first is marked. */
export function frame(
  text: string,
  stretch: { readonly start: number; readonly end: number },
  around: number,
): readonly Row[] {
  const starts = lineStarts(text)
  const cellsAt = (line: number): readonly Cell[] =>
    cellsOf(text.slice(starts[line], starts[line + 1]).replace(/\r?\n$/, ''))
  const { line, character } = positionAt(starts, Math.min(stretch.start, text.length))
  const cells = cellsAt(line)
  const mark = markUnder(cells, character, character + stretch.end - stretch.start)
  const window = windowAround(cells, mark.column)

  const last = text.endsWith('\n') ? starts.length - 2 : starts.length - 1
  const rows: Row[] = []
  for (let at = Math.max(0, line - around); at <= Math.max(line, Math.min(last, line + around)); at += 1) {
    rows.push({ number: at + 1, line: cut(cellsAt(at), window) })
    if (at === line) rows.push({ marks: cutMarks(mark, window) })
  }
  return rows
}

interface Mark {
  readonly column: number
  readonly width: number
}

/** The columns of a stretch of a line; one column for an empty stretch. */
function markUnder(cells: readonly Cell[], start: number, end: number): Mark {
  const marked = cells.filter(cell => cell.end > start && cell.start < end)
  const first = marked[0] ?? cells.find(cell => cell.start >= start)
  const column = first?.column ?? widthOf(cells)
  return { column, width: Math.max(1, widthOf(marked) - column) }
}

/** The columns that are shown of long lines. */
interface Window {
  readonly from: number
  readonly to: number
}

const WIDEST = 120

function windowAround(cells: readonly Cell[], column: number): Window {
  const from = widthOf(cells) > WIDEST && column > WIDEST / 2 ? column - WIDEST / 3 : 0
  return { from, to: from + WIDEST }
}

function cut(cells: readonly Cell[], { from, to }: Window): string {
  const shown = cells
    .filter(({ column, width }) => column >= from && column + width <= to)
    .map(cell => cell.shown)
    .join('')
  const cutBefore = from > 0 && cells.length > 0
  return `${cutBefore ? '…' : ''}${shown.trimEnd()}${widthOf(cells) > to ? '…' : ''}`
}

const cutMarks = ({ column, width }: Mark, { from, to }: Window): string =>
  ' '.repeat(column - from + (from > 0 ? 1 : 0)) + '^'.repeat(Math.min(width, to - column))

/** Up to which column cells reach. */
const widthOf = (cells: readonly Cell[]): number => {
  const last = cells.at(-1)
  return last ? last.column + last.width : 0
}
