/** What a run found, as every format gets it. */

import type picocolors from 'picocolors'
import type { Reach } from '../reach.ts'
import { type Finding, type Rule, type Severity, severities } from '../rule.ts'
import type { Position } from '../syntax/text.ts'

export interface Results {
  /** In the order of files and places; those that the user asked for. */
  readonly findings: readonly Finding[]
  /** Every rule that was run. */
  readonly rules: readonly Rule[]
  /** How many files were judged. */
  readonly files: number
  /** Their paths. */
  readonly checked: readonly string[]
  readonly reach: Reach
  /** How many findings were there before fixes were applied, and are no more. */
  readonly fixed: number
  /** How many findings are not told, as a baseline knows them. */
  readonly known: number
  /** Whether `--fix` can be used: a text that came on standard input has no file to write to. */
  readonly fixable: boolean
  readonly durationMs: number
  /** Where a rule's page is: that of the package that runs, so that the link leads somewhere. */
  docs(rule: string): string
  /** The version of gatelint. */
  readonly version: string
  /** The text of a file that a finding points at. */
  text(file: string): string
  locate(file: string, offset: number): Position
  /** The path as it is shown: relative to the working folder where that is shorter, with `/`. */
  show(file: string): string
}

/** Findings as text. `colors` says whether the reader shows them. */
export type Format = (results: Results, colors: boolean) => string

/** The findings of each file, in order. */
export function byPath({ findings }: Results): ReadonlyMap<string, readonly Finding[]> {
  const files = new Map<string, Finding[]>()
  for (const finding of findings) {
    const known = files.get(finding.at.file)
    if (known) known.push(finding)
    else files.set(finding.at.file, [finding])
  }
  return files
}

/** "1 error", "2 errors". */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

export type Paint = ReturnType<typeof picocolors.createColors>

export const colorOf = (severity: Severity, paint: Paint): ((text: string) => string) =>
  ({ error: paint.red, warning: paint.yellow, info: paint.cyan })[severity]

/** "2 errors", "1 warning": of each severity that there is. */
export const countsOf = (findings: readonly Finding[], paint?: Paint): readonly string[] =>
  severities.flatMap(severity => {
    const number = findings.filter(finding => finding.severity === severity).length
    const text = count(number, severity)
    return number > 0 ? [paint ? colorOf(severity, paint)(text) : text] : []
  })

/** What a person wants to know when all is told: how much was found, what was checked, and what to do next. */
export function summaryOf(results: Results, paint: Paint): string {
  const { findings, files, fixed, fixable, known, reach } = results
  if (files === 0) return 'Nothing was checked.\n'
  const parts = countsOf(findings, paint)
  const where = count(new Set(findings.map(finding => finding.at.file)).size, 'file')
  const lines = [parts.length > 0 ? `${parts.join(', ')} in ${where}.` : paint.green('No problems found.')]
  if (fixed > 0) lines.push(`Fixed ${count(fixed, 'problem')}.`)
  lines.push(`Checked ${count(files, 'file')}${reachText(reach)}.`)
  if (known > 0) lines.push(`${count(known, 'known finding')} of the baseline ${known === 1 ? 'is' : 'are'} not shown.`)
  const safe = findings.filter(finding => finding.fixes?.some(fix => fix.safe)).length
  if (safe > 0 && fixable) lines.push(`${count(safe, 'problem')} can be fixed by ${paint.bold('gatelint --fix')}.`)
  const [first] = findings
  if (first) lines.push(`To read about a rule: ${paint.bold(`gatelint explain ${first.rule}`)}.`)
  return `${lines.join('\n')}\n`
}

/** What was checked against what, and how it ended. */
export function reachText({ gateways, targets, services, reachable, failing, unknown }: Results['reach']): string {
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
