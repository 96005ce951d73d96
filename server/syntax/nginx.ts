/** Reads nginx: tokens of lines in, a tree out. No recursion: blocks may nest as deep as a file likes. */
import { behind, type Cursor, cursorOver, endOf, goTo, skip, spanOf, startOf } from './cursor.ts'
import type { Engine } from './engine.ts'
import * as token from './grammars/nginx-line.gen.ts'
import type { Lines } from './lines.ts'
import { readBareWord, readOpenQuote } from './nginx-long-words.ts'
import { endOfLua } from './nginx-lua.ts'
import * as problem from './nginx-problems.ts'
import { type LineOfWords, missingBefore } from './nginx-statements.ts'
import { createTree } from './nginx-tree.ts'
import { joined, wordAt } from './nginx-words.ts'
import { keepDirective, knownDirective } from './simple-lines.ts'
import { type Span, spanOn, stretch, type Word } from './text.ts'
import type { Comment, Directive } from './tree.ts'
import { createBlocks, type Reading } from './whole-blocks.ts'

/** Reads lines; `before` is the reading that they are an edit of. */
export function readNginx(file: string, lines: Lines, lex: Engine['nginx-line'], before?: Reading): Reading {
  const comments: Comment[] = []
  const tree = createTree(file)
  const blocks = createBlocks(lines, before, comments)
  const cursor = cursorOver(file, lines, lex)
  /** Where the last quoted word ended: nginx wants a separator there. */
  let quoteEnd = -1

  const addWord = (word: Word): void => {
    if (word.at.start === quoteEnd && !word.text.startsWith(')')) tree.fault(problem.unexpectedText(word.at))
    tree.word(word)
  }

  const addQuoted = (word: Word): void => {
    addWord(word)
    quoteEnd = word.at.end
  }

  const addBareWord = (): void => {
    const word = readBareWord(cursor)
    if (cursor.tokens[cursor.index] !== token.unquoted) {
      addWord(word)
      return
    }
    const brace = spanOn(cursor.anchor, startOf(cursor) - cursor.offset, 1)
    const whole = joined(word, wordAt(cursor))
    const written = cursor.text.slice(whole.at.start - cursor.offset, whole.at.end - cursor.offset)
    addWord(whole)
    tree.slip(problem.unquotedBraces(brace, whole, written))
    skip(cursor)
  }

  const addOpenQuote = (): void => {
    const quote = cursor.tokens[cursor.index] === token.doubleOpen ? '"' : "'"
    const closed = readOpenQuote(cursor)
    if (closed) {
      addQuoted(closed)
      return
    }
    goTo(cursor, cursor.line, 'lineBroken', startOf(cursor) - cursor.offset)
    const word = wordAt(cursor)
    addWord(word)
    skip(cursor)
    tree.fault(problem.unclosedQuote(word, quote, cursor.index < cursor.tokens.length))
  }

  const addOpen = (): void => {
    const opener = spanOf(cursor)
    const [name] = tree.pending()
    skip(cursor)
    if (name?.text.endsWith('_by_lua_block')) {
      addLua(opener, name)
      return
    }
    const column = firstColumn(cursor)
    tree.open(opener, name?.at.start === cursor.offset + column ? { number: cursor.line, column } : undefined)
  }

  const addClose = (): void => {
    const column = startOf(cursor) - cursor.offset
    const closed = tree.close(spanOf(cursor), column === firstColumn(cursor) ? column : undefined)
    skip(cursor)
    const isLast = cursor.index >= cursor.tokens.length
    if (closed && isLast) blocks.keep(closed.directive, closed.line, cursor.line - closed.line + 1)
  }

  const addLua = (opener: Span, name: Word): void => {
    const end = endOfLua(cursor, { line: cursor.line, column: opener.end - cursor.offset })
    if (!end) tree.fault(problem.unclosedBlock(opener, name.text))
    const line = end ? end.line : lines.lines.length - 1
    const column = end ? end.column : lines.lines[line]!.text.length
    const closer = lines.lines[line]!.offset + column
    tree.lua(stretch(opener, opener.end, closer), end ? closer + 1 : closer)
    goTo(cursor, line, 'line', end ? column + 1 : column)
  }

  const addComment = (): void => {
    const comment = commentAt(cursor)
    if (startOf(cursor) === quoteEnd) tree.fault(problem.unexpectedText(stretch(comment.at, quoteEnd, quoteEnd + 1)))
    comments.push(comment)
    skip(cursor)
  }

  /** Reads what stands at the cursor, and moves behind it. */
  const step = (): void => {
    switch (cursor.tokens[cursor.index]) {
      case token.bare:
        addBareWord()
        break
      case token.double:
      case token.single:
        addQuoted(wordAt(cursor))
        skip(cursor)
        break
      case token.doubleOpen:
      case token.singleOpen:
        addOpenQuote()
        break
      case token.semicolon:
        tree.semicolon(spanOf(cursor))
        skip(cursor)
        break
      case token.open:
        addOpen()
        break
      case token.close:
        addClose()
        break
      default:
        addComment()
    }
  }

  /** What is missing before the line at the cursor, which goes on with a directive, by the look of it. */
  const missing = (): ReturnType<typeof missingBefore> => {
    if (cursor.tokens[0] !== token.bare || tree.isInTable()) return undefined
    const pending = tree.pending().map(word => word.text)
    return missingBefore(pending, wordsOf(cursor))
  }

  /** Reads a line whose content is not known. */
  const readLine = (line: number): void => {
    goTo(cursor, line, 'line')
    if (tree.isPending()) {
      const mark = missing()
      if (mark === ';') tree.endWithoutSemicolon()
      else if (mark === '{') tree.openWithoutBrace()
    } else {
      const directive = simpleDirective(cursor)
      if (directive) {
        const comment = cursor.index < cursor.tokens.length ? commentAt(cursor) : undefined
        tree.directive(directive)
        if (comment) comments.push(comment)
        keepDirective(lines.lines[line]!, directive, comment)
        return
      }
      cursor.index = 0
    }
    while (cursor.index < cursor.tokens.length) step()
  }

  for (; cursor.line < lines.lines.length; cursor.line++) {
    const { line } = cursor
    const block = tree.isPending() ? undefined : blocks.known(line)
    const directive = tree.isPending() ? undefined : (block?.directive ?? knownDirective(lines, line))
    const comment = block ? undefined : directive && lines.lines[line]!.comment
    if (directive) tree.directive(directive)
    else readLine(line)
    if (comment) comments.push(comment)
    if (!block) continue
    comments.push(...block.comments)
    cursor.line += block.lines - 1
  }
  const last = lines.lines.at(-1)!
  tree.end(last.offset + last.text.length)
  return { directives: tree.directives, problems: tree.problems, comments, blocks: blocks.all() }
}

/** The directive of a line that is nothing but words and a ";", perhaps with a comment: that is left to the cursor. No directive may be going on where the line begins. */
function simpleDirective(cursor: Cursor<token.Start>): Directive | undefined {
  const { tokens } = cursor
  const semicolon = tokens.length - (tokens[tokens.length - 3] === token.comment ? 6 : 3)
  if (tokens[semicolon] !== token.semicolon) return undefined
  let name: Word | undefined
  const args: Word[] = []
  while (cursor.index < semicolon) {
    const kind = tokens[cursor.index]
    const next = behind(tokens, cursor.index)
    if (kind !== token.bare) {
      if (kind !== token.double && kind !== token.single) return undefined
      // Here something stands too near to a quote. That is told elsewhere.
      if (next < semicolon && tokens[next + 1] === tokens[cursor.index + 2]) return undefined
    }
    if (name) args.push(wordAt(cursor))
    else name = wordAt(cursor)
    cursor.index = next
  }
  const end = endOf(cursor)
  skip(cursor)
  return name && { name, args, at: stretch(name.at, name.at.start, end) }
}

function commentAt(cursor: Cursor<token.Start>): Comment {
  const { text, anchor } = cursor
  const column = startOf(cursor) - anchor.offset
  const end = text.endsWith('\r') ? text.length - 1 : text.length
  const alone = cursor.column === 0 && cursor.index === 0
  return { text: text.slice(column + 1, end), at: spanOn(anchor, column, end - column), alone }
}

/** The column of the first token of the cursor's line, or -1 where the line was not read from its start. */
const firstColumn = ({ tokens, column }: Cursor<token.Start>): number => (column === 0 ? tokens[1]! : -1)

/** The words of the cursor's line, as far as a ";" or a brace, as they are written. */
function wordsOf({ tokens, index, text, column }: Cursor<token.Start>): LineOfWords {
  const words: string[] = []
  for (let next = index; next < tokens.length; next = behind(tokens, next)) {
    const kind = tokens[next]
    if (kind === token.semicolon) return { words, end: ';' }
    if (kind === token.open) return { words, end: '{' }
    if (kind === token.close || kind === token.comment) break
    words.push(text.slice(column + tokens[next + 1]!, column + tokens[next + 2]!))
  }
  return { words, end: '' }
}
