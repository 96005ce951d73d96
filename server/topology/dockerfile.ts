/** Reads a Dockerfile into instructions and stages. */
import { slice, stretch, type Word } from '../syntax/text.ts'
import { type Embedded, pathOfHereDocument } from './embedded.ts'
import { splitWords } from './shell.ts'

export interface Dockerfile {
  readonly kind: 'dockerfile'
  readonly file: string
  /** The instructions in front of the first `FROM`: only `ARG` may stand there. */
  readonly args: readonly Instruction[]
  readonly stages: readonly Stage[]
  readonly embedded: readonly Embedded[]
}

export interface Stage {
  /** The image or the stage that it begins with, variables not yet replaced. */
  readonly from: Word
  readonly name: Word | undefined
  readonly instructions: readonly Instruction[]
}

export interface Instruction {
  /** In capitals. */
  readonly name: string
  /** All that follows the name, lines joined; of a `RUN` with its here-documents. */
  readonly rest: Word
  /** The files that a `COPY` or `ADD` brings itself, in the order of their marks. */
  readonly files: readonly HereDocument[]
}

export interface HereDocument {
  /** Its mark: the name that it has in a folder. */
  readonly name: string
  readonly path: string
  readonly body: Word
  /** The builder replaces nothing in it: its mark is quoted, or there is nothing to replace. */
  readonly isLiteral: boolean
}

/** `source`: the whole text, as a word of the file in which it stands. */
export function readDockerfile(file: string, source: Word): Dockerfile {
  const args: Instruction[] = []
  const stages: { from: Word; name: Word | undefined; instructions: Instruction[] }[] = []
  for (const instruction of instructionsOf(source)) {
    if (instruction.name === 'FROM') {
      const words = splitWords(instruction.rest).filter(({ text }) => !text.startsWith('--'))
      const named = words[1]?.text.toUpperCase() === 'AS' ? words[2] : undefined
      if (words[0]) stages.push({ from: words[0], name: named, instructions: [] })
    } else (stages.at(-1)?.instructions ?? args).push(instruction)
  }
  const embedded = stages
    .flatMap(({ instructions }) => instructions.flatMap(({ files }) => files))
    .filter(({ isLiteral }) => isLiteral)
    .map(({ path, body }) => ({ path, word: body, isFileName: false }))
  return { kind: 'dockerfile', file, args, stages, embedded }
}

function* instructionsOf(source: Word): Generator<Instruction> {
  const { text } = source
  const goOn = ESCAPE.test(text.slice(0, 2000)) ? '`' : '\\'
  for (let at = 0; at < text.length; ) {
    const { line, end } = logicalLine(source, at, goOn)
    const name = /^\s*([A-Za-z]+)(?:\s+|$)/.exec(line.text)
    at = end
    if (!name) continue
    const rest = trimmed(slice(line, name[0].length))
    const marks = /^(?:RUN|COPY|ADD)$/i.test(name[1]!) ? rest.text.matchAll(HERE) : []
    const isRun = /^RUN$/i.test(name[1]!)
    const parts = [rest]
    const files: HereDocument[] = []
    for (const [, dash, quote, mark] of marks) {
      const { body, end } = hereDocument(source, at, mark!)
      if (isRun) parts.push(body)
      else files.push(fileOf(mark!, slice(body, 1), dash === '-', quote !== ''))
      at = end
    }
    yield { name: name[1]!.toUpperCase(), rest: joined(parts), files }
  }
}

/** `# escape=`: among the directives, which stand above all else. A comment ends them. */
const ESCAPE = /^\uFEFF?(?:[ \t]*#[ \t]*[a-z]+[ \t]*=[^\n]*\n)*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*`/i

/** The mark of a here-document is a word of its own: with `-` the tabs in front of its lines do not count, in quotes nothing is replaced in it. */
const HERE = /(?<!\S)\d*<<(-?)(["']?)([A-Za-z_][\w.-]*)\2(?!\S)/g

function fileOf(name: string, whole: Word, untabbed: boolean, quoted: boolean): HereDocument {
  const lines = Array.from(whole.text.matchAll(/^(\t*)([^\n]*\n?)/gm), ({ 0: line, 1: tabs, index }) =>
    slice(whole, index + tabs!.length, index + line.length),
  )
  const body = untabbed && lines.length > 0 ? joined(lines) : whole
  return {
    name,
    path: pathOfHereDocument(whole.at.file, whole.at.start, name),
    body,
    isLiteral: quoted || !/[$\\]/.test(body.text),
  }
}

/** One instruction: lines that end in the escape go on in the next one, comments and empty lines between them are dropped. */
function logicalLine(source: Word, start: number, goOn: string): { readonly line: Word; readonly end: number } {
  const { text } = source
  const parts: Word[] = []
  let at = start
  while (at < text.length) {
    const feed = text.indexOf('\n', at)
    const next = feed < 0 ? text.length : feed + 1
    const raw = text.slice(at, next).trimEnd()
    const idle = raw === '' || raw.trimStart().startsWith('#')
    if (idle && parts.length === 0) return { line: slice(source, at, at), end: next }
    const goesOn = !idle && raw.endsWith(goOn)
    if (!idle) parts.push(slice(source, at, at + raw.length - (goesOn ? 1 : 0)))
    at = next
    if (!idle && !goesOn) break
  }
  return { line: parts.length === 0 ? slice(source, start, start) : joined(parts), end: at }
}

/** Several pieces as one word: each character keeps its place. */
function joined(parts: readonly Word[]): Word {
  const [first] = parts
  if (parts.length === 1) return first!
  const end = parts.at(-1)!.at.end
  const offsets = parts.flatMap(
    ({ text, at, offsets }) =>
      offsets?.slice(0, text.length) ?? Array.from({ length: text.length }, (_, index) => at.start + index),
  )
  return {
    text: parts.map(({ text }) => text).join(''),
    at: stretch(first!.at, first!.at.start, end),
    offsets: [...offsets, end],
  }
}

const trimmed = (word: Word): Word => {
  const from = word.text.length - word.text.trimStart().length
  return slice(word, from, Math.max(from, word.text.trimEnd().length))
}

/** The lines up to the one that holds nothing but the mark, with the line end in front of them. */
function hereDocument(source: Word, from: number, mark: string): { readonly body: Word; readonly end: number } {
  const { text } = source
  for (let at = from; at < text.length; ) {
    const feed = text.indexOf('\n', at)
    const next = feed < 0 ? text.length : feed + 1
    if (text.slice(at, next).trim() === mark) return { body: slice(source, from - 1, at), end: next }
    at = next
  }
  return { body: slice(source, from - 1, text.length), end: text.length }
}
