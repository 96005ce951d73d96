/** Reads a configuration that stands within another file, at its exact places there. */
import { parseLines } from './parse.ts'
import type { Span, Word } from './text.ts'
import type { Comment, Dialect, Directive, Document, SyntaxProblem } from './tree.ts'

/** `text`: that of the file. `word`: the configuration, whose characters know where they stand. */
export function parseWithin(
  text: string,
  dialect: Dialect,
  {
    word,
    path,
    doublesDollars = false,
    notation,
  }: Pick<Document, 'path' | 'doublesDollars' | 'notation'> & { readonly word: Word },
): Document {
  const { file } = word.at
  const place = (index: number): number => word.offsets?.[index] ?? word.at.start + index
  let start = 0
  const lines = word.text.split('\n').map(line => {
    const from = start
    start += line.length + 1
    return { text: line, from }
  })
  const isWhole = lines.every(line => place(line.from + line.text.length) - place(line.from) === line.text.length)
  const read = (offsetOf: (index: number) => number): Document =>
    parseLines(
      file,
      dialect,
      text,
      lines.map(line => ({ text: line.text, offset: offsetOf(line.from) })),
      { path },
    )
  const document = isWhole
    ? read(place)
    : placed(
        read(index => index),
        place,
      )
  return {
    ...document,
    problems: document.problems.map(withoutLineFeed),
    ...(doublesDollars && { doublesDollars }),
    ...(notation && { notation }),
  }
}

/** Whether a block ends with a line feed is not told by its end: in YAML, its header says so. */
const withoutLineFeed = ({ insert, ...problem }: SyntaxProblem): SyntaxProblem =>
  insert && problem.kind !== 'missing-newline' ? { ...problem, insert } : problem

/** A document that was read by itself, put where its characters were written. */
function placed(document: Document, place: (index: number) => number): Document {
  const span = ({ file, start, end }: Span): Span => ({ file, start: place(start), end: place(end) })
  const word = ({ text, at, offsets }: Word): Word => {
    const put = { text, at: span(at) }
    if (offsets) return { ...put, offsets: offsets.map(place) }
    if (put.at.end - put.at.start === text.length) return put
    return { ...put, offsets: Array.from({ length: text.length + 1 }, (_, index) => place(at.start + index)) }
  }
  const directive = ({ name, args, at, body, lua }: Directive): Directive => ({
    name: word(name),
    args: args.map(word),
    at: span(at),
    ...(lua && { lua: span(lua) }),
    ...(body && {
      get body() {
        return directives(body)
      },
    }),
  })
  const known = new Map<readonly Directive[], readonly Directive[]>()
  /** A block is placed when somebody looks into it, and once: it may be nested deeper than calls may be. */
  const directives = (all: readonly Directive[]): readonly Directive[] => {
    const done = known.get(all) ?? all.map(directive)
    known.set(all, done)
    return done
  }
  return {
    ...document,
    at: span(document.at),
    directives: directives(document.directives),
    problems: document.problems.map(problem => ({
      ...problem,
      at: span(problem.at),
      ...(problem.insert && { insert: { ...problem.insert, at: span(problem.insert.at) } }),
      ...(problem.related && { related: { ...problem.related, at: span(problem.related.at) } }),
    })),
    comments: document.comments.map((comment): Comment => ({ ...comment, at: span(comment.at) })),
  }
}
