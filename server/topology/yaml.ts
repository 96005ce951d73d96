/** Reads YAML into values with places. Takes any text: what is no YAML is a problem beside what could be read. */
import {
  Composer,
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Parser,
  type Scalar as YamlScalar,
} from 'yaml'
import { type Span, stretch, type Word } from '../syntax/text.ts'
import type { SyntaxProblem } from '../syntax/tree.ts'
import type { Entry, MergeTag, Scalar, Value } from './values.ts'

export interface Yaml {
  /** The values of the documents in the text; most texts hold one. */
  readonly documents: readonly Value[]
  readonly problems: readonly SyntaxProblem[]
}

/** Deeper than any real file. The composer of the yaml package goes down by recursion, and must not be given more. */
const DEEPEST = 100

/** The most values that a text may stand for, its aliases written out: a few nested ones could stand for more than there is memory. */
const LARGEST = 200_000

export function readYaml(file: string, text: string): Yaml {
  const tokens = [...new Parser().parse(text)]
  const deep = mayBeDeep(text) ? tooDeep(tokens) : undefined
  if (deep)
    return {
      documents: [],
      problems: [
        problemOf(
          `values are nested more than ${DEEPEST} deep`,
          { file, start: deep.offset, end: deep.offset + 1 },
          text,
        ),
      ],
    }
  const composer = new Composer({ schema: 'failsafe', prettyErrors: false, logLevel: 'silent' })
  const documents: Value[] = []
  const problems: SyntaxProblem[] = []
  for (const document of composer.compose(tokens)) {
    documents.push(readValue(document.contents, file, text))
    for (const { message, pos } of document.errors)
      problems.push(problemOf(message, { file, start: pos[0], end: pos[1] }, text))
  }
  return { documents, problems: problems.slice(0, 1) }
}

/** Each level begins with one of these marks: most files have too few of them altogether. */
function mayBeDeep(text: string): boolean {
  let marks = 0
  for (let at = 0; at < text.length && marks < DEEPEST; at += 1) if ('-:?[{'.includes(text[at]!)) marks += 1
  return marks >= DEEPEST
}

/** The first token that lies too deep. */
function tooDeep(tokens: readonly CST.Token[]): CST.Token | undefined {
  let level = tokens
  for (let depth = 0; depth <= DEEPEST; depth += 1) level = level.flatMap(childrenOf)
  return level[0]
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : []
  if (!('items' in token)) return []
  return token.items.flatMap((item: CST.CollectionItem) => [item.key ?? [], item.value ?? []].flat())
}

/** Only the first error of a text is told: the others are mostly its consequences. */
function problemOf(message: string, at: Span, text: string): SyntaxProblem {
  const start = Math.min(at.start, text.length)
  const line = text.indexOf('\n', start)
  const end = Math.min(Math.max(at.end, start), line < 0 ? text.length : line)
  const said = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '')
  return {
    kind: 'not-yaml',
    message: `This is not valid YAML: ${said}.`,
    at: { file: at.file, start, end: Math.max(end, start) },
  }
}

/** Anchors and merge keys are resolved here: an alias stands for the last anchor of its name above it, and is shared, not copied. */
function readValue(root: Node | null, file: string, text: string): Value {
  const anchors = new Map<string, { readonly value: Value; readonly size: number }>()
  let size = 0
  const spanOf = (node: Node): Span => ({ file, start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 })

  const convert = (node: Node | null, near: Span): Value => {
    const before = size
    size += 1
    if (!node) return { kind: 'none', at: near }
    if (isAlias(node)) {
      const anchor = anchors.get(node.source)
      size += anchor?.size ?? 0
      return anchor && size <= LARGEST ? anchor.value : { kind: 'unknown', at: spanOf(node) }
    }
    const value = bare(node)
    const tag = tagOf(node)
    const tagged = tag ? { ...value, tag } : value
    if (node.anchor) anchors.set(node.anchor, { value: tagged, size: size - before })
    return tagged
  }

  const bare = (node: Node): Value => {
    const at = spanOf(node)
    if (isScalar(node)) return scalarOf(node, at, text)
    if (isSeq<Node>(node))
      return { kind: 'list', at, flow: node.flow === true, items: node.items.map(item => convert(item, at)) }
    if (!isMap<Node, Node | null>(node)) return { kind: 'unknown', at }
    return { kind: 'table', at, flow: node.flow === true, entries: entriesOf(node.items) }
  }

  const entriesOf = (pairs: readonly Pair<Node, Node | null>[]): ReadonlyMap<string, Entry> => {
    const entries = new Map<string, Entry>()
    const merged: Value[] = []
    for (const { key, value } of pairs) {
      if (!isScalar(key) || typeof key.value !== 'string') {
        convert(value, spanOf(key))
        continue
      }
      const word = wordOf(key, key.value, spanOf(key), text)
      const own = convert(value, { file, start: word.at.end, end: word.at.end })
      if (key.value === '<<' && key.type === 'PLAIN') merged.push(...(own.kind === 'list' ? own.items : [own]))
      else entries.set(word.text, { key: word, value: own, shared: isAlias(value) })
    }
    for (const source of merged) {
      if (source.kind !== 'table') continue
      for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, { ...entry, shared: true })
    }
    return entries
  }

  return convert(root, { file, start: 0, end: 0 })
}

const tagOf = ({ tag }: Node): MergeTag | undefined =>
  tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : undefined

function scalarOf(node: YamlScalar, at: Span, text: string): Value {
  const value = typeof node.value === 'string' ? node.value : ''
  if (node.type === 'PLAIN' && /^(?:~|null|Null|NULL)?$/.test(value)) return { kind: 'none', at }
  const word = wordOf(node, value, at, text)
  return { kind: 'scalar', at: word.at, word, ...STYLES[node.type ?? ''] }
}

const STYLES: Readonly<Record<string, Partial<Pick<Scalar, 'literal' | 'quoted' | 'style'>>>> = {
  BLOCK_LITERAL: { literal: true },
  BLOCK_FOLDED: { style: 'folded' },
  QUOTE_DOUBLE: { quoted: true },
  QUOTE_SINGLE: { style: 'single' },
}

/** The word of a scalar. Its place is without the quotes, so that it can be replaced as it stands. */
function wordOf(node: YamlScalar, value: string, at: Span, text: string): Word {
  const source = text.slice(at.start, at.end)
  if (source === value) return { text: value, at }
  const lines = node.type === 'BLOCK_LITERAL' && linesOf(value, source)
  if (lines) return { text: value, at, offsets: lines.map(offset => at.start + offset) }
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'
  if (quoted && source.length > 1 && source.slice(1, -1) === value)
    return { text: value, at: stretch(at, at.start + 1, at.end - 1) }
  const from = quoted ? 1 : node.type?.startsWith('BLOCK_') ? Math.max(source.indexOf('\n') + 1, 0) : 0
  return { text: value, at, offsets: align(value, source, from).map(offset => at.start + offset) }
}

/**
 * Where each character of a literal block was written: on the line of the same number, without the indentation. A line feed stands at
 * the end of what can be seen of its line. Undefined where a line is not what it should be.
 */
function linesOf(value: string, source: string): readonly number[] | undefined {
  const written = source.split('\n').slice(1)
  const lines = value.split('\n')
  const first = lines.findIndex(line => line.trim() !== '')
  const indentation = first < 0 ? 0 : (written[first]?.replace(/\r$/, '').length ?? 0) - lines[first]!.length
  const offsets: number[] = []
  let start = source.indexOf('\n') + 1
  for (const [number, line] of lines.entries()) {
    const from = Math.min(indentation, written[number]?.replace(/\r$/, '').length ?? 0)
    if ((written[number] ?? '').slice(from, from + line.length) !== line) return undefined
    // YAML gives the last line a line feed, whether it was written or not.
    for (let column = 0; column <= line.length; column += 1)
      offsets.push(Math.min(start + from + column, source.length))
    start += (written[number]?.length ?? 0) + 1
  }
  return offsets
}

/** Where each character of a folded or escaped scalar was written: its letters stand in the source in their order, only white space and escapes differ. */
function align(value: string, source: string, from: number): number[] {
  const offsets: number[] = []
  let at = from
  for (const char of value.split('')) {
    if (!isSpace(char)) {
      while (
        at < source.length &&
        source[at] !== char &&
        (isSpace(source[at]!) || /^\\\r?\n/.test(source.slice(at, at + 3)))
      )
        at += 1
    }
    offsets.push(Math.min(at, source.length))
    if (source[at] === char) at += char === "'" && source[at + 1] === "'" ? 2 : 1
    else if (source[at] === '\\') at += escapeLength(source, at)
    else if (isSpace(char) && isSpace(source[at] ?? '')) at += 1
  }
  offsets.push(Math.min(at, source.length))
  return offsets
}

const isSpace = (char: string): boolean => char === ' ' || char === '\n' || char === '\r' || char === '\t'

const escapeLength = (source: string, at: number): number => ({ x: 4, u: 6, U: 10 })[source[at + 1] ?? ''] ?? 2
