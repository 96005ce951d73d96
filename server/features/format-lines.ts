/** What stands on the lines of a configuration, as far as their layout goes: whose blocks they are in, and which must stay as they are. */
import type { Comment, Directive, Document } from '../syntax/tree.ts'
import { walk } from '../syntax/tree.ts'

/** Something that begins on a line. Words and Lua may end on a later one. */
export interface Part {
  readonly kind: 'word' | 'comment' | 'lua' | 'open' | 'close' | 'end'
  readonly start: number
  readonly end: number
}

export interface Line {
  readonly start: number
  /** Behind its last character; the line feed, and a CR before it, do not count. */
  readonly end: number
  /** What begins on it, in order; nothing on an empty line, or within a quoted word. */
  readonly parts: readonly Part[]
  /** How many blocks its first part is in: of blocks that begin on one line, only one counts. */
  readonly level: number
  /** The number of the line with which the statement begins that goes on here. */
  readonly base: number | undefined
  /** A statement that begins here goes on in a later line. */
  readonly wraps: boolean
  /** Nothing on it may change: it begins within a quoted word or in Lua, or depends on a condition of HAProxy's. */
  readonly rigid: boolean
}

/** The lines of a whole file in which nothing is wrong. */
export const linesOf = (document: Document): readonly Line[] =>
  document.dialect === 'nginx' ? linesOfNginx(document) : linesOfHaproxy(document)

/** A line that is being found out about. */
type Draft = { -readonly [Key in keyof Line]: Line[Key] } & { readonly parts: Part[] }

function linesOfNginx(document: Document): readonly Line[] {
  const { lines, lineAt } = draftsOf(document.text)
  /** The levels of the lines on which the open blocks begin. */
  const blocks: number[] = []
  let statement: number | undefined

  /** Lines that begin within a part. Of those of a Lua block, the last one is ours if only the brace stands on it. */
  const stiffen = ({ kind, start, end }: Part, level: number): void => {
    for (let number = lineAt(start) + 1; number < lines.length && lines[number]!.start < end; number++) {
      const line = lines[number]!
      line.rigid = kind !== 'lua' || end > line.end || document.text.slice(line.start, end).trim() !== ''
      line.level = level
    }
  }

  for (const part of partsOfNginx(document)) {
    const number = lineAt(part.start)
    const line = lines[number]!
    const isFirst = line.parts.length === 0 && !line.rigid
    line.parts.push(part)
    const inner = (blocks.at(-1) ?? -1) + 1
    const closed = part.kind === 'close' ? (blocks.pop() ?? 0) : undefined
    if (isFirst) {
      line.level = closed ?? (statement === undefined ? inner : lines[statement]!.level)
      if (statement !== undefined && part.kind !== 'open') line.base = statement
      if (line.base !== undefined) lines[line.base]!.wraps = true
    }
    if (part.kind === 'word') {
      statement ??= number
      stiffen(part, lines[statement]!.level)
      if (part.end > line.end) line.wraps = true
    } else if (part.kind === 'lua') {
      stiffen(part, inner - 1)
    } else if (part.kind === 'open') {
      blocks.push(lines[statement ?? number]!.level)
      statement = undefined
    } else if (part.kind === 'end') {
      statement = undefined
    }
  }
  return lines
}

/** Words, Lua and comments are in the tree; what is left between them is blank, or punctuation. */
function* partsOfNginx({ text, directives, comments }: Document): Generator<Part> {
  let at = 0
  for (const part of inOrder(solidParts(directives), comments)) {
    yield* punctuationUpTo(part.start)
    yield part
    at = part.end
  }
  yield* punctuationUpTo(text.length)

  function* punctuationUpTo(end: number): Generator<Part> {
    for (; at < end; at++) {
      const kind = PUNCTUATION[text.charAt(at)]
      if (kind) yield { kind, start: at, end: at + 1 }
    }
  }
}

const PUNCTUATION: Readonly<Record<string, 'end' | 'open' | 'close'>> = { ';': 'end', '{': 'open', '}': 'close' }

function* solidParts(directives: readonly Directive[]): Generator<Part> {
  for (const { name, args, lua } of walk(directives)) {
    for (const { at } of [name, ...args]) yield { kind: 'word', start: at.start, end: at.end }
    if (lua) yield { kind: 'lua', start: lua.start, end: lua.end }
  }
}

function linesOfHaproxy(document: Document): readonly Line[] {
  const { lines, lineAt } = draftsOf(document.text)
  let level = 0
  /** Comments at the left edge: they speak of the line that follows, which may be the next section. */
  let heading: Draft[] = []
  /** The lines of the `.if` that are open. */
  const conditions: number[] = []

  const begin = (line: Draft, at: number): void => {
    for (const comment of heading) comment.level = at
    heading = []
    line.level = at
  }

  const lineOf = (directive: Directive): void => {
    const number = lineAt(directive.at.start)
    const line = lines[number]!
    const { name, args, body } = directive
    for (const { at } of [name, ...args]) line.parts.push({ kind: 'word', start: at.start, end: at.end })
    if (name.text.startsWith('.')) {
      line.rigid = true
      begin(line, 0)
      if (name.text === '.if') conditions.push(number)
      const opener = name.text === '.endif' ? conditions.pop() : undefined
      if (opener !== undefined && conditions.length === 0)
        for (const inner of lines.slice(opener, number)) inner.rigid = true
    } else if (body || name.text.startsWith('[')) {
      begin(line, 0)
      level = body ? 1 : 0
    } else {
      begin(line, level)
    }
  }

  const found = inOrder(
    Array.from(walk(document.directives), directive => ({ start: directive.at.start, directive })),
    document.comments,
  )
  for (const next of found) {
    if ('directive' in next) {
      lineOf(next.directive)
      continue
    }
    const line = lines[lineAt(next.start)]!
    if (line.parts.length === 0 && next.start === line.start) heading.push(line)
    else if (line.parts.length === 0) line.level = level
    line.parts.push(next)
  }
  return lines
}

/** The lines of a text with nothing on them, and a look-up of the line of an offset: each offset must not lie before the last one. */
function draftsOf(text: string): { readonly lines: Draft[]; lineAt(offset: number): number } {
  const lines: Draft[] = []
  for (let start = 0; start <= text.length; ) {
    const feed = text.indexOf('\n', start)
    const last = feed < 0 ? text.length : feed
    const end = last > start && text[last - 1] === '\r' ? last - 1 : last
    lines.push({ start, end, parts: [], level: 0, base: undefined, wraps: false, rigid: false })
    start = last + 1
  }
  let number = 0
  return {
    lines,
    lineAt(offset) {
      while (number + 1 < lines.length && lines[number + 1]!.start <= offset) number++
      return number
    },
  }
}

/** Puts comments between other things, by their places. */
function* inOrder<T extends { readonly start: number }>(
  things: Iterable<T>,
  comments: readonly Comment[],
): Generator<T | Part> {
  let next = 0
  const commentsBefore = function* (offset: number): Generator<Part> {
    for (let at = comments[next]?.at; at && at.start < offset; at = comments[++next]?.at)
      yield { kind: 'comment', start: at.start, end: at.end }
  }
  for (const thing of things) {
    yield* commentsBefore(thing.start)
    yield thing
  }
  yield* commentsBefore(Number.POSITIVE_INFINITY)
}
