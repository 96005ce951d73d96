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
  /** By the number of the first line. */
  readonly blocks: ReadonlyMap<number, WholeBlock>
}

/** Keeps the whole blocks of a reading, and finds those of the reading before. */
export interface Blocks {
  /** The block that begins with a line, if it is as it was. */
  known(line: number): WholeBlock | undefined
  /** Keeps a block that begins with a line and has so many; `needs` is more where the lines behind it must be the same, too. */
  keep(directive: Directive, line: number, lines: number, needs?: number): void
  readonly all: ReadonlyMap<number, WholeBlock>
}

export function createBlocks({ edit }: Lines, before: Reading | undefined, comments: readonly Comment[]): Blocks {
  const all = new Map<number, WholeBlock>()

  /** The comments that were read since an offset. */
  const commentsFrom = (start: number): readonly Comment[] => {
    let first = comments.length
    while (first > 0 && comments[first - 1]!.at.start >= start) first--
    return first < comments.length ? comments.slice(first) : noComments
  }

  return {
    all,
    known(line) {
      if (!before || !edit) return undefined
      const isBehind = line >= edit.end
      const block = before.blocks.get(isBehind ? line - edit.lines : line)
      if (!block || !(isBehind || line + block.needs <= edit.first)) return undefined
      all.set(line, block)
      return block
    },
    keep(directive, line, lines, needs = lines) {
      all.set(line, { directive, comments: commentsFrom(directive.at.start), lines, needs })
    },
  }
}

/** Most blocks have none. */
const noComments: readonly Comment[] = []
