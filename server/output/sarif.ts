/** The report for code scanning: SARIF 2.1.0 (OASIS). Silenced findings are not in it, as code scanning would show them as open. */
import type { Fix, Severity } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import { fingerprints } from './fingerprint.ts'
import type { Format, Results } from './results.ts'
import { harmless } from './terminal.ts'

export const sarif: Format = results => {
  const { rules, findings, version } = results
  const names = fingerprints(results)
  const place = placeIn(results)
  const told = new Set(findings.map(({ rule }) => rule))
  const run = {
    tool: {
      driver: {
        name: 'gatelint',
        version,
        rules: rules
          .filter(({ id }) => told.has(id))
          .map(({ id, summary, severity }) => ({
            id,
            shortDescription: { text: summary },
            defaultConfiguration: { level: levels[severity] },
          })),
      },
    },
    columnKind: 'utf16CodeUnits',
    results: findings.map(finding => ({
      ruleId: finding.rule,
      level: levels[finding.severity],
      message: { text: finding.message },
      locations: [{ physicalLocation: place(finding.at) }],
      relatedLocations: (finding.related ?? []).map(({ at, message }, index) => ({
        id: index + 1,
        physicalLocation: place(at),
        message: { text: message },
      })),
      fixes: (finding.fixes ?? []).map(fix => fixOf(fix, place)),
      partialFingerprints: { 'gatelint/v1': names.get(finding) },
    })),
  }
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  }
  return `${harmless(JSON.stringify(log, null, 2))}\n`
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

type Place = ReturnType<ReturnType<typeof placeIn>>

const placeIn =
  ({ locate, show }: Results) =>
  ({ file, start, end }: Span) => {
    const [from, to] = [locate(file, start), locate(file, end)]
    return {
      artifactLocation: { uri: uriOf(show(file)) },
      region: {
        startLine: from.line + 1,
        startColumn: from.character + 1,
        endLine: to.line + 1,
        endColumn: to.character + 1,
      },
    }
  }

const fixOf = ({ title, edits }: Fix, place: (at: Span) => Place) => ({
  description: { text: title },
  artifactChanges: edits.map(({ at, text }) => {
    const { artifactLocation, region } = place(at)
    return { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text } }] }
  }),
})

/** A relative path is a relative URI: of the repository, when that is where the run was started. */
function uriOf(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? `file://${encoded}` : /^[a-z]:\//i.test(path) ? `file:///${encoded}` : encoded
}
