/** The words of HAProxy, as parse_line() copies them: quotes vanish, some pairs with a backslash mean one character. */
import { behind, type Cursor, spanOf } from './cursor.ts'
import * as token from './grammars/haproxy-line.gen.ts'
import * as problem from './haproxy-problems.ts'
import { decodedWord, type Span, type Word } from './text.ts'
import type { SyntaxProblem } from './tree.ts'

/** What a backslash and one of these letters mean; with any other escaped character the pair means that character. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['r', '\r'],
  ['n', '\n'],
])

/**
 * The word of the token at the cursor, which stays. An environment variable is left as it is written: its value is not
 * known here.
 */
export function wordAt(cursor: Cursor<token.Start>): Word {
  const { text, offset, tokens, index } = cursor
  const at = spanOf(cursor)
  const start = at.start - offset
  const end = at.end - offset
  const last = behind(tokens, index)
  if (last === index + 3) return { text: text.slice(start, end), at }

  let decoded = ''
  const offsets: number[] = []
  let done = start
  const copy = (to: number): void => {
    decoded += text.slice(done, to)
    for (; done < to; done++) offsets.push(offset + done)
  }
  let valueEnd = end
  for (let inner = index + 3; inner < last; inner += 3) {
    const from = tokens[inner + 1]!
    const meaning = meaningOf(tokens[inner]!, text, from)
    if (meaning === undefined) continue
    copy(from)
    decoded += meaning
    if (meaning !== '') offsets.push(offset + from)
    done = tokens[inner + 2]!
    if (meaning === '' && done === end) valueEnd = from
  }
  copy(end)
  offsets.push(offset + valueEnd)
  return decodedWord(decoded, at, offsets)
}

/** What a token within a word means; undefined where it stands for itself. */
function meaningOf(kind: number, text: string, from: number): string | undefined {
  switch (kind) {
    case token.quote:
    case token.openQuote:
    case token.mark:
    case token.openMark:
      return ''
    case token.dollar:
      return '$'
    case token.escape: {
      const escaped = text.charAt(from + 1)
      return meanings.get(escaped) ?? escaped
    }
    case token.hex:
      return String.fromCharCode(Number.parseInt(text.slice(from + 2, from + 4), 16))
    default:
      return undefined
  }
}

/** What is wrong with a token within a word. HAProxy stops at the first in a line. */
export function problemAt(kind: number, at: Span): SyntaxProblem | undefined {
  switch (kind) {
    case token.openQuote:
      return problem.unclosedQuote(at, '"')
    case token.openMark:
      return problem.unclosedQuote(at, "'")
    case token.badHex:
      return problem.badEscape(at)
    case token.unclosed:
      return problem.unclosedVariable(at)
    case token.badExpansion:
      return problem.badExpansion(at)
    case token.nameless:
      return problem.namelessVariable(at)
    default:
      return undefined
  }
}
