/** Reads HAProxy: lines of words, gathered in sections. */
import { type Cursor, cursorOver, goTo, skip, startOf } from './cursor.ts'
import type { Engine } from './engine.ts'
import * as token from './grammars/haproxy-line.gen.ts'
import { createConditions } from './haproxy-conditions.ts'
import * as problem from './haproxy-problems.ts'
import { problemAt, wordAt } from './haproxy-words.ts'
import type { Lines } from './lines.ts'
import { keepDirective, knownDirective } from './simple-lines.ts'
import { spanOn, stretch, type Word } from './text.ts'
import type { Comment, Directive, SyntaxProblem } from './tree.ts'
import { createBlocks, type Reading } from './whole-blocks.ts'

/** The words that begin a section, in any version up to 3.4; `spoe-…` ones stand in the files of the SPOE filter. */
export const sections: ReadonlySet<string> = new Set([
  ...['global', 'defaults', 'frontend', 'backend', 'listen', 'resolvers', 'peers', 'mailers', 'userlist', 'cache'],
  ...['http-errors', 'ring', 'program', 'fcgi-app', 'namespace_list', 'log-forward', 'log-profile', 'crt-store'],
  ...['traces', 'acme', 'healthcheck', 'spoe-agent', 'spoe-group', 'spoe-message'],
])

/** A scope, as "[engine]": the files of SPOE filters have them. */
const isScope = ({ text }: Word): boolean => text.startsWith('[')

/** A section that is being read. */
interface Section {
  readonly head: Directive
  readonly body: Directive[]
  readonly firstLine: number
  /** Nothing is wrong with it, and it depends on no condition. */
  isWhole: boolean
}

/** MAX_LINE_ARGS. */
const mostWords = 64

/** Reads lines; `before` is the reading that they are an edit of. */
export function readHaproxy(file: string, lines: Lines, lex: Engine['haproxy-line'], before?: Reading): Reading {
  const directives: Directive[] = []
  const problems: SyntaxProblem[] = []
  const comments: Comment[] = []
  const conditions = createConditions(found => problems.push(found))
  const cursor = cursorOver(file, lines, lex)
  const blocks = createBlocks(lines, before, comments)
  let section: Section | undefined

  /** Ends the section before a line. It is as it was only if another one begins there again. */
  const endSection = (line: number): void => {
    if (!section) return
    const { head, body, firstLine, isWhole } = section
    const directive = { ...head, body, at: stretch(head.at, head.at.start, (body.at(-1) ?? head).at.end) }
    directives.push(directive)
    if (isWhole) blocks.keep(directive, firstLine, line - firstLine, line - firstLine + 1)
    section = undefined
  }

  const add = (directive: Directive): void => {
    const { name } = directive
    if (sections.has(name.text)) {
      endSection(cursor.line)
      section = { head: directive, body: [], firstLine: cursor.line, isWhole: true }
      return
    }
    if (section) section.body.push(directive)
    else directives.push(directive)
    const isCondition = conditions.see(name)
    if (section) section.isWhole &&= !isCondition
    else if (!isCondition && !conditions.areOpen() && !isScope(name)) problems.push(problem.outsideSection(name))
  }

  const commentHere = (alone: boolean): Comment => {
    const { text, anchor } = cursor
    const column = startOf(cursor) - anchor.offset
    const end = text.endsWith('\r') ? text.length - 1 : text.length
    return { text: text.slice(column + 1, end), at: spanOn(anchor, column, end - column), alone }
  }

  const readLine = (line: number): void => {
    goTo(cursor, line, 'line')
    const directive = directiveAt(cursor)
    if (directive) add(directive)
    const fault = faultOf(cursor)
    if (fault) problems.push(fault)
    if (fault && section) section.isWhole = false
    const comment = cursor.tokens[cursor.index] === token.comment ? commentHere(!directive) : undefined
    if (comment) comments.push(comment)
    if (directive && !fault) keepDirective(lines.lines[line]!, directive, comment)
  }

  for (; cursor.line < lines.lines.length; cursor.line++) {
    const { line } = cursor
    const block = blocks.known(line)
    const directive = block ? undefined : knownDirective(lines, line)
    if (block) {
      endSection(line)
      directives.push(block.directive)
      comments.push(...block.comments)
      cursor.line += block.lines - 1
    } else if (directive) {
      add(directive)
      const { comment } = lines.lines[line]!
      if (comment) comments.push(comment)
    } else {
      readLine(line)
    }
  }

  endSection(lines.lines.length)
  conditions.end()
  const { text, offset } = lines.lines.at(-1)!
  const feed = lines.lines.at(-2)?.text.endsWith('\r') ? '\r\n' : '\n'
  if (text !== '') problems.push(problem.missingNewline(file, offset + text.length, feed))
  return { directives, problems: problems.sort((a, b) => a.at.start - b.at.start), comments, blocks: blocks.all() }
}

/** The words of a line. The cursor moves behind them. */
function directiveAt(cursor: Cursor<token.Start>): Directive | undefined {
  const { tokens } = cursor
  let name: Word | undefined
  const args: Word[] = []
  while (tokens[cursor.index] === token.word) {
    if (name) args.push(wordAt(cursor))
    else name = wordAt(cursor)
    skip(cursor)
  }
  return name && { name, args, at: stretch(name.at, name.at.start, (args.at(-1) ?? name).at.end) }
}

/**
 * What is wrong with a line: one thing, as HAProxy reads no further. That a quote is open it notices only at the end of
 * the line.
 */
function faultOf({ file, text, offset, tokens }: Cursor<token.Start>): SyntaxProblem | undefined {
  const place = (index: number) => ({ file, start: offset + tokens[index + 1]!, end: offset + tokens[index + 2]! })
  const nul = text.indexOf('\0')
  if (nul >= 0) return problem.strayNull({ file, start: offset + nul, end: offset + nul + 1 })
  let openQuote: SyntaxProblem | undefined
  let words = 0
  let last = 0
  for (let index = 0; index < tokens.length; index += 3) {
    const kind = tokens[index]!
    if (kind === token.word) {
      last = index
      if (++words > mostWords) return problem.tooManyWords(place(index))
      continue
    }
    const found = problemAt(kind, place(index))
    if (kind === token.openQuote || kind === token.openMark) openQuote = found
    else if (found) return found
  }
  const isCrowded = words === mostWords && /[ \t\v\f]/.test(text.charAt(tokens[last + 2]!))
  return openQuote ?? (isCrowded ? problem.tooManyWords(place(last)) : undefined)
}
