/** A place in the tokens of lines, which a reader moves on. */
import type { Tokens } from './engine.ts'
import type { Line, Lines } from './lines.ts'
import { type Span, spanOn } from './text.ts'

/** A token, and the line in which it stands. */
export interface Place {
  readonly file: string
  /** The number of the line, the line itself, its text, and its offset in the file. */
  line: number
  anchor: Line
  text: string
  offset: number
  /** The column from which the tokens count. */
  column: number
  tokens: Tokens
  /** Of the token in `tokens`: three numbers each. */
  index: number
}

export interface Cursor<Rule extends string> extends Place {
  readonly lines: readonly Line[]
  readonly lex: (rule: Rule, text: string) => Tokens | undefined
}

/** A cursor that stands nowhere yet. `lex` must match every text. */
export const cursorOver = <Rule extends string>(
  file: string,
  { lines }: Lines,
  lex: (rule: Rule, text: string) => Tokens | undefined,
): Cursor<Rule> => ({
  ...{ file, lines, lex, line: 0, anchor: lines[0]!, text: '', offset: 0, column: 0 },
  ...{ tokens: [], index: 0 },
})

/** Goes to the first token of a line, or of what is left of it from a column on. */
export function goTo<Rule extends string>(cursor: Cursor<Rule>, line: number, rule: Rule, column = 0): void {
  cursor.line = line
  cursor.anchor = cursor.lines[line]!
  cursor.text = cursor.anchor.text
  cursor.offset = cursor.anchor.offset
  cursor.column = column
  cursor.tokens = tokensOf(cursor, line, rule, column)
  cursor.index = 0
}

/** The tokens of any line, without going there. What was read before is not read again. */
export function tokensOf<Rule extends string>(
  { lines, lex }: Cursor<Rule>,
  number: number,
  rule: Rule,
  column = 0,
): Tokens {
  const line = lines[number]!
  if (line.rule !== rule || line.column !== column) {
    line.tokens = lex(rule, column === 0 ? line.text : line.text.slice(column)) ?? []
    line.rule = rule
    line.column = column
  }
  return line.tokens
}

/** Where the token begins in the file. */
export const startOf = ({ offset, column, tokens, index }: Place): number => offset + column + tokens[index + 1]!

/** Where the token ends in the file. */
export const endOf = ({ offset, column, tokens, index }: Place): number => offset + column + tokens[index + 2]!

export const spanOf = ({ anchor, column, tokens, index }: Place): Span =>
  spanOn(anchor, column + tokens[index + 1]!, tokens[index + 2]! - tokens[index + 1]!)

/** Moves behind the token and all that it holds. */
export function skip(place: Place): void {
  place.index = behind(place.tokens, place.index)
}

/** The index behind a token and all that it holds. */
export function behind(tokens: Tokens, index: number): number {
  const end = tokens[index + 2]!
  let next = index + 3
  while (next < tokens.length && tokens[next + 1]! < end) next += 3
  return next
}
