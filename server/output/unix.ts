/** One line a finding, as compilers write them: editors and `grep` read it. */
import type { Results } from './results.ts'
import { lineBegin, visible } from './terminal.ts'

export const unix = ({ findings, locate, show }: Pick<Results, 'findings' | 'locate' | 'show'>): string =>
  findings
    .map(({ at, severity, message, rule }) => {
      const { line, character } = locate(at.file, at.start)
      return `${lineBegin(show(at.file))}:${line + 1}:${character + 1}: ${severity}: ${visible(message)} [${rule}]\n`
    })
    .join('')
