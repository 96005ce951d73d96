/** A text in, a tree out. Reading never fails: what cannot be read is a problem beside the tree. */
import type { Engine } from './engine.ts'
import { engine as usualEngine } from './engine-compiled.ts'
import { readHaproxy } from './haproxy.ts'
import { type Common, editedLines, type Lines, lineAt, linesFrom, linesOf } from './lines.ts'
import { readNginx } from './nginx.ts'
import type { Position, Span } from './text.ts'
import type { Dialect, Document, SyntaxProblem } from './tree.ts'
import type { Reading } from './whole-blocks.ts'

export interface ParseOptions {
  /**
   * An earlier reading of the same file: lines that did not change are not read again. The result is the same without. It is used up:
   * what both readings have in common has its place in the new text from now on.
   */
  readonly previous?: Document | undefined
  /** What its text and this one have in common, where that is known. */
  readonly common?: Common | undefined
  /** The compiled grammars, where nothing else is said. */
  readonly engine?: Engine
}

/** Reads a whole file. */
export function parse(
  file: string,
  dialect: Dialect,
  text: string,
  { previous, common, engine = usualEngine }: ParseOptions = {},
): Document {
  const known = previous?.file === file && previous.dialect === dialect ? memories.get(previous) : undefined
  const start = text.startsWith(byteOrderMark) ? 1 : 0
  const isEdit = known?.engine === engine && known.lines.lines[0]!.offset === start
  if (isEdit) memories.delete(previous!)
  const lines = isEdit ? editedLines(known.lines, previous!.text, text, common) : linesOf(file, text, start)
  const reading = read(file, dialect, lines, engine, known?.reading)
  const document = documentOf(file, dialect, text, reading, start ? [markProblem({ file, start: 0, end: 1 })] : [])
  const { edit } = lines
  const news = edit ? lines.lines.slice(edit.first, edit.end) : lines.lines
  const isStillAbsent = (words: string): boolean => !news.some(line => line.text.includes(words))
  const absent = new Set([...(isEdit ? known.absent : [])].filter(isStillAbsent))
  memories.set(document, { engine, lines, reading, absent })
  return document
}

/** Whether words of one line stand anywhere in a document. That they do not is known for as long as nobody writes them. */
export function mentions(document: Document, words: string): boolean {
  const { text, at } = document
  const absent = memories.get(document)?.absent
  if (absent?.has(words)) return false
  const start = text.indexOf(words, at.start)
  const isThere = start >= 0 && start < at.end
  if (!isThere) absent?.add(words)
  return isThere
}

/** The position of an offset in a file that is one configuration, by its lines as they were read; undefined where they are not known any more. */
export function positionIn(document: Document, offset: number): Position | undefined {
  const lines = memories.get(document)?.lines.lines
  if (!lines) return undefined
  const line = lineAt(lines, offset)
  // A byte order mark stands before the first line.
  return { line, character: line === 0 ? offset : offset - lines[line]!.offset }
}

/** One line, without its line feed, and the offset of its first character in the file. */
export interface SourceLine {
  readonly text: string
  readonly offset: number
}

/**
 * Reads a configuration that stands somewhere within a file, as in a block scalar of YAML. `text` is that of the file,
 * the lines are those of the configuration. As with `split('\n')`, the last line is what follows the last line feed,
 * so that it is empty in most cases. `path`: by which mounts and includes know the configuration.
 */
export function parseLines(
  file: string,
  dialect: Dialect,
  text: string,
  lines: readonly SourceLine[],
  { engine = usualEngine, path = file }: Pick<ParseOptions, 'engine'> & { readonly path?: string } = {},
): Document {
  const found = lines.length > 0 ? lines : [{ text: '', offset: 0 }]
  const last = found.at(-1)!
  const at = { file, start: found[0]!.offset, end: last.offset + last.text.length }
  return { ...documentOf(file, dialect, text, read(file, dialect, linesFrom(file, found), engine)), path, at }
}

const read = (file: string, dialect: Dialect, lines: Lines, engine: Engine, before?: Reading): Reading =>
  dialect === 'nginx'
    ? readNginx(file, lines, engine['nginx-line'], before)
    : readHaproxy(file, lines, engine['haproxy-line'], before)

const documentOf = (
  file: string,
  dialect: Dialect,
  text: string,
  { directives, problems, comments }: Reading,
  before: readonly SyntaxProblem[] = [],
): Document => ({
  file,
  path: file,
  at: { file, start: 0, end: text.length },
  dialect,
  text,
  directives,
  problems: [...before, ...problems],
  comments,
})

/** What is kept of a reading, for the next one. */
interface Memory {
  readonly engine: Engine
  readonly lines: Lines
  readonly reading: Reading
  /** Words that are known to stand nowhere. */
  readonly absent: Set<string>
}

const memories = new WeakMap<Document, Memory>()

const byteOrderMark = '\uFEFF'

/** Neither server skips a byte order mark. */
const markProblem = (at: Span): SyntaxProblem => ({
  kind: 'unexpected-text',
  message: 'The file begins with a byte order mark, which the server takes for a part of the first word.',
  at,
  insert: { at, text: '', title: 'Remove the byte order mark' },
})
