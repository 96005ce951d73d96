/** Inserts whole lines in the style of what stands around: its indentation and its line ends. */
import { type Edit, pointAt } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config } from './config.ts'

/** Lines in front of a directive, on its level. */
export function linesBefore({ documents }: Config, { at }: Directive, lines: readonly string[]): Edit {
  const text = textOf(documents, at.file)
  const start = lineStart(text, at.start)
  const indent = /^[ \t]*/.exec(text.slice(start, at.start))![0]
  const alone = start + indent.length === at.start
  const end = lineEnd(text)
  return { at: pointAt(at.file, at.start), text: lines.map(line => line + (alone ? end + indent : ' ')).join('') }
}

/** Lines at the end of an HAProxy section or behind a directive, in the indentation of `like`: the section's own lines. Without it, deeper than `last`. */
export function linesAfter(
  { documents }: Config,
  last: Directive,
  lines: readonly string[],
  like: Directive | undefined,
): Edit {
  const text = textOf(documents, last.at.file)
  const indent = like ? indentOf(text, like) : `${indentOf(text, last)}    `
  const rest = text.indexOf('\n', last.at.end)
  const place = rest < 0 ? text.length : text[rest - 1] === '\r' ? rest - 1 : rest
  const end = lineEnd(text)
  return { at: pointAt(last.at.file, place), text: lines.map(line => end + indent + line).join('') }
}

/** Two directives of one file in each other's place, the comments around them where they are. */
export function swapped({ documents }: Config, first: Directive, second: Directive): readonly Edit[] {
  const text = textOf(documents, first.at.file)
  const written = ({ at }: Directive): string => text.slice(at.start, at.end)
  return [
    { at: first.at, text: written(second) },
    { at: second.at, text: written(first) },
  ]
}

/** The blank in front of a directive, on its line. */
const indentOf = (text: string, { at }: Directive): string =>
  /(?<![ \t])[ \t]*$/.exec(text.slice(lineStart(text, at.start), at.start))![0]

const textOf = (documents: Config['documents'], file: string): string =>
  documents.find(document => document.file === file)?.text ?? ''
const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
const lineEnd = (text: string): string => (/\r\n/.test(text.slice(0, 2000)) ? '\r\n' : '\n')
