/** The two forms of `CMD`, `ENTRYPOINT` and their like: a JSON array of words, or a line for the shell. */
import { slice, type Word } from '../syntax/text.ts'

/** The words that the container starts with. `shell`: what `SHELL` says runs a line. */
export const programWords = (rest: Word, shell?: readonly Word[]): readonly Word[] =>
  jsonWords(rest) ?? shellWords(rest, shell)

/** A line as it is run: `/bin/sh -c <line>`, where nothing else is said. */
export function shellWords(line: Word, shell?: readonly Word[]): readonly Word[] {
  const { file, start } = line.at
  const put = (text: string): Word => ({
    text,
    at: { file, start, end: start },
    offsets: Array(text.length + 1).fill(start),
  })
  return [...(shell ?? ['/bin/sh', '-c'].map(put)), line]
}

/** The strings of a JSON array, each with its place; undefined for anything else. */
export function jsonWords(rest: Word): readonly Word[] | undefined {
  if (!ARRAY.test(rest.text)) return undefined
  return Array.from(rest.text.matchAll(STRING), ({ 0: written, index }) => {
    const inner = slice(rest, index + 1, index + written.length - 1)
    const text: string = JSON.parse(written)
    if (text === inner.text) return inner
    return { text, at: inner.at, offsets: [...Array(text.length).fill(inner.at.start), inner.at.end] }
  })
}

const STRING = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/g

const ARRAY = new RegExp(`^\\s*\\[\\s*(?:${STRING.source}\\s*(?:,\\s*(?=")|(?=\\])))*\\]\\s*$`)
