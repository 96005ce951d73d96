/** Writes the comment that silences a finding: at its statement, or for its whole file. */
import { applyEdits } from './fix.ts'
import type { Edit, Finding } from './rule.ts'
import { silencesIn } from './silence.ts'
import { pointAt, within } from './syntax/text.ts'
import { type Document, walk } from './syntax/tree.ts'
import { commentsIn, type Notation } from './topology/comments.ts'

/** The comment that silences a finding at its statement; undefined where it stands in none, or where no comment can stand. */
export function silenceStatement(document: Document, { at, rule }: Finding): Edit | undefined {
  const { file, text } = document
  const directives = [...walk(document.directives)]
  const around = directives.filter(directive => within(at, directive.at)).at(-1)
  if (!around) return undefined
  const comment = `# gatelint-ignore ${rule}`
  const start = text.lastIndexOf('\n', around.at.start - 1) + 1
  const first = directives.find(directive => directive.at.start >= start)!
  const indent = text.slice(start, first.at.start)
  if (indent.trim() === '' && within(at, first.at)) {
    return { at: pointAt(file, first.at.start), text: comment + lineEndOf(text) + indent }
  }
  const last = directives.filter(directive => directive.at.start < around.at.end).at(-1)
  const rest = text.slice(around.at.end, endOfLine(text, around.at.end))
  return last === around && rest.trim() === '' ? { at: pointAt(file, around.at.end), text: ` ${comment}` } : undefined
}

/** The comment that silences the rule of a finding in its whole configuration. */
export function silenceFile({ file, text, at }: Pick<Document, 'file' | 'text' | 'at'>, { rule }: Finding): Edit {
  const start = at.start === 0 && text.startsWith('\ufeff') ? 1 : at.start
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace('\ufeff', '')
  return { at: pointAt(file, start), text: `# gatelint-ignore-file ${rule}${lineEndOf(text)}${indent}` }
}

/** The same for a finding in a manifest; undefined where a comment above its line would not be one, or not speak of it. */
export function silenceLine(notation: Notation, text: string, { at, rule }: Finding): Edit | undefined {
  let start = text.lastIndexOf('\n', at.start - 1) + 1
  while (notation === 'dockerfile' && start > 0 && /[\\`][ \t]*\r?\n$/.test(text.slice(0, start))) {
    start = text.lastIndexOf('\n', start - 2) + 1
  }
  const indent = /[ \t]*/.exec(text.slice(start))![0]
  const edit = {
    at: pointAt(at.file, start + indent.length),
    text: `# gatelint-ignore ${rule}${lineEndOf(text)}${indent}`,
  }
  const shifted = { file: at.file, start: at.start + edit.text.length, end: at.end + edit.text.length }
  const silences = silencesIn(commentsIn(notation, at.file, applyEdits(text, [edit])))
  return silences.some(({ comment, over }) => comment.at.start === edit.at.start && over && within(shifted, over))
    ? edit
    : undefined
}

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')
