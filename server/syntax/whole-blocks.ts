/** Blocks and sections that an edit leaves alone: the next reading takes them over instead of reading their lines. */
import type { Lines } from './lines.ts'
import { movedComment, movedDirective } from './moved.ts'
import type { Comment, Directive, Document } from './tree.ts'

/** A block that has its lines for itself, and in which nothing is wrong: what it contains depends on them alone. */
interface WholeBlock {
  readonly directive: Directive
  /** The directive as it was first read, and how far it has moved since. */
  readonly origin: Directive
  readonly moved: number
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
  /** The block that begins with a line, if it is as it was; its comments are added to those of this reading. */
  known(line: number): { readonly directive: Directive; readonly lines: number } | undefined
  /** Keeps a block that begins with a line and has so many; `needs` is more where the lines behind it must be the same, too. */
  keep(directive: Directive, line: number, lines: number, needs?: number): void
  readonly all: ReadonlyMap<number, WholeBlock>
}

export function createBlocks({ offsets, edit }: Lines, before: Reading | undefined, comments: Comment[]): Blocks {
  const all = new Map<number, WholeBlock>()
  /** The comments before this one stand before what is read now. */
  let next = 0

  /** Those between two offsets of this reading, in which everything has moved by so much. */
  const takeComments = (start: number, end: number, by: number): void => {
    const known = before?.comments ?? []
    while (next < known.length && known[next]!.at.start + by < start) next++
    for (; next < known.length && known[next]!.at.start + by < end; next++)
      comments.push(movedComment(known[next]!, by))
  }

  return {
    all,
    known(line) {
      if (!before || !edit) return undefined
      const isBehind = line >= edit.end
      const block = before.blocks.get(isBehind ? line - edit.lines : line)
      if (!block || !(isBehind || line + block.needs <= edit.first)) return undefined
      const by = isBehind ? edit.characters : 0
      const moved = block.moved + by
      const directive = by === 0 ? block.directive : movedDirective(block.origin, moved)
      takeComments(offsets[line]!, offsets[line + block.lines] ?? Number.POSITIVE_INFINITY, by)
      all.set(line, { ...block, directive, moved })
      return { directive, lines: block.lines }
    },
    keep(directive, line, lines, needs = lines) {
      all.set(line, { directive, origin: directive, moved: 0, lines, needs })
    },
  }
}
