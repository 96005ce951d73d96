/** The lines of a file with their tokens, kept from one reading to the next: an edit reads one line anew. */
import type { Tokens } from './engine.ts'

/** One line, without its line feed, and where its first character stands in the file. */
export interface SourceLine {
  readonly text: string
  readonly offset: number
}

/** The lines of a text. The last one is what follows the last line feed: empty, where the text ends with one. */
export function linesOf(text: string): readonly SourceLine[] {
  const lines: SourceLine[] = []
  let offset = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', offset)) {
    lines.push({ text: text.slice(offset, end), offset })
    offset = end + 1
  }
  lines.push({ text: text.slice(offset), offset })
  return lines
}

/** A line's text with the tokens that were last read from it: by which rule, from which column on, and relative to that. */
export interface ReadLine {
  readonly text: string
  start: string
  from: number
  tokens: Tokens
}

/** What is known of each line: that of the previous reading before and behind the lines that changed. */
export function reuseLines(lines: readonly SourceLine[], previous: readonly ReadLine[]): readonly ReadLine[] {
  const shorter = Math.min(lines.length, previous.length)
  let before = 0
  while (before < shorter && previous[before]!.text === lines[before]!.text) before++
  let behind = 0
  while (behind < shorter - before && previous.at(-1 - behind)!.text === lines.at(-1 - behind)!.text) behind++
  const known = previous.slice(0, before)
  for (let index = before; index < lines.length - behind; index++) {
    known.push({ text: lines[index]!.text, start: '', from: 0, tokens: [] })
  }
  for (let index = previous.length - behind; index < previous.length; index++) known.push(previous[index]!)
  return known
}

/** Reads lines by a grammar; what was read before is not read again. Columns in the tokens count from `from`. */
export type Lexer<Start extends string> = (line: number, start: Start, from?: number) => Tokens

/** A lexer over lines. `read` must match every text. */
export function lexerOf<Start extends string>(
  lines: readonly ReadLine[],
  read: (start: Start, text: string) => Tokens | undefined,
): Lexer<Start> {
  return (index, start, from = 0) => {
    const line = lines[index]!
    if (line.start === start && line.from === from) return line.tokens
    line.tokens = read(start, from === 0 ? line.text : line.text.slice(from)) ?? []
    line.start = start
    line.from = from
    return line.tokens
  }
}

/** The index behind a token and all that it holds. */
export function behind(tokens: Tokens, index: number): number {
  const end = tokens[index + 2]!
  let next = index + 3
  while (next < tokens.length && tokens[next + 1]! < end) next += 3
  return next
}
