/** The report for people: each finding with its message, its line, the other places that belong to it, and its fix. */
import picocolors from 'picocolors'
import type { Finding } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import { frame } from './frame.ts'
import { colorOf, type Format, type Paint, type Results, summaryOf } from './results.ts'
import { visible } from './terminal.ts'

export const pretty: Format = (results, colors) => {
  const paint = picocolors.createColors(colors)
  const findings = results.findings.map(finding => `${draw(finding, results, paint)}\n\n`)
  return findings.join('') + summaryOf(results, paint)
}

/** Lines above and below the line of a finding. */
const AROUND = 1

function draw(finding: Finding, results: Results, paint: Paint): string {
  const { at, message, rule, severity, related = [], fixes = [] } = finding
  const color = colorOf(severity, paint)
  const places = [
    { at, label: '', around: AROUND },
    ...related.map(({ at, message }) => ({ at, label: message, around: 0 })),
  ]
  const rows = places.map(place => ({ ...place, rows: frame(results.text(place.at.file), place.at, place.around) }))
  const gutter = Math.max(
    ...rows.flatMap(place => place.rows.map(row => ('number' in row ? String(row.number).length : 0))),
  )
  const bar = paint.blue('|')
  const margin = ' '.repeat(gutter)

  const lines = [`${paint.bold(color(`${severity}[${rule}]`))}: ${paint.bold(visible(message))}`]
  for (const [index, { at, label, rows: drawn }] of rows.entries()) {
    const arrow = paint.blue(index === 0 ? '-->' : ':::')
    lines.push(`${margin}${arrow} ${placeOf(at, results)}${label && `: ${visible(label)}`}`)
    for (const row of drawn) {
      if ('number' in row) lines.push(`${paint.blue(String(row.number).padStart(gutter))} ${bar} ${row.line}`.trimEnd())
      else lines.push(`${margin} ${bar} ${(index === 0 ? color : paint.blue)(row.marks)}`)
    }
  }
  const [fix] = fixes
  if (fix)
    lines.push(
      `${margin} ${paint.blue('=')} ${paint.green('fix')}: ${visible(fix.title)}${results.fixable ? howTo(fix.safe) : ''}`,
    )
  return lines.join('\n')
}

const howTo = (safe: boolean): string => (safe ? ' (--fix)' : ' (--fix --unsafe-fixes)')

function placeOf({ file, start }: Span, { locate, show }: Results): string {
  const { line, character } = locate(file, start)
  return `${visible(show(file))}:${line + 1}:${character + 1}`
}
