/** The report for people: each finding with its message, its line, the other places that belong to it, and its fix. */
import picocolors from 'picocolors'
import type { Finding, Severity } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import { frame } from './frame.ts'
import { count, type Format, type Results } from './results.ts'
import { visible } from './terminal.ts'

export const pretty: Format = (results, colors) => {
  const paint = picocolors.createColors(colors)
  const findings = results.findings.map(finding => `${draw(finding, results, paint)}\n\n`)
  return findings.join('') + summary(results, paint)
}

type Paint = ReturnType<typeof picocolors.createColors>

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

function summary(results: Results, paint: Paint): string {
  const { findings, files, fixed, fixable, reach } = results
  if (files === 0) return 'Nothing was checked.\n'
  const counted = (severity: Severity): readonly string[] => {
    const number = findings.filter(finding => finding.severity === severity).length
    return number > 0 ? [colorOf(severity, paint)(count(number, severity))] : []
  }
  const parts = [...counted('error'), ...counted('warning'), ...counted('info')]
  const where = count(new Set(findings.map(finding => finding.at.file)).size, 'file')
  const lines = [parts.length > 0 ? `${parts.join(', ')} in ${where}.` : paint.green('No problems found.')]
  if (fixed > 0) lines.push(`Fixed ${count(fixed, 'problem')}.`)
  lines.push(`Checked ${count(files, 'file')}${reachOf(reach)}.`)
  const safe = findings.filter(finding => finding.fixes?.some(fix => fix.safe)).length
  if (safe > 0 && fixable) lines.push(`${count(safe, 'problem')} can be fixed by ${paint.bold('gatelint --fix')}.`)
  const [first] = findings
  if (first) lines.push(`To read about a rule: ${paint.bold(`gatelint explain ${first.rule}`)}.`)
  return `${lines.join('\n')}\n`
}

function reachOf({ gateways, targets, services, reachable, failing, unknown }: Results['reach']): string {
  if (gateways === 0) return ''
  const verdicts = [
    [reachable, 'reachable'],
    [failing, 'with a problem'],
    [unknown, 'unknown'],
  ] as const
  const told = verdicts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  const against = services > 0 ? ` against ${count(services, 'service')}` : ''
  return `: ${count(gateways, 'gateway')} with ${count(targets, 'target')}${against}${told.length > 0 ? `: ${told.join(', ')}` : ''}`
}

const colorOf = (severity: Severity, paint: Paint): ((text: string) => string) =>
  ({ error: paint.red, warning: paint.yellow, info: paint.cyan })[severity]
