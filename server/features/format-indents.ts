/** How far each line of a configuration is indented. */
import { commentColumn, type Gap, widthOf } from './format-columns.ts'
import type { Line } from './format-lines.ts'

/** Columns for one level, and whether they are written as blanks or as a tab. */
export interface Blanks {
  readonly tabSize: number
  readonly spaces: boolean
}

/** Deeper blocks are not indented further: nobody wrote them, and their blanks would be without number. */
const DEEPEST = 100

/**
 * The blanks that each line begins with. A line that may not be moved keeps its own. A line in which a statement goes on keeps its
 * place beside the statement's first one, so that what was aligned with it stays so; it stands further right in any case.
 */
export function indentsOf(
  text: string,
  lines: readonly Line[],
  mayMove: readonly boolean[],
  blanks: Blanks,
): readonly string[] {
  const { tabSize, spaces } = blanks
  const own = lines.map(({ start, end, parts }) => /^[ \t]*/.exec(text.slice(start, parts[0]?.start ?? end))![0])
  /** At the left edge, with its own indentation behind the "#": a line of the configuration that somebody has switched off. */
  const isOff = lines.map(
    ({ start, end, parts }) => parts[0]?.start === start && /^#(?: {2}|\t)\s*\S/.test(text.slice(start, end)),
  )
  const widths = own.map(indent => widthOf(indent, 0, indent.length, tabSize))
  /** By the number of its first line, how much further to the right a statement's other lines move than that. */
  const pushes = new Map<number, number>()
  for (const [number, { base, parts }] of lines.entries()) {
    if (base === undefined || parts[0]?.kind === 'end' || isOff[number] || !mayMove[number]) continue
    const beside = widths[number]! - widths[base]!
    if (beside <= 0) pushes.set(base, Math.max(pushes.get(base) ?? 0, tabSize - beside))
  }

  const indents: string[] = []
  for (const [number, { base, level, parts }] of lines.entries()) {
    if (!mayMove[number] || isOff[number]) {
      indents.push(own[number]!)
    } else if (base === undefined) {
      indents.push((spaces ? ' '.repeat(tabSize) : '\t').repeat(Math.min(level, DEEPEST)))
    } else if (!mayMove[base]) {
      indents.push(own[number]!)
    } else {
      const push = parts[0]?.kind === 'end' ? 0 : (pushes.get(base) ?? 0)
      const beside = Math.max(0, widths[number]! - widths[base]! + push)
      const added = own[number]!.startsWith(own[base]!) ? own[number]!.slice(own[base]!.length) : ''
      indents.push(indents[base]! + besides(beside, push > 0 ? '' : added, blanks))
    }
  }
  return indents
}

/** Blanks of a width, as tabs only where one level is meant, or where tabs stood: all others align, whatever a tab is worth. */
function besides(width: number, before: string, { tabSize, spaces }: Blanks): string {
  if (!spaces && before.includes('\t')) return before
  return !spaces && width === tabSize ? '\t' : ' '.repeat(width)
}

/** What is found out about lines before it is known which comments hang. */
interface Lines {
  readonly mayChange: readonly boolean[]
  readonly gaps: readonly (readonly Gap[])[]
  readonly narrow: readonly boolean[]
  readonly blanks: Blanks
}

/** The same blanks, but that a comment which hangs right below one behind a statement goes where that goes. */
export function hangingOf(
  text: string,
  lines: readonly Line[],
  indents: readonly string[],
  { mayChange, gaps, narrow, blanks }: Lines,
): readonly string[] {
  const { tabSize } = blanks
  let above: { readonly before: number; readonly now: number } | undefined
  return lines.map(({ start, parts, base, rigid }, number) => {
    const [first] = parts
    const before = first ? widthOf(text, start, first.start, tabSize) : 0
    const hangs = above?.before === before && first?.kind === 'comment' && base === undefined && !rigid
    const indent = hangs && mayChange[number] ? reaching(indents[number]!, above!.now, tabSize) : indents[number]!
    const now = widthOf(indent, 0, indent.length, tabSize)
    const comment = commentColumn(gaps[number]!, narrow[number]!)
    above = comment ? { before: before + comment.before, now: now + comment.now } : hangs ? { before, now } : undefined
    return indent
  })
}

/** An indentation that ends at a column. */
function reaching(indent: string, column: number, tabSize: number): string {
  const missing = column - widthOf(indent, 0, indent.length, tabSize)
  return missing < 0 ? ' '.repeat(column) : indent + ' '.repeat(missing)
}
