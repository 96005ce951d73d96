/** The statement that is being typed at a place: it may be half of one, without its end. */
import { pointAt, type Span, stretch } from '../syntax/text.ts'
import type { Directive, Document } from '../syntax/tree.ts'
import type { Workspace } from '../workspace.ts'
import { type Cursor, cursorAt } from './cursor.ts'

export interface Statement {
  readonly document: Document
  readonly offset: number
  /** The blocks, or the section, around it, outermost first. */
  readonly around: readonly Directive[]
  /** The words before the one that is being typed, the name first; none where that is the name. */
  readonly before: readonly string[]
  /** The word that is being typed as far as the cursor, without an opening quote. */
  readonly typed: string
  /** All of that word, without its quotes; empty where a new one begins. */
  readonly at: Span
  readonly quoted: boolean
  /** Nothing but a comment or the end of a block follows on the line. */
  readonly endsLine: boolean
}

/** Undefined in a comment, in Lua, and where no configuration stands. */
export function statementAt(workspace: Workspace, file: string, offset: number): Statement | undefined {
  const cursor = cursorAt(workspace, file, offset)
  if (!cursor || isInComment(cursor) || isInLua(cursor)) return undefined
  const { document } = cursor
  const blocks = document.dialect === 'haproxy' ? sectionAround(cursor) : cursor.around
  const open = isFinished(cursor) ? undefined : (cursor.directive ?? openBefore(cursor, blocks))
  const around = open && open === blocks.at(-1) ? blocks.slice(0, -1) : blocks
  const words = open ? [open.name, ...open.args] : []
  const word = open ? cursor.word : undefined
  const before = words.filter(({ at }) => at.end < offset && at !== word?.at).map(({ text }) => text)
  return { document, offset, around, before, ...typedAt(document, offset, word?.at) }
}

/** Whether a comment has begun before the cursor. */
const isInComment = ({ document, offset }: Cursor): boolean =>
  document.comments.some(({ at }) => at.start < offset && offset <= at.end)

const isInLua = ({ directive, offset }: Cursor): boolean =>
  directive?.lua !== undefined && directive.lua.start <= offset && offset <= directive.lua.end

/** Behind a semicolon, or a brace, a new statement begins. */
const isFinished = ({ document: { text, dialect }, offset, directive }: Cursor): boolean =>
  dialect === 'nginx' && directive !== undefined && offset === directive.at.end && /[;}]/.test(text[offset - 1] ?? '')

/** A section reaches to where the next one begins, with the empty lines at its end. */
function sectionAround({ document, offset, around }: Cursor): readonly Directive[] {
  if (around.length > 0) return around
  const section = document.directives.findLast(({ at, body }) => body && at.start < offset)
  return section && !isOnItsHead(document, section, offset) ? [section] : []
}

const isOnItsHead = ({ text }: Document, { at }: Directive, offset: number): boolean =>
  !text.slice(at.start, offset).includes('\n')

/** The statement that ends before the cursor on the same line, with nothing that closes it. */
function openBefore(
  { document: { text, directives, dialect }, offset }: Cursor,
  around: readonly Directive[],
): Directive | undefined {
  const body = around.at(-1)?.body ?? directives
  const inBody = body.findLast(({ at }) => at.end <= offset)
  const last = inBody ?? around.at(-1)
  if (!last) return undefined
  const { end } = (last.args.at(-1) ?? last.name).at
  const isClosed = dialect === 'nginx' && last.at.end <= offset && /[;}]/.test(text[last.at.end - 1] ?? '')
  return !isClosed && end <= offset && /^[ \t]*$/.test(text.slice(end, offset)) ? last : undefined
}

function typedAt(
  document: Document,
  offset: number,
  at: Span | undefined,
): Pick<Statement, 'typed' | 'at' | 'quoted' | 'endsLine'> {
  const { text } = document
  const start = at?.start ?? offset
  // At the first character of a word another one is written before it.
  const end = at && start < offset && !text.slice(offset, at.end).includes('\n') ? Math.max(at.end, offset) : offset
  const quote = start < offset && /["']/.test(text[start]!) ? 1 : 0
  const closing = quote === 1 && end > offset && text[end - 1] === text[start] ? 1 : 0
  const rest = /^[^\n]*/.exec(text.slice(end, end + LONGEST_LINE))![0]
  return {
    typed: text.slice(start + quote, offset),
    at: at && start < offset ? stretch(at, start + quote, end - closing) : pointAt(document.file, offset),
    quoted: quote === 1,
    endsLine: /^\s*(?:[#}].*)?$/.test(rest),
  }
}

const LONGEST_LINE = 400
