/** What rules there are, and what they mean. */
import { readFile } from 'node:fs/promises'
import { count } from '../output/results.ts'
import { visible } from '../output/terminal.ts'
import { unix } from '../output/unix.ts'
import { groups, type Rule, severities } from '../rule.ts'
import { rules } from '../rules/index.ts'
import { nearest } from '../syntax/nearest.ts'
import type { Console, ExitCode } from './console.ts'
import { namedInput } from './input.ts'
import { symptomsIn } from './log.ts'
import { settle } from './settings.ts'

/** Prints the page of a rule; of lines of a log, or of the log that comes on standard input for "-", the rules that explain them. */
export async function explain(id: string, console: Console): Promise<ExitCode> {
  const { out, err } = console
  if (rules.some(rule => rule.id === id)) {
    out(await pageOf(id, console))
    return 0
  }
  if (id === '-') return explainLog(await console.stdin(), console)
  if (!/^[a-z][a-z\d-]+$/.test(id)) return explainLog(id, console)
  const meant = nearest(
    id,
    rules.map(rule => ({ text: rule.id })),
  )
  const hint = meant ? `Did you mean "${meant.text}"?` : 'Run "gatelint rules" to see them all.'
  err(`error: there is no rule "${visible(id)}". ${hint}\n`)
  return 2
}

const pageOf = (id: string, { pages }: Console): Promise<string> => readFile(new URL(`${id}.md`, pages), 'utf8')

/** For each kind of line the rules whose pages show it, and what they find in the working folder. */
async function explainLog(log: string, console: Console): Promise<ExitCode> {
  const { cwd, out, err } = console
  const pages = new Map(
    await Promise.all(rules.map(async ({ id }): Promise<[string, string]> => [id, await pageOf(id, console)])),
  )
  const { symptoms, unknown } = symptomsIn(log, pages)
  if (symptoms.length === 0) {
    err('error: no rule explains such a line. It takes lines of the error log of nginx, or of the log of HAProxy.\n')
    return 2
  }
  const { workspace, show, covers } = await namedInput([], cwd)
  await settle(workspace, undefined, console)
  for (const { line, count: times, rules: ids } of symptoms) {
    const explained = groups.flatMap(group => rules.filter(rule => rule.group === group && ids.includes(rule.id)))
    const width = Math.max(...ids.map(id => id.length))
    const findings = workspace.findings(explained).filter(({ at }) => covers(at.file))
    const found = severities.flatMap(each => findings.filter(({ severity }) => severity === each))
    const isFound = ({ id }: Rule): boolean => found.some(({ rule }) => rule === id)
    const explaining = [...explained.filter(isFound), ...explained.filter(rule => !isFound(rule))]
    out(`${visible(line)}${times > 1 ? ` (and ${count(times - 1, 'more line')} like it)` : ''}\n`)
    out(explaining.map(({ id, summary }) => `  ${id.padEnd(width)}  ${summary}\n`).join(''))
    if (found.length > 0) {
      const told = unix({ findings: found, locate: workspace.locate, show })
      out(`Found here:\n${told.replace(/^/gm, '  ').trimEnd()}\n`)
    }
    out('\n')
  }
  if (unknown > 0) err(`note: ${count(unknown, 'line')} ${unknown === 1 ? 'is' : 'are'} explained by no rule.\n`)
  return 0
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
