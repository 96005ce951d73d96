/** What a run found, as every format gets it. */
import type { Reach } from '../reach.ts'
import type { Finding, Rule } from '../rule.ts'
import type { Position } from '../syntax/text.ts'

export interface Results {
  /** In the order of files and places; those that the user asked for. */
  readonly findings: readonly Finding[]
  /** Every rule that was run. */
  readonly rules: readonly Rule[]
  /** How many files were judged. */
  readonly files: number
  readonly reach: Reach
  /** How many findings were there before fixes were applied, and are no more. */
  readonly fixed: number
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
