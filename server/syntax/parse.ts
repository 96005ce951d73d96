/** A text in, a tree out. Reading never fails: what cannot be read is a problem beside the tree. */

import type { Engine } from './engine.ts'
import { engine as usualEngine } from './engine-compiled.ts'
import { readHaproxy } from './haproxy.ts'
import { lexerOf, linesOf, type ReadLine, reuseLines, type SourceLine } from './lines.ts'
import { readNginx } from './nginx.ts'
import type { Dialect, Document, SyntaxProblem } from './tree.ts'

export interface ParseOptions {
  /** An earlier reading of the same file: lines that did not change are not read again. The result is the same without. */
  readonly previous?: Document | undefined
  /** The compiled grammars, where nothing else is said. */
  readonly engine?: Engine
}

/** Reads a whole file. */
export const parse = (file: string, dialect: Dialect, text: string, options: ParseOptions = {}): Document =>
  parseLines(file, dialect, text, linesOf(text), options)

/**
 * Reads a configuration whose lines stand somewhere in a text, as in a block scalar of YAML: each line without its line
 * feed, with the offset of its first character in that text. As with `split('\n')`, the last line is what follows the
 * last line feed, so that it is empty in most cases.
 */
export function parseLines(
  file: string,
  dialect: Dialect,
  text: string,
  lines: readonly SourceLine[],
  { previous, engine = usualEngine }: ParseOptions = {},
): Document {
  const { rest, mark } = withoutByteOrderMark(file, lines)
  const known = previous && memories.get(previous)
  const read = reuseLines(rest, known && known.engine === engine && previous.dialect === dialect ? known.lines : [])
  const { directives, problems, comments } =
    dialect === 'nginx'
      ? readNginx(file, rest, lexerOf(read, engine['nginx-line']))
      : readHaproxy(file, rest, lexerOf(read, engine['haproxy-line']))
  const document = { file, dialect, text, directives, problems: [...mark, ...problems], comments }
  memories.set(document, { engine, lines: read })
  return document
}

/** What is kept of a reading, for the next one. */
interface Memory {
  readonly engine: Engine
  readonly lines: readonly ReadLine[]
}

const memories = new WeakMap<Document, Memory>()

/** Neither server skips a byte order mark: both take it for a part of the first word. */
function withoutByteOrderMark(
  file: string,
  lines: readonly SourceLine[],
): { readonly rest: readonly SourceLine[]; readonly mark: readonly SyntaxProblem[] } {
  const first = lines[0]
  if (!first) return { rest: [{ text: '', offset: 0 }], mark: [] }
  if (!first.text.startsWith('\uFEFF')) return { rest: lines, mark: [] }
  const at = { file, start: first.offset, end: first.offset + 1 }
  return {
    rest: [{ text: first.text.slice(1), offset: first.offset + 1 }, ...lines.slice(1)],
    mark: [
      {
        kind: 'unexpected-text',
        message: 'The file begins with a byte order mark, which the server takes for a part of the first word.',
        at,
        insert: { at, text: '', title: 'Remove the byte order mark' },
      },
    ],
  }
}
