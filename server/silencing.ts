/** Writes the comment that silences a finding: at its statement, or for its whole file. */
import { applyEdits } from './fix.ts'
import type { Edit, Finding } from './rule.ts'
import { silencesIn } from './silence.ts'
import { pointAt, within } from './syntax/text.ts'
import { type Directive, type Document, walk } from './syntax/tree.ts'
import { commentsIn, type Notation } from './topology/comments.ts'

/** Where the comment goes, if it can go there: on a line of its own above, or at the end of the line. */
export type Location = 'separateLine' | 'sameLine'

/** The comment that silences a finding at its statement; undefined where it stands in none, or where no comment can stand. */
export function silenceStatement(
  document: Document,
  { at, rule }: Finding,
  location: Location = 'separateLine',
): Edit | undefined {
  const { file, text, notation } = document
  // A comment would reach to the end of a line that is none.
  if (notation) return undefined
  const directives = [...walk(document.directives)]
  const around = directives.filter(directive => within(at, directive.at)).at(-1)
  if (!around) return undefined
  const comment = `# gatelint-ignore ${rule}`
  const atEnd = pointBehind(document, around, directives)
  const behind = atEnd === undefined ? undefined : { at: pointAt(file, atEnd), text: ` ${comment}` }
  if (behind && location === 'sameLine') return behind
  const start = text.lastIndexOf('\n', around.at.start - 1) + 1
  const first = directives.find(directive => directive.at.start >= start)!
  const indent = text.slice(start, first.at.start)
  return indent.trim() === '' && within(at, first.at)
    ? { at: pointAt(file, first.at.start), text: comment + lineEndOf(text) + indent }
    : behind
}

/** The end of the line on which a statement, or the head of a block, ends: where a comment speaks of that one and of no other. */
function pointBehind(document: Document, around: Directive, directives: readonly Directive[]): number | undefined {
  const { text, comments } = document
  const head = around.body ? (around.args.at(-1) ?? around.name).at.end : around.at.end
  const line = endOfLine(text, head)
  const last = directives.findLast(directive => directive.at.start < line)
  const isTaken = comments.some(({ at }) => at.start >= around.at.start && at.start <= line)
  return last !== around || isTaken || around.lua ? undefined : head + text.slice(head, line).trimEnd().length
}

/** The comment that silences the rule of a finding in its whole configuration. */
export function silenceFile({ file, text, at }: Pick<Document, 'file' | 'text' | 'at'>, { rule }: Finding): Edit {
  const start = at.start === 0 && text.startsWith('\ufeff') ? 1 : at.start
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace('\ufeff', '')
  return { at: pointAt(file, start), text: `# gatelint-ignore-file ${rule}${lineEndOf(text)}${indent}` }
}

/** The same for a finding in a manifest; undefined where a comment at its line would not be one, or not speak of it. */
export function silenceLine(
  notation: Notation,
  text: string,
  finding: Finding,
  location: Location = 'separateLine',
): Edit | undefined {
  const { at, rule } = finding
  const end = endOfLine(text, at.start)
  const behind = { at: pointAt(at.file, end), text: ` # gatelint-ignore ${rule}` }
  if (location === 'sameLine' && silences(behind, notation, text, finding)) return behind
  let start = text.lastIndexOf('\n', at.start - 1) + 1
  while (notation === 'dockerfile' && start > 0 && /[\\`][ \t]*\r?\n$/.test(text.slice(0, start))) {
    start = text.lastIndexOf('\n', start - 2) + 1
  }
  const indent = /[ \t]*/.exec(text.slice(start))![0]
  const above = {
    at: pointAt(at.file, start + indent.length),
    text: `# gatelint-ignore ${rule}${lineEndOf(text)}${indent}`,
  }
  return silences(above, notation, text, finding) ? above : undefined
}

/** Whether a comment that an edit writes speaks of a finding. */
function silences(edit: Edit, notation: Notation, text: string, { at }: Finding): boolean {
  const by = edit.at.start <= at.start ? edit.text.length : 0
  const moved = { file: at.file, start: at.start + by, end: at.end + by }
  const from = edit.at.start + edit.text.indexOf('#')
  return silencesIn(commentsIn(notation, at.file, applyEdits(text, [edit]))).some(
    ({ comment, over }) => comment.at.start === from && over && within(moved, over),
  )
}

/** Before the marks that end the line. */
const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  if (end < 0) return text.length
  return text[end - 1] === '\r' && end > from ? end - 1 : end
}

const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')
