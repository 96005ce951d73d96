/** Reads files of `NAME=value` lines: `.env` and what `env_file` names (compose-go, `dotenv`). */
import { scatteredAt, type Word } from '../syntax/text.ts'
import { substitute, type Variables } from './substitute.ts'

export interface EnvFile {
  readonly kind: 'env'
  readonly file: string
  readonly text: string
  /** By name; undefined for a value that is not known: it refers to a variable that is set elsewhere. */
  readonly values: ReadonlyMap<string, Word | undefined>
}

/** The values of a `.env`. */
export const readEnv = (file: string, text: string): EnvFile => ({
  kind: 'env',
  file,
  text,
  values: valuesIn({ file, text }, () => undefined),
})

/** What a file comes to. A value may refer to `variables`, which count first, and to those above it. The last line of a name counts. */
export function valuesIn(
  { file, text }: Pick<EnvFile, 'file' | 'text'>,
  variables: Variables,
): ReadonlyMap<string, Word | undefined> {
  const values = new Map<string, Word | undefined>()
  const known: Variables = (name, fallback) => {
    const given = variables(name, fallback)
    return given === undefined && values.has(name) ? (values.get(name)?.text ?? null) : given
  }
  let at = text.startsWith('\uFEFF') ? 1 : 0
  for (let start = nextStatement(text, at); start !== undefined; start = nextStatement(text, at)) {
    const [whole, name, mark] = STATEMENT.exec(text.slice(start, start + LONGEST_NAME)) ?? []
    if (whole === undefined || name === undefined) at = lineEnd(text, start)
    else if (mark !== '=' && mark !== ':') {
      const given = variables(name, undefined)
      const place = scatteredAt({ file, start, end: start + whole.trimEnd().length })
      values.set(name, typeof given === 'string' ? { text: given, at: place } : undefined)
      at = lineEnd(text, start)
    } else {
      const { word, isLiteral, end } = valueAt(file, text, start + whole.length)
      values.set(name, isLiteral || !word ? word : substitute(word, known, 'dollar'))
      at = end
    }
  }
  return values
}

/** What a file of `format: raw` comes to: a value is all that follows the sign, quotes and dollar signs as they are (docker/cli, `kvfile`). */
export function rawValuesIn({ file, text }: EnvFile): ReadonlyMap<string, Word | undefined> {
  const line = /^\uFEFF?[ \t]*([^\s#=][^\s=]*)(?:=([^\r\n]*))?/gm
  return new Map(
    Array.from(text.matchAll(line), ({ 0: whole, 1: name, 2: value, index }) => {
      const end = index + whole.length
      return [name!, value === undefined ? undefined : { text: value, at: { file, start: end - value.length, end } }]
    }),
  )
}

/** A name with its sign and the space around it. A bare name takes the value that the variable has elsewhere. */
const STATEMENT = /^(?:export[ \t]+)?([\p{L}\p{N}_.[\]-]+)[ \t\r]*(?:([=:])[ \t]*|$|(?=\n))/u

/** Longer than any name. */
const LONGEST_NAME = 512

/** Where the next statement begins, comments and empty lines left aside: several may stand on one line, each after a quote. */
function nextStatement(text: string, from: number): number | undefined {
  let at = from
  while (at < text.length) {
    if (text[at] === '#') at = lineEnd(text, at)
    else if (/\s/.test(text[at]!)) at += 1
    else return at
  }
  return undefined
}

interface Written {
  /** Undefined for a quote that is not closed. */
  readonly word: Word | undefined
  /** In single quotes: no variable is replaced. */
  readonly isLiteral: boolean
  readonly end: number
}

/** A quoted value may span lines; a bare one ends with its line, or at a ` #`. */
function valueAt(file: string, text: string, start: number): Written {
  const quote = text[start]
  if (quote !== '"' && quote !== "'") {
    const line = text.slice(start, lineEnd(text, start))
    const bare = line.split(' #', 1)[0]!.trimEnd()
    const end = start + line.length
    return { word: { text: bare, at: { file, start, end: start + bare.length } }, isLiteral: false, end }
  }
  const close = closingQuote(text, start)
  if (close === undefined) return { word: undefined, isLiteral: true, end: lineEnd(text, start) }
  const inner = { text: text.slice(start + 1, close), at: { file, start: start + 1, end: close } }
  const word = inner.text.includes('\\') ? unescaped(inner, quote) : inner
  return { word, isLiteral: quote === "'", end: close + 1 }
}

/** A backslash hides a quote of the same kind. */
function closingQuote(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === text[start]) return at
  }
  return undefined
}

/** What a backslash and a letter stand for in double quotes. An escaped dollar sign is a doubled one to what replaces variables. */
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  $: '$$',
  '"': '"',
  '\\': '\\',
}

function unescaped(word: Word, quote: string): Word {
  const offsets: number[] = []
  let text = ''
  for (let at = 0; at < word.text.length; ) {
    const next = word.text[at + 1]
    const isEscape = word.text[at] === '\\' && next !== undefined
    const stands =
      isEscape && (next === quote ? quote : quote === '"' && Object.hasOwn(ESCAPES, next) ? ESCAPES[next] : '')
    const put = stands || word.text[at]!
    for (let index = 0; index < put.length; index += 1) offsets.push(word.at.start + at)
    text += put
    at += stands ? 2 : 1
  }
  return { text, at: word.at, offsets: [...offsets, word.at.end] }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
