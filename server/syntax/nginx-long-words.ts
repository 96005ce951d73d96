/** The words of nginx that do not end on their line: quoted ones, and those in which a backslash protects the line feed. */
import { behind, type Cursor, endOf, goTo, skip, startOf, tokensOf } from './cursor.ts'
import * as token from './grammars/nginx-line.gen.ts'
import { addLineFeed, addToken, type Draft, wordAt } from './nginx-words.ts'
import { decodedWord, spanOn, type Word } from './text.ts'

/** The bare word at the cursor, which moves behind it. */
export function readBareWord(cursor: Cursor<token.Start>): Word {
  if (!goesOn(cursor)) {
    const word = wordAt(cursor)
    skip(cursor)
    return word
  }
  const { anchor } = cursor
  const draft: Draft = { text: '', offsets: [] }
  const start = startOf(cursor)
  addToken(draft, cursor, 0, 0)
  let end: number
  do {
    addLineFeed(draft, cursor)
    goTo(cursor, cursor.line + 1, 'lineBare')
    end = cursor.offset
    if (cursor.tokens[0] !== token.bareMore) break
    end = endOf(cursor)
    addToken(draft, cursor, 0, 0)
  } while (goesOn(cursor))
  if (cursor.tokens[0] === token.bareMore) skip(cursor)
  draft.offsets.push(end)
  return decodedWord(draft.text, spanOn(anchor, start - anchor.offset, end - start), draft.offsets)
}

/** Whether the token at the cursor ends with a backslash at the end of a line that is not the last. */
const goesOn = ({ tokens, index, line, lines }: Cursor<token.Start>): boolean =>
  tokens[behind(tokens, index) - 3] === token.escapeEnd && line + 1 < lines.length

/**
 * The word behind the quote at the cursor, which its line leaves open; the cursor moves behind it. Undefined where no
 * later line closes it in the way that nginx wants.
 */
export function readOpenQuote(cursor: Cursor<token.Start>): Word | undefined {
  const isDouble = cursor.tokens[cursor.index] === token.doubleOpen
  const rule = isDouble ? 'lineDouble' : 'lineSingle'
  const closing = closingLine(cursor, rule, isDouble ? token.doubleEnd : token.singleEnd)
  if (closing === undefined) return undefined
  const { anchor } = cursor
  const draft: Draft = { text: '', offsets: [] }
  const start = startOf(cursor)
  addToken(draft, cursor, 1, 0)
  while (cursor.line < closing) {
    addLineFeed(draft, cursor)
    goTo(cursor, cursor.line + 1, rule)
    addToken(draft, cursor, 0, cursor.line === closing ? 1 : 0)
  }
  const end = endOf(cursor)
  skip(cursor)
  draft.offsets.push(end - 1)
  return decodedWord(draft.text, spanOn(anchor, start - anchor.offset, end - start), draft.offsets)
}

/** The first line behind the cursor's that holds such a quote again, if nothing but a separator follows it there. */
function closingLine(cursor: Cursor<token.Start>, rule: token.Start, end: number): number | undefined {
  for (let line = cursor.line + 1; line < cursor.lines.length; line++) {
    const tokens = tokensOf(cursor, line, rule)
    if (tokens[0] !== end) continue
    const next = behind(tokens, 0)
    const column = tokens[2]!
    const isApart = next >= tokens.length || tokens[next + 1]! > column
    const mayFollow = tokens[next] === token.semicolon || tokens[next] === token.open
    return isApart || mayFollow || cursor.lines[line]!.text.charAt(column) === ')' ? line : undefined
  }
  return undefined
}
