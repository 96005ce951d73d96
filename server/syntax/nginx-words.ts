/** The words of nginx, as ngx_conf_read_token() copies them: quotes vanish, six pairs with a backslash mean one character. */
import { behind, type Cursor, endOf, spanOf, startOf } from './cursor.ts'
import * as token from './grammars/nginx-line.gen.ts'
import { decodedWord, stretch, type Word } from './text.ts'

/** What a backslash and a character mean; every other pair stands for itself. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['t', '\t'],
  ['r', '\r'],
  ['n', '\n'],
])

/** The word of the token at the cursor, which stays. */
export function wordAt(cursor: Cursor<token.Start>): Word {
  const { tokens, index, text, offset } = cursor
  const start = startOf(cursor)
  const end = endOf(cursor)
  const at = spanOf(cursor)
  const rule = tokens[index]
  const isBare = rule === token.bare || rule === token.unquoted
  if (isBare && behind(tokens, index) === index + 3) return { text: text.slice(start - offset, end - offset), at }
  const draft: Draft = { text: '', offsets: [] }
  const open = isBare ? 0 : 1
  const close = rule === token.double || rule === token.single ? 1 : 0
  addToken(draft, cursor, open, close)
  draft.offsets.push(end - close)
  return decodedWord(draft.text, at, draft.offsets)
}

/** Two words that touch, as one. */
export function joined(first: Word, second: Word): Word {
  const text = first.text + second.text
  const at = stretch(first.at, first.at.start, second.at.end)
  if (!first.offsets && !second.offsets) return { text, at }
  return decodedWord(text, at, [...offsetsOf(first).slice(0, -1), ...offsetsOf(second)])
}

const offsetsOf = ({ text, at, offsets }: Word): readonly number[] =>
  offsets ?? Array.from({ length: text.length + 1 }, (_, index) => at.start + index)

/** A word that is being put together from stretches of lines. */
export interface Draft {
  text: string
  readonly offsets: number[]
}

/** Adds what the token at the cursor covers, decoded, but for so many characters at its start and at its end. */
export function addToken(draft: Draft, cursor: Cursor<token.Start>, open: number, close: number): void {
  const { tokens, index, offset, column, text } = cursor
  let done = startOf(cursor) - offset + open
  for (let pair = index + 3, last = behind(tokens, index); pair < last; pair += 3) {
    const from = column + tokens[pair + 1]!
    const meaning = meanings.get(text.charAt(from + 1))
    if (tokens[pair] !== token.escape || meaning === undefined) continue
    copy(draft, cursor, done, from)
    draft.text += meaning
    draft.offsets.push(offset + from)
    done = from + 2
  }
  copy(draft, cursor, done, endOf(cursor) - offset - close)
}

function copy(draft: Draft, { text, offset }: Cursor<token.Start>, start: number, end: number): void {
  draft.text += text.slice(start, end)
  for (let column = start; column < end; column++) draft.offsets.push(offset + column)
}

/** Adds the line feed behind the cursor's line, which belongs to a word that goes on. */
export function addLineFeed(draft: Draft, { text, offset }: Cursor<token.Start>): void {
  draft.text += '\n'
  draft.offsets.push(offset + text.length)
}
