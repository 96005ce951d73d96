/** What rules there are, and what they mean. */
import { readFile } from 'node:fs/promises'
import { visible } from '../output/terminal.ts'
import { rules } from '../rules/index.ts'
import { nearest } from '../syntax/nearest.ts'
import type { Console, ExitCode } from './console.ts'

/** Prints the page of a rule. */
export async function explain(id: string, { pages, out, err }: Console): Promise<ExitCode> {
  if (rules.some(rule => rule.id === id)) {
    out(await readFile(new URL(`${id}.md`, pages), 'utf8'))
    return 0
  }
  const meant = nearest(
    id,
    rules.map(rule => ({ text: rule.id })),
  )
  const hint = meant ? `Did you mean "${meant.text}"?` : 'Run "gatelint rules" to see them all.'
  err(`error: there is no rule "${visible(id)}". ${hint}\n`)
  return 2
}

/** Prints each rule with its severity, whether it is on only where somebody asks for it, and its summary. */
export function listRules(asJson: boolean, { out }: Console): ExitCode {
  const listed = rules.map(({ id, severity, group, strict = false, summary }) => ({
    id,
    severity,
    group,
    strict,
    summary,
  }))
  const width = Math.max(...listed.map(({ id }) => id.length))
  out(
    asJson
      ? `${JSON.stringify(listed, null, 2)}\n`
      : listed
          .map(
            ({ id, severity, strict, summary }) =>
              `${id.padEnd(width)}  ${severity.padEnd(7)}  ${strict ? 'strict  ' : '        '}${summary}\n`,
          )
          .join(''),
  )
  return 0
}
