/** The comments of carets that say what must be found, and findings shown in the same words. */
import type { Finding } from '../../server/rule.ts'
import { lineStarts, positionAt } from '../../server/syntax/text.ts'

/** One finding that must be there. */
export interface Mark {
  /** Place, severity and rule, as a failing test prints them: "nginx.conf:2:14-18 error: port-mismatch". Lines and columns count from one, the last column is not part of it. */
  readonly key: string
  /** A part of the message. */
  readonly message?: string
}

const form = /^(\s*)#(?:<(\^*)|(\s*)(\^+|v+|\|v?)) ((?:error|warning|info): [a-z0-9-]+)(?: "(.*)")?\s*$/

export const isMark = (line: string): boolean => form.test(line)

/** Whether a line was meant as a mark: a comment that begins with carets. */
export const looksLikeMark = (line: string): boolean => /^\s*#(?:<|\s*\^)/.test(line)

/** The marks of a text. Carets point at the nearest line above that is no mark, `v` at the nearest below; `|` is a place between two columns. */
export function marksOf(path: string, text: string): readonly Mark[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const [, indent = '', more, gap = '', carets, what, message] = form.exec(line) ?? []
    if (!what) return []
    const step = carets?.endsWith('v') ? 1 : -1
    let target = index + step
    while (isMark(lines[target] ?? '')) target += step
    const from = indent.length + 1 + (carets ? 1 + gap.length : 0)
    const to = from + (carets ? widthOf(carets) : more ? '#<'.length + more.length : 1)
    const key = `${path}:${target + 1}:${from}-${to} ${what}`
    return message === undefined ? [{ key }] : [{ key, message: message.replaceAll('\\"', '"') }]
  })
}

const widthOf = (carets: string): number => (carets.startsWith('|') ? 0 : carets.length)

/** The findings and the marks in the same words, sorted: equal when all that is marked was found, and nothing else. */
export function compare(
  findings: readonly Finding[],
  marks: readonly Mark[],
  textOf: (path: string) => string,
): { readonly found: readonly string[]; readonly marked: readonly string[] } {
  const left = [...marks]
  const found = findings.map(finding => {
    const key = keyOf(finding, textOf(finding.at.file))
    const same = left.filter(mark => mark.key === key)
    const mark = same.find(({ message }) => finding.message.includes(message ?? '')) ?? same[0]
    if (mark) left.splice(left.indexOf(mark), 1)
    const asMarked = mark && finding.message.includes(mark.message ?? '')
    return asMarked ? show(mark) : show({ key, message: finding.message })
  })
  return { found: found.sort(), marked: marks.map(show).sort() }
}

function keyOf({ at, severity, rule }: Finding, text: string): string {
  const starts = lineStarts(text)
  const start = positionAt(starts, at.start)
  const end = positionAt(starts, at.end)
  const to = end.line === start.line ? `${end.character + 1}` : `${end.line + 1}:${end.character + 1}`
  return `${at.file}:${start.line + 1}:${start.character + 1}-${to} ${severity}: ${rule}`
}

const show = ({ key, message }: Mark): string => (message === undefined ? key : `${key} "${message}"`)
