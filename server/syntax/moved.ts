/** The same things so many characters further on, after an edit before them. */
import type { Span, Word } from './text.ts'
import type { Comment, Directive } from './tree.ts'

/** Moves a directive. What a block contains is moved when somebody looks at it: an edit near the top of a file moves little. */
export function movedDirective(directive: Directive, by: number): Directive {
  if (by === 0) return directive
  const { name, args, at, lua } = directive
  const head = { name: movedWord(name, by), args: args.map(word => movedWord(word, by)), at: movedSpan(at, by) }
  if (lua) return { ...head, lua: movedSpan(lua, by) }
  if (!isBlock(directive)) return head
  let moved: readonly Directive[] | undefined
  const block: Directive = {
    ...head,
    get body() {
      moved ??= directive.body!.map(inner => movedDirective(inner, by))
      return moved
    },
  }
  origins.set(block, originOf(directive))
  return block
}

/** Without looking into it: what is in a block may be yet to be moved. */
const isBlock = (directive: Directive): boolean => 'body' in directive

/** A block as it was first read: two readings of a file have the same one where its text has only moved. */
export const originOf = (block: Directive): Directive => origins.get(block) ?? block

const origins = new WeakMap<Directive, Directive>()

export const movedComment = (comment: Comment, by: number): Comment =>
  by === 0 ? comment : { ...comment, at: movedSpan(comment.at, by) }

const movedWord = ({ text, at, offsets }: Word, by: number): Word =>
  offsets
    ? { text, at: movedSpan(at, by), offsets: offsets.map(offset => offset + by) }
    : { text, at: movedSpan(at, by) }

const movedSpan = ({ file, start, end }: Span, by: number): Span => ({ file, start: start + by, end: end + by })
