/** The words of nginx, as ngx_conf_read_token() copies them: quotes vanish, six pairs with a backslash mean one character. */
import type { Tokens } from './engine.ts'
import * as token from './grammars/nginx-line.gen.ts'
import { behind, type SourceLine } from './lines.ts'
import type { Word } from './text.ts'

/** A word that is being put together from stretches of lines. */
export interface Draft {
  text: string
  readonly offsets: number[]
}

/** What a backslash and a character mean; every other pair stands for itself. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['t', '\t'],
  ['r', '\r'],
  ['n', '\n'],
])

/** The word of a token, `column` being that of the tokens' first character. */
export function wordAt(file: string, line: SourceLine, tokens: Tokens, index: number, column: number): Word {
  const start = column + tokens[index + 1]!
  const end = column + tokens[index + 2]!
  const at = { file, start: line.offset + start, end: line.offset + end }
  const rule = tokens[index]
  if (rule === token.bare && behind(tokens, index) === index + 3) return { text: line.text.slice(start, end), at }
  const draft: Draft = { text: '', offsets: [] }
  const open = rule === token.bare ? 0 : 1
  const close = rule === token.double || rule === token.single ? 1 : 0
  addStretch(draft, line, start + open, end - close, tokens, index, column)
  draft.offsets.push(at.end - close)
  return { text: draft.text, at, offsets: draft.offsets }
}

/** Adds the columns from `start` to `end` of a line, decoding the pairs that the token at `index` holds. */
export function addStretch(
  draft: Draft,
  line: SourceLine,
  start: number,
  end: number,
  tokens: Tokens,
  index: number,
  column: number,
): void {
  let done = start
  const copy = (to: number): void => {
    draft.text += line.text.slice(done, to)
    for (; done < to; done++) draft.offsets.push(line.offset + done)
  }
  for (let pair = index + 3, last = behind(tokens, index); pair < last; pair += 3) {
    const from = column + tokens[pair + 1]!
    const meaning = meanings.get(line.text.charAt(from + 1))
    if (tokens[pair] !== token.escape || meaning === undefined) continue
    copy(from)
    draft.text += meaning
    draft.offsets.push(line.offset + from)
    done = from + 2
  }
  copy(end)
}

/** Adds the line feed between a line and the next one, which belongs to a quoted word. */
export function addLineFeed(draft: Draft, line: SourceLine): void {
  draft.text += '\n'
  draft.offsets.push(line.offset + line.text.length)
}
