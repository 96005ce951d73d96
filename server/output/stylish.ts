/** One line a finding, under the name of its file: for reading many at once. */
import picocolors from 'picocolors'
import { byPath, colorOf, type Format, summaryOf } from './results.ts'
import { lineBegin, visible } from './terminal.ts'

export const stylish: Format = (results, colors) => {
  const paint = picocolors.createColors(colors)
  const { locate, show } = results
  const files = Array.from(byPath(results), ([file, findings]) => {
    const rows = findings.map(({ at, severity, message, rule }) => {
      const { line, character } = locate(at.file, at.start)
      return { place: `${line + 1}:${character + 1}`, severity, message: visible(message), rule }
    })
    const widthOf = (key: 'place' | 'severity'): number => Math.max(...rows.map(row => row[key].length))
    const [place, severity] = [widthOf('place'), widthOf('severity')]
    const lines = rows.map(
      row =>
        `  ${paint.dim(row.place.padStart(place))}  ${colorOf(row.severity, paint)(row.severity.padEnd(severity))}  ${row.message}  ${paint.dim(row.rule)}`,
    )
    return `${paint.underline(lineBegin(show(file)))}\n${lines.join('\n')}\n\n`
  })
  return files.join('') + summaryOf(results, paint)
}
