/** The raw body of a `*_by_lua_block`, which ends with the brace that closes it in Lua, whatever nginx would make of it. */
import { type Cursor, tokensOf } from './cursor.ts'
import * as token from './grammars/nginx-line.gen.ts'

/** The number of a line, and a column in it. */
interface Position {
  readonly line: number
  readonly column: number
}

/** What a character of Lua stands in: code, a string in the quotes of that token, or a long string or comment. */
type Mode = 'code' | 'long' | typeof token.luaDouble | typeof token.luaSingle

/** Where the brace stands that closes the Lua body which begins at a place; undefined when nothing closes it. */
export function endOfLua(cursor: Cursor<token.Start>, begin: Position): Position | undefined {
  let mode: Mode = 'code'
  let depth = 1
  /** How many "=" stand in the brackets of the open long string. */
  let level = 0

  for (let line = begin.line; line < cursor.lines.length; line++) {
    const column = line === begin.line ? begin.column : 0
    const tokens = tokensOf(cursor, line, 'lua', column)
    /** What begins before it does not count. */
    let resume = 0
    for (let index = 0; index < tokens.length; index += 3) {
      const kind = tokens[index]
      const start = tokens[index + 1]!
      const end = tokens[index + 2]!
      if (start < resume) continue
      if (mode === 'long') {
        if (kind !== token.luaFenceEnd || end - start - 1 !== level) continue
        mode = 'code'
        resume = end + 1
      } else if (mode !== 'code') {
        if (kind === token.luaBackslash) resume = start + 2
        else if (kind === mode) mode = 'code'
      } else if (kind === token.luaFence) {
        mode = 'long'
        level = end - start - 2
      } else if (kind === token.luaComment) {
        if (tokens[index + 3] !== token.luaFence || tokens[index + 4] !== end) break
      } else if (kind === token.luaDouble || kind === token.luaSingle) {
        mode = kind
      } else if (kind === token.luaOpen) {
        depth++
      } else if (kind === token.luaClose && --depth === 0) {
        return { line, column: column + start }
      }
    }
    // Only a backslash at its end takes a string to the next line.
    const isTaken = resume > cursor.lines[line]!.text.length - column
    if (mode !== 'long' && !isTaken) mode = 'code'
  }
  return undefined
}
