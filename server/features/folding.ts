/** What of a file can be folded away: blocks, sections, code, and comments that stand under each other. */
import { lineStarts } from '../syntax/text.ts'
import type { Directive, Document } from '../syntax/tree.ts'
import { walk } from '../syntax/tree.ts'
import type { Workspace } from '../workspace.ts'

/** Lines, counted from zero: the first stays, the others go, the last among them. */
export interface Fold {
  readonly first: number
  readonly last: number
  readonly kind: 'block' | 'comment'
}

/**
 * In the order of their first lines; undefined for a file without a configuration. Around one that stands within another file the lines
 * fold by their indentation: an editor that is told of some folds makes none itself.
 */
export function foldsOf(workspace: Workspace, file: string): readonly Fold[] | undefined {
  const documents = workspace.documents(file)
  if (documents.length === 0) return undefined
  const lineOf = (offset: number): number => workspace.locate(file, offset).line
  const whole = documents.some(({ at, text }) => at.start === 0 && at.end === text.length)
  return [
    ...documents.flatMap(document => [...blocksOf(document, lineOf), ...commentsOf(document, lineOf)]),
    ...(whole ? [] : indented(workspace.text(file)!).filter(isOutside(documents, lineOf))),
  ]
    .filter(({ first, last }) => last > first)
    .sort((a, b) => a.first - b.first || b.last - a.last)
}

type LineOf = (offset: number) => number

function blocksOf({ directives, dialect }: Document, lineOf: LineOf): readonly Fold[] {
  const folds: Fold[] = []
  for (const directive of walk(directives)) {
    const { body, lua, at } = directive
    const closes = dialect === 'nginx' && (body !== undefined || lua !== undefined)
    // The line with the closing brace stays.
    if (body || lua || isLong(directive))
      folds.push({ first: lineOf(at.start), last: lineOf(at.end) - (closes ? 1 : 0), kind: 'block' })
  }
  return folds
}

/** A statement that goes on in the next lines, as a `log_format` does. */
const isLong = ({ name, args, at }: Directive): boolean =>
  args.length > 0 && at.end - at.start > args.reduce((sum, word) => sum + word.text.length, name.text.length)

function commentsOf({ comments }: Document, lineOf: LineOf): readonly Fold[] {
  const folds: Fold[] = []
  let run: { first: number; last: number; kind: 'comment' } | undefined
  for (const { at, alone } of comments) {
    if (!alone) continue
    const line = lineOf(at.start)
    if (run && line === run.last + 1) run.last = line
    else {
      run = { first: line, last: line, kind: 'comment' }
      folds.push(run)
    }
  }
  return folds
}

/** A line, with those below that stand further in. */
function indented(text: string): readonly Fold[] {
  const folds: Fold[] = []
  const open: { readonly indent: number; readonly first: number }[] = []
  const starts = lineStarts(text)
  let last = 0
  const closeFrom = (indent: number): void => {
    for (let top = open.at(-1); top && top.indent >= indent; top = open.at(-1)) {
      folds.push({ first: top.first, last, kind: 'block' })
      open.pop()
    }
  }
  for (const [line, start] of starts.entries()) {
    const written = text.slice(start, starts[line + 1])
    const indent = written.search(/\S/)
    if (indent < 0) continue
    closeFrom(indent)
    open.push({ indent, first: line })
    last = line
  }
  closeFrom(0)
  return folds
}

/** Within a configuration its own blocks fold. */
function isOutside(documents: readonly Document[], lineOf: LineOf): (fold: Fold) => boolean {
  const lines = documents.map(({ at }) => ({ first: lineOf(at.start), last: lineOf(at.end) }))
  return fold => lines.every(({ first, last }) => fold.first < first || fold.first > last)
}
