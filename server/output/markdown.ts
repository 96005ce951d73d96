/** The report in Markdown: for the summary of a job, or a comment on a merge request. */
import type { Severity } from '../rule.ts'
import { count, countsOf, type Format, type Results, reachText } from './results.ts'
import { visible } from './terminal.ts'

export const markdown: Format = results => {
  const { findings, files, reach } = results
  const title = findings.length === 0 ? 'No problems found' : countsOf(findings).join(', ')
  const head = `### gatelint: ${title}\n\nChecked ${count(files, 'file')}${reachText(reach)}.\n`
  const rows = findings.map(finding => row(finding, results))
  const kept = fitting(rows)
  const left = rows.length - kept.length
  const table = rows.length > 0 ? `\n| | Where | What | Rule |\n|---|---|---|---|\n${kept.join('')}` : ''
  return (
    head + table + (left > 0 ? `\n${count(left, 'more finding')}: a summary has no room for more than 1 MiB.\n` : '')
  )
}

const MARKS: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' }

function row({ at, severity, message, rule, related = [] }: Results['findings'][number], results: Results): string {
  const placeOf = ({ file, start }: typeof at): string =>
    `${results.show(file)}:${results.locate(file, start).line + 1}`
  const also = related.map(other => `<br>${code(placeOf(other.at))}: ${plain(other.message)}`).join('')
  return `| ${MARKS[severity]} | ${code(placeOf(at))} | ${plain(message)}${also} | ${code(rule)} |\n`
}

/** GitHub drops a summary of more than a mebibyte whole; some of it is for others in the same job. */
function fitting(rows: readonly string[]): readonly string[] {
  let size = 0
  const index = rows.findIndex(row => {
    size += new TextEncoder().encode(row).length
    return size > MOST_BYTES
  })
  return index < 0 ? rows : rows.slice(0, index)
}

const MOST_BYTES = 900_000

/** Text in which nothing is markup. */
const plain = (text: string): string =>
  visible(text).replace(/[\\`*_{}[\]<>()#+!|~&@]/g, char => `&#${char.charCodeAt(0)};`)

/** A name as code; what would end it is written otherwise. */
const code = (text: string): string => `<code>${plain(text)}</code>`
