/** The report for GitLab: Code Quality, an array of issues. */
import type { Severity } from '../rule.ts'
import { fingerprints } from './fingerprint.ts'
import type { Format } from './results.ts'
import { harmless } from './terminal.ts'

export const gitlab: Format = results => {
  const { findings, locate, show } = results
  const names = fingerprints(results)
  const issues = findings.map(finding => ({
    description: finding.message,
    check_name: finding.rule,
    // GitLab shows one of several issues with the same fingerprint.
    fingerprint: names.get(finding),
    severity: severities[finding.severity],
    location: { path: show(finding.at.file), lines: { begin: locate(finding.at.file, finding.at.start).line + 1 } },
  }))
  return `${harmless(JSON.stringify(issues, null, 2))}\n`
}

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' }
