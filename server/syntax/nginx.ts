/** Reads nginx: a stack of open blocks over the tokens of lines. No recursion: blocks may nest as deep as a file likes. */
import type { Tokens } from './engine.ts'
import * as token from './grammars/nginx-line.gen.ts'
import { behind, type Lexer, type SourceLine } from './lines.ts'
import { endOfLua } from './nginx-lua.ts'
import * as problem from './nginx-problems.ts'
import { beginsStatement, type LineOfWords } from './nginx-statements.ts'
import { addLineFeed, addStretch, type Draft, wordAt } from './nginx-words.ts'
import { type Span, slice, type Word } from './text.ts'
import type { Comment, Directive, Document, SyntaxProblem } from './tree.ts'

/** The blocks whose lines are entries of any words, not directives. */
const tables = new Set(['charset_map', 'geo', 'map', 'split_clients', 'types'])

/** A block that is not closed yet. */
interface Block {
  readonly name: Word
  readonly args: readonly Word[]
  readonly opener: Span
  readonly outer: Directive[]
  readonly isTable: boolean
}

export function readNginx(
  file: string,
  lines: readonly SourceLine[],
  lex: Lexer<token.Start>,
): Pick<Document, 'directives' | 'problems' | 'comments'> {
  const directives: Directive[] = []
  const problems: SyntaxProblem[] = []
  const comments: Comment[] = []
  const blocks: Block[] = []
  let body = directives
  /** The words of the directive that is being read. */
  let words: Word[] = []
  /** It has been told what is wrong with this directive: what follows from that is not told. */
  let isFaulty = false
  /** Where the last quoted word ended: nginx wants a separator there. */
  let quoteEnd = -1

  // What is being read: tokens of `lines[line]` from `column` on, at `index`.
  let line = 0
  let column = 0
  let tokens: Tokens = []
  let index = 0

  const span = (start: number, end: number): Span => ({ file, start, end })
  const startOf = (token: number): number => lines[line]!.offset + column + tokens[token + 1]!
  const endOf = (token: number): number => lines[line]!.offset + column + tokens[token + 2]!
  const read = (start: token.Start, from: number): void => {
    column = from
    tokens = lex(line, start, from)
    index = 0
  }
  const report = (found: SyntaxProblem): void => {
    if (!isFaulty) problems.push(found)
    isFaulty = true
  }

  const finish = (end: number): void => {
    const name = words[0]!
    body.push({ name, args: words.slice(1), at: span(name.at.start, end) })
    words = []
    isFaulty = false
  }

  const open = (opener: Span): void => {
    if (words.length === 0) problems.push(problem.unexpectedOpen(opener))
    const [name = { text: '', at: span(opener.start, opener.start) }, ...args] = words
    blocks.push({ name, args, opener, outer: body, isTable: tables.has(name.text) })
    body = []
    words = []
    isFaulty = false
  }

  const close = (closer: Span): void => {
    const block = blocks.pop()
    if (!block) {
      problems.push(problem.unexpectedClose(closer))
      return
    }
    const { name, args, outer } = block
    outer.push({ name, args, body, at: span(name.at.start, closer.end) })
    body = outer
  }

  /** Ends a directive that has no ";". In `return 200}` the brace was meant to close the block. */
  const finishUnended = (): void => {
    const last = words.at(-1)!
    const { end } = last.at
    const swallowed = blocks.length > 0 && !last.offsets && /^[^{]+\}$/.test(last.text)
    if (swallowed) words[words.length - 1] = slice(last, 0, last.text.length - 1)
    report(problem.missingSemicolon(words.at(-1)!))
    finish(words.at(-1)!.at.end)
    if (swallowed) close(span(end - 1, end))
  }

  const addWord = (word: Word): void => {
    if (word.at.start === quoteEnd && !word.text.startsWith(')')) report(problem.unexpectedText(word.at))
    words.push(word)
  }

  /** A bare word that ends with a backslash goes on in the next line, and the line feed belongs to it. */
  const addBareWord = (): void => {
    const start = startOf(index)
    let next = behind(tokens, index)
    const goesOn = (): boolean => tokens[next - 3] === token.escapeEnd && line + 1 < lines.length
    if (!goesOn()) {
      addWord(wordAt(file, lines[line]!, tokens, index, column))
      index = next
      return
    }
    const draft: Draft = { text: '', offsets: [] }
    let end = endOf(index)
    addStretch(draft, lines[line]!, start - lines[line]!.offset, end - lines[line]!.offset, tokens, index, column)
    while (goesOn()) {
      addLineFeed(draft, lines[line]!)
      line++
      read('lineBare', 0)
      next = 0
      end = lines[line]!.offset
      if (tokens[0] !== token.bareMore) break
      next = behind(tokens, 0)
      end = endOf(0)
      addStretch(draft, lines[line]!, 0, tokens[2]!, tokens, 0, 0)
    }
    draft.offsets.push(end)
    addWord({ text: draft.text, at: span(start, end), offsets: draft.offsets })
    index = next
  }

  /** The line in which a quote is closed that this line leaves open; undefined where nothing closes it as nginx wants. */
  const closingLine = (start: token.Start, end: number): number | undefined => {
    for (let other = line + 1; other < lines.length; other++) {
      const read = lex(other, start)
      if (read[0] !== end) continue
      const after = behind(read, 0)
      const isApart = after >= read.length || read[after + 1]! > read[2]!
      const mayFollow = read[after] === token.semicolon || read[after] === token.open
      return isApart || mayFollow || lines[other]!.text.charAt(read[2]!) === ')' ? other : undefined
    }
    return undefined
  }

  const addOpenQuote = (): void => {
    const isDouble = tokens[index] === token.doubleOpen
    const start = startOf(index)
    const closing = closingLine(isDouble ? 'lineDouble' : 'lineSingle', isDouble ? token.doubleEnd : token.singleEnd)
    if (closing === undefined) {
      read('lineBroken', start - lines[line]!.offset)
      const word = wordAt(file, lines[line]!, tokens, 0, column)
      addWord(word)
      report(problem.unclosedQuote(word, isDouble ? '"' : "'"))
      index = behind(tokens, 0)
      return
    }
    const draft: Draft = { text: '', offsets: [] }
    const { offset, text } = lines[line]!
    addStretch(draft, lines[line]!, start + 1 - offset, text.length, tokens, index, column)
    while (line < closing) {
      addLineFeed(draft, lines[line]!)
      line++
      read(isDouble ? 'lineDouble' : 'lineSingle', 0)
      addStretch(draft, lines[line]!, 0, tokens[2]! - (line === closing ? 1 : 0), tokens, 0, 0)
    }
    const end = endOf(0)
    draft.offsets.push(end - 1)
    addWord({ text: draft.text, at: span(start, end), offsets: draft.offsets })
    quoteEnd = end
    index = behind(tokens, 0)
  }

  const openBlock = (): void => {
    const opener = span(startOf(index), endOf(index))
    index += 3
    if (!words[0]?.text.endsWith('_by_lua_block')) {
      open(opener)
      return
    }
    const [name, ...args] = words
    const end = endOfLua(lines, lex, { line, column: opener.end - lines[line]!.offset })
    if (!end) problems.push(problem.unclosedBlock(opener, name!.text))
    line = end ? end.line : lines.length - 1
    const { offset, text } = lines[line]!
    const closer = end ? offset + end.column : offset + text.length
    const at = span(name!.at.start, end ? closer + 1 : closer)
    body.push({ name: name!, args, at, lua: span(opener.end, closer) })
    words = []
    isFaulty = false
    read('line', at.end - offset)
  }

  const addComment = (): void => {
    const start = startOf(index)
    if (start === quoteEnd) report(problem.unexpectedText(span(start, start + 1)))
    const { text, offset } = lines[line]!
    const end = text.endsWith('\r') ? text.length - 1 : text.length
    const alone = column === 0 && index === 0
    comments.push({ text: text.slice(start - offset + 1, end), at: span(start, offset + end), alone })
    index += 3
  }

  /** The words that are left on the line, by what they look like. */
  const restOfLine = (): LineOfWords => {
    const found: string[] = []
    for (let next = index; next < tokens.length; next = behind(tokens, next)) {
      const kind = tokens[next]
      if (kind === token.semicolon) return { words: found, end: ';' }
      if (kind === token.open) return { words: found, end: '{' }
      if (kind === token.close || kind === token.comment) break
      found.push(lines[line]!.text.slice(column + tokens[next + 1]!, column + tokens[next + 2]!))
    }
    return { words: found, end: '' }
  }

  const beginsAnew = (): boolean => {
    if (tokens[0] !== token.bare || blocks.at(-1)?.isTable) return false
    return beginsStatement(
      words.map(word => word.text),
      restOfLine(),
    )
  }

  for (; line < lines.length; line++) {
    read('line', 0)
    if (words.length > 0 && beginsAnew()) finishUnended()
    while (index < tokens.length) {
      switch (tokens[index]) {
        case token.bare:
          addBareWord()
          break
        case token.double:
        case token.single:
          addWord(wordAt(file, lines[line]!, tokens, index, column))
          quoteEnd = endOf(index)
          index = behind(tokens, index)
          break
        case token.doubleOpen:
        case token.singleOpen:
          addOpenQuote()
          break
        case token.semicolon:
          if (words.length > 0) finish(endOf(index))
          else problems.push(problem.unexpectedSemicolon(span(startOf(index), endOf(index))))
          index += 3
          break
        case token.open:
          openBlock()
          break
        case token.close:
          if (words.length > 0) finishUnended()
          close(span(startOf(index), endOf(index)))
          index += 3
          break
        case token.comment:
          addComment()
          break
        default:
          index += 3
      }
    }
  }

  const last = lines.at(-1)!
  const end = last.offset + last.text.length
  if (words.length > 0) finishUnended()
  for (let block = blocks.pop(); block; block = blocks.pop()) {
    const { name, args, outer, opener } = block
    problems.push(problem.unclosedBlock(opener, name.text))
    outer.push({ name, args, body, at: span(name.at.start, end) })
    body = outer
  }
  return { directives, problems: problems.sort((a, b) => a.at.start - b.at.start), comments }
}
