/** The report of Checkstyle, which many tools for reviews read. */
import { byPath, type Format } from './results.ts'
import { attributes } from './xml.ts'

export const checkstyle: Format = results => {
  const { locate, show, version } = results
  const files = Array.from(byPath(results), ([file, findings]) => {
    const errors = findings.map(({ at, severity, message, rule }) => {
      const { line, character } = locate(at.file, at.start)
      const told = { line: line + 1, column: character + 1, severity, message, source: `gatelint.${rule}` }
      return `    <error${attributes(told)}/>\n`
    })
    return `  <file${attributes({ name: show(file) })}>\n${errors.join('')}  </file>\n`
  })
  return `<?xml version="1.0" encoding="utf-8"?>\n<checkstyle${attributes({ version })}>\n${files.join('')}</checkstyle>\n`
}
