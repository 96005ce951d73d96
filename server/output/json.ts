/** The report for programs: version 1 of a format that is kept. Lines and columns count from one, columns in UTF-16 units. */
import type { Span } from '../syntax/text.ts'
import { fingerprints } from './fingerprint.ts'
import { byPath, type Format, type Results } from './results.ts'
import { harmless } from './terminal.ts'

export const json: Format = results => {
  const names = fingerprints(results)
  const range = rangeIn(results)
  const counted = (severity: string): number => results.findings.filter(finding => finding.severity === severity).length
  const report = {
    version: 1,
    tool: { name: 'gatelint', version: results.version },
    summary: {
      files: results.files,
      errors: counted('error'),
      warnings: counted('warning'),
      infos: counted('info'),
      durationMs: Math.round(results.durationMs),
    },
    files: Array.from(byPath(results), ([file, findings]) => ({
      path: results.show(file),
      findings: findings.map(finding => ({
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        docs: results.docs(finding.rule),
        range: range(finding.at),
        related: (finding.related ?? []).map(({ at, message }) => ({
          path: results.show(at.file),
          message,
          range: range(at),
        })),
        fixes: (finding.fixes ?? []).map(({ title, safe, edits }) => ({
          title,
          safety: safe ? 'safe' : 'unsafe',
          edits: edits.map(({ at, text }) => ({ path: results.show(at.file), range: range(at), newText: text })),
        })),
        fingerprint: names.get(finding),
      })),
    })),
  }
  return `${harmless(JSON.stringify(report, null, 2))}\n`
}

const rangeIn =
  ({ locate }: Results) =>
  ({ file, start, end }: Span) => ({
    start: oneBased(locate(file, start)),
    end: oneBased(locate(file, end)),
  })

const oneBased = ({ line, character }: { readonly line: number; readonly character: number }) => ({
  line: line + 1,
  column: character + 1,
})
