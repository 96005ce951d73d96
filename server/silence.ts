/** The one place that knows how comments silence findings: what they cover, and how one is written for a finding. */
import type { Edit, Finding } from './rule.ts'
import { pointAt, type Span, within } from './syntax/text.ts'
import { type Comment, type Directive, type Document, walk } from './syntax/tree.ts'

/** A stretch of a file in which some rules are silent. */
export interface Silence {
  readonly rules: readonly string[]
  readonly over: Span
}

/**
 * `# gatelint-ignore rule, rule: reason`: on a line of its own it covers the next statement with its block, else the statement of
 * its line. `# gatelint-ignore-file rule: reason` covers the whole configuration: its file, or its block within another file.
 */
export function silencesOf(document: Document): readonly Silence[] {
  return document.comments.flatMap(comment => {
    const [, whole, names] = /^\s*gatelint-ignore(-file)?\s+([\w, -]+?)\s*(?::.*)?$/.exec(comment.text) ?? []
    if (!names) return []
    const over = whole ? document.at : covered(document, comment)?.at
    return over ? [{ rules: names.split(/[\s,]+/), over }] : []
  })
}

export const isSilenced = (found: Finding, silences: readonly Silence[]): boolean =>
  silences.some(({ rules, over }) => rules.includes(found.rule) && within(found.at, over))

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
export function silenceFile({ file, text, at }: Document, { rule }: Finding): Edit {
  const start = at.start === 0 && text.startsWith('\ufeff') ? 1 : at.start
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace('\ufeff', '')
  return { at: pointAt(file, start), text: `# gatelint-ignore-file ${rule}${lineEndOf(text)}${indent}` }
}

function covered(document: Document, comment: Comment): Directive | undefined {
  let before: Directive | undefined
  for (const directive of walk(document.directives)) {
    if (directive.at.start > comment.at.start) return comment.alone ? directive : before
    before = directive
  }
  return comment.alone ? undefined : before
}

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')
