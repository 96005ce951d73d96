/** What a run over the collection came to, in numbers: the text of docs/corpus.md. */
import type { Case } from './cases.ts'
import type { Labelled } from './labels.ts'

/** What is found in the projects, in numbers. */
export interface Totals {
  readonly projects: number
  readonly files: number
  readonly judgedRight: number
  readonly falseAlarms: number
  readonly judgedWrong: number
  readonly foundWrong: number
  /** Of a project, half of them having more and half fewer. */
  readonly medianWarnings: number
  readonly medianInfos: number
}

/** `date`: as 2030-01-31. */
export const corpusPage = (date: string, totals: Totals, labelled: Labelled, cases: readonly Case[]): string => {
  const told = cases.filter(each => each.told)
  const { rows, found, byName, templates, reachable } = labelled
  return `# Measured on real projects

Written by \`npm run corpus -- DIR --write\` on ${date}. The collection itself, ${totals.files} files of ${totals.projects} public projects, is not part of this repository; \`scripts/corpus.ts\` says what it holds.

| What | Result |
|---|---|
| errors and warnings at ${totals.judgedRight} places that a person judged right | ${totals.falseAlarms} |
| targets that a person judged wrong, reported | ${totals.foundWrong} of ${totals.judgedWrong} |
| warnings, and infos, of a project: the median | ${totals.medianWarnings}, and ${totals.medianInfos} |
| services that a person named for a target, found | ${found} of ${rows} (${share(found, rows)}) |
| of those, by the name alone: no file tells who runs the configuration, and nothing is claimed | ${byName} |
| of these on a port that some evidence names | ${reachable} of ${found} (${share(reachable, found)}) |
| faults that the files tell, reported at the line that was fixed | ${told.filter(each => each.found).length} of ${told.length} (${share(told.filter(each => each.found).length, told.length)}) |
| errors and warnings at the lines of the fix, once it is made | ${cases.flatMap(({ alarms }) => alarms).length} |

${templates} more targets stand in templates that something of the project's own renders: nothing is said of them. 

## Faults that were mended, by class

A state before a fix, and after it. "Told" are those of which a person thought that the files tell the fault, and which are no templates.

| Class | Cases | Told | Reported |
|---|---|---|---|
${classesOf(cases)
  .map(
    ([name, own]) =>
      `| ${name} | ${own.length} | ${own.filter(each => each.told).length} | ${own.filter(each => each.found).length} |`,
  )
  .join('\n')}
`
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`

function classesOf(cases: readonly Case[]): readonly (readonly [string, readonly Case[]])[] {
  const classes = new Map<string, Case[]>()
  for (const each of cases) classes.set(each.class, [...(classes.get(each.class) ?? []), each])
  return [...classes].sort(([a], [b]) => (a < b ? -1 : 1))
}
