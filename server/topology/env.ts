/** Reads files of `NAME=value` lines: `.env` and what `env_file` names. */
import type { Word } from '../syntax/text.ts'
import { substitute } from './substitute.ts'

export interface EnvFile {
  readonly kind: 'env'
  readonly file: string
  /** By name; undefined for a value that is not known: it refers to a variable that is set elsewhere. */
  readonly values: ReadonlyMap<string, Word | undefined>
}

/** The last line of a name counts. A value may refer to the ones above it. */
export function readEnv(file: string, text: string): EnvFile {
  const values = new Map<string, Word | undefined>()
  const line = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*/gm
  for (let match = line.exec(text); match; match = line.exec(text)) {
    const { word, literal, end } = valueAt(file, text, match.index + match[0].length)
    values.set(
      match[1]!,
      literal
        ? word
        : substitute(word, name => (values.has(name) ? (values.get(name)?.text ?? null) : undefined), 'backslash'),
    )
    line.lastIndex = Math.max(end, line.lastIndex)
  }
  return { kind: 'env', file, values }
}

interface Written {
  readonly word: Word
  /** In single quotes: no variable is replaced. */
  readonly literal: boolean
  readonly end: number
}

/** A quoted value may span lines; a bare one ends with its line, or at a ` #`. */
function valueAt(file: string, text: string, start: number): Written {
  const quote = text[start]
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, start + 1)
    if (close > 0) {
      const word = { text: text.slice(start + 1, close), at: { file, start: start + 1, end: close } }
      return { word, literal: quote === "'", end: close + 1 }
    }
  }
  const line = text.slice(start, lineEnd(text, start))
  const comment = /[ \t]/.test(text[start - 1] ?? '') && line.startsWith('#') ? 0 : line.search(/[ \t]#/)
  const bare = (comment < 0 ? line : line.slice(0, comment)).trimEnd()
  return {
    word: { text: bare, at: { file, start, end: start + bare.length } },
    literal: false,
    end: start + bare.length,
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
