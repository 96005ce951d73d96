/** The same things so many characters further on, after an edit before them. */
import type { Span, Word } from './text.ts'
import type { Comment, Directive } from './tree.ts'

/** Moves a directive. What a block contains is moved when somebody looks at it: an edit near the top of a file moves little. */
export function movedDirective(directive: Directive, by: number): Directive {
  if (by === 0) return directive
  const { name, args, at, body, lua } = directive
  const head = { name: movedWord(name, by), args: args.map(word => movedWord(word, by)), at: movedSpan(at, by) }
  if (lua) return { ...head, lua: movedSpan(lua, by) }
  if (!body) return head
  let moved: readonly Directive[] | undefined
  return {
    ...head,
    get body() {
      moved ??= body.map(inner => movedDirective(inner, by))
      return moved
    },
  }
}

export const movedComment = (comment: Comment, by: number): Comment =>
  by === 0 ? comment : { ...comment, at: movedSpan(comment.at, by) }

const movedWord = ({ text, at, offsets }: Word, by: number): Word =>
  offsets
    ? { text, at: movedSpan(at, by), offsets: offsets.map(offset => offset + by) }
    : { text, at: movedSpan(at, by) }

const movedSpan = ({ file, start, end }: Span, by: number): Span => ({ file, start: start + by, end: end + by })
