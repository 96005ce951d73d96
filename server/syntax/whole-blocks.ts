/** Blocks and sections that an edit leaves alone: the next reading takes them over instead of reading their lines. */
import type { Lines } from './lines.ts'
import type { Comment, Directive, Document } from './tree.ts'

/** A block that has its lines for itself, and in which nothing is wrong: what it contains depends on them alone. */
interface WholeBlock {
  readonly directive: Directive
  readonly comments: readonly Comment[]
  /** How many lines it has, and how many from its first on must be the same for it to be the same. */
  readonly lines: number
  readonly needs: number
}

/** What a reading gives, and what the next one can take from it. */
export interface Reading extends Pick<Document, 'directives' | 'problems' | 'comments'> {
  readonly blocks: BlocksByLine
}

/** Blocks in the order of their first lines: a table by number would be filled anew for each keystroke. */
interface BlocksByLine {
  readonly lines: readonly number[]
  readonly blocks: readonly WholeBlock[]
}

/** Keeps the whole blocks of a reading, and finds those of the reading before. */
export interface Blocks {
  /** The block that begins with a line, if it is as it was. Asked for one line after the other. */
  known(line: number): WholeBlock | undefined
  /** Keeps a block that begins with a line and has so many; `needs` is more where the lines behind it must be the same, too. */
  keep(directive: Directive, line: number, lines: number, needs?: number): void
  all(): BlocksByLine
}

export function createBlocks({ edit }: Lines, before: Reading | undefined, comments: readonly Comment[]): Blocks {
  const taken: Mutable = { lines: [], blocks: [] }
  /** Those that were read: what stands within a block is whole before it. */
  const read: { readonly line: number; readonly block: WholeBlock }[] = []
  /** All blocks before this one begin above the line that was asked for. */
  let next = 0

  /** The comments that were read since an offset. */
  const commentsFrom = (start: number): readonly Comment[] => {
    let first = comments.length
    while (first > 0 && comments[first - 1]!.at.start >= start) first--
    return first < comments.length ? comments.slice(first) : noComments
  }

  return {
    known(line) {
      if (!before || !edit) return undefined
      const isBehind = line >= edit.end
      if (!isBehind && line >= edit.first) return undefined
      const was = isBehind ? line - edit.lines : line
      while (before.blocks.lines[next]! < was) next += 1
      const block = before.blocks.lines[next] === was ? before.blocks.blocks[next]! : undefined
      if (!block || !(isBehind || line + block.needs <= edit.first)) return undefined
      push(taken, line, block)
      return block
    },
    keep(directive, line, lines, needs = lines) {
      read.push({ line, block: { directive, comments: commentsFrom(directive.at.start), lines, needs } })
    },
    all() {
      const all: Mutable = { lines: [], blocks: [] }
      let at = 0
      for (const { line, block } of read.sort((a, b) => a.line - b.line)) {
        for (; taken.lines[at]! < line; at += 1) push(all, taken.lines[at]!, taken.blocks[at]!)
        push(all, line, block)
      }
      for (; at < taken.lines.length; at += 1) push(all, taken.lines[at]!, taken.blocks[at]!)
      return all
    },
  }
}

interface Mutable {
  readonly lines: number[]
  readonly blocks: WholeBlock[]
}

/** Of two that begin with one line the outer one counts, which ends last. */
function push({ lines, blocks }: Mutable, line: number, block: WholeBlock): void {
  const at = lines.at(-1) === line ? lines.length - 1 : lines.length
  lines[at] = line
  blocks[at] = block
}

/** Most blocks have none. */
const noComments: readonly Comment[] = []
