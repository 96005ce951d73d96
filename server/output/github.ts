/** Annotations for a job of GitHub Actions, in its workflow commands. */
import type { Finding, Severity } from '../rule.ts'
import { count, type Format, type Results } from './results.ts'
import { visible } from './terminal.ts'

export const github: Format = results => {
  const lines = SEVERITIES.flatMap(severity => {
    const found = results.findings.filter(finding => finding.severity === severity)
    const more = found.length - MOST
    const told = found.slice(0, MOST).map(finding => annotation(finding, results))
    return more > 0
      ? [
          ...told,
          `gatelint: ${count(more, `more ${commandOf(severity)}`)}: GitHub shows ${MOST} of a kind in each step`,
        ]
      : told
  })
  return lines.map(line => `${line}\n`).join('')
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/** GitHub drops the eleventh annotation of a kind in a step without a word. */
const MOST = 10

function annotation({ at, rule, severity, message, related = [] }: Finding, { locate, show }: Results): string {
  const start = locate(at.file, at.start)
  const end = locate(at.file, at.end)
  const properties = {
    file: show(at.file),
    line: start.line + 1,
    endLine: end.line + 1,
    // Columns count only where start and end are in one line.
    ...(start.line === end.line
      ? { col: start.character + 1, endColumn: Math.max(end.character, start.character + 1) }
      : {}),
    title: `gatelint: ${rule}`,
  }
  const also = related.map(({ at, message }) => `\n${show(at.file)}:${locate(at.file, at.start).line + 1}: ${message}`)
  const told = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${commandOf(severity)} ${told.join(',')}::${escapeText(message + also.join(''))}`
}

const commandOf = (severity: Severity): string => (severity === 'info' ? 'notice' : severity)

/** The log shows it as it is: what cannot be escaped is made visible. */
const escapeText = (text: string): string =>
  text
    .replaceAll('%', '%25')
    .split(/(?=[\r\n])/)
    .map(line => line.replace(/^\r/, '%0D').replace(/^\n/, '%0A'))
    .map(visible)
    .join('')

const escapeProperty = (text: string): string => escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
