/** Holds the findings against configurations that the real servers accept: that they refuse one would be a false alarm. What a route answers is another question. */
import * as path from 'node:path'
import { rules } from '../../server/rules/index.ts'
import type { Workspace } from '../../server/workspace.ts'

/** A line of the table: the server accepts the configuration `path` of `repo` where its `class` is `ok`. */
export type Row = Readonly<Record<string, string>>

/** `open`: the folder and the workspace of a project, by its name with a slash. Answers lines to print. */
export function accepted(
  rows: readonly Row[],
  open: (repo: string) => { readonly root: string; readonly workspace: Workspace },
): readonly string[] {
  const ok = rows.filter(row => row.class === 'ok')
  const repos = [...new Set(ok.map(({ repo }) => repo!))]
  const judged = repos.flatMap(repo => {
    const { root, workspace } = open(repo)
    const findings = workspace.findings()
    return ok
      .filter(row => row.repo === repo)
      .map(row => {
        const file = path.join(root, row.path!)
        const errors = findings.filter(({ at, severity }) => severity === 'error' && at.file === file)
        return {
          row,
          read: workspace.files().has(file),
          refused: errors.filter(({ rule }) => languageRules.has(rule)).length,
          errors: errors.map(
            ({ rule, message, at }) =>
              `${repo} ${row.path}:${workspace.locate(at.file, at.start).line + 1} ${rule}: ${message}`,
          ),
        }
      })
  })
  const kinds = [...new Set(ok.map(({ kind }) => kind!))].sort()
  return [
    '\n## Configurations that the servers accept\n',
    '| kind | files | read | said to be refused | with other errors |',
    '|---|---|---|---|---|',
    ...kinds.map(kind => {
      const own = judged.filter(({ row }) => row.kind === kind)
      const having = (test: (one: (typeof own)[number]) => boolean): number => own.filter(test).length
      return `| ${kind} | ${own.length} | ${having(({ read }) => read)} | ${having(({ refused }) => refused > 0)} | ${having(({ refused, errors }) => errors.length > refused)} |`
    }),
    ...judged.flatMap(({ errors }) => errors),
  ]
}

/** Rules that say what a server refuses. */
const languageRules = new Set(rules.filter(({ group }) => group === 'language').map(({ id }) => id))
