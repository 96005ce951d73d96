/** What of a file can be folded away: blocks, sections, code, and comments that stand under each other. */
import type { Directive, Document } from '../syntax/tree.ts'
import { walk } from '../syntax/tree.ts'
import type { Workspace } from '../workspace.ts'

/** Lines, counted from zero: the first stays, the others go, the last among them. */
export interface Fold {
  readonly first: number
  readonly last: number
  readonly kind: 'block' | 'comment'
}

/** In the order of their first lines. */
export function foldsOf(workspace: Workspace, file: string): readonly Fold[] {
  const lineOf = (offset: number): number => workspace.locate(file, offset).line
  return workspace
    .documents(file)
    .flatMap(document => [...blocksOf(document, lineOf), ...commentsOf(document, lineOf)])
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
