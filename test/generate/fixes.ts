/** What the fixes for a generated workspace promise, and what is left of it once they are applied. */
import { applyEdits } from '../../server/fix.ts'
import { rules } from '../../server/rules/index.ts'
import type { Span } from '../../server/syntax/text.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'
import { brokenPromises, type Texts, textsAfter } from '../pages/fixes.ts'

/** The texts as they are read where the proofs run, with the releases of Debian. */
function workspaceOf(texts: Texts): Workspace {
  const workspace = createWorkspace()
  workspace.set('/p/.gatelint.yaml', 'versions: { nginx: "1.22.1", haproxy: "2.6.12" }\n')
  for (const [path, text] of texts)
    workspace.set(path, text, /^defaults$/m.test(text) && path.endsWith('.conf') ? 'haproxy' : undefined)
  return workspace
}

/** How many errors there are but for those on some lines, `file line`. */
function errorsOf(texts: Texts, aside: ReadonlySet<string>): number {
  const workspace = workspaceOf(texts)
  return workspace.findings().filter(({ severity, at }) => severity === 'error' && !aside.has(lineOf(workspace, at)))
    .length
}

const lineOf = (workspace: Workspace, { file, start }: Span): string => `${file} ${workspace.locate(file, start).line}`

/** All safe fixes, applied in one pass. */
export const mended = (texts: Texts): Texts => textsAfter(texts, workspaceOf(texts).findings())

/** How many findings there are that are more than advice. */
export const faultsIn = (texts: Texts): number =>
  workspaceOf(texts)
    .findings()
    .filter(({ severity }) => severity !== 'info').length

/**
 * Every promise that a fix breaks, rule by rule. A statement that is wrong in several ways tells of the next fault when the first is
 * mended; everywhere else there may be no more errors than before.
 */
export function brokenBy(texts: Texts): { readonly fixes: number; readonly broken: readonly string[] } {
  const workspace = workspaceOf(texts)
  const findings = workspace.findings()
  const fixes = findings.flatMap(finding => finding.fixes ?? [])
  const worse = fixes.flatMap(({ title, edits }) => {
    const mendedLines = new Set(edits.map(({ at }) => lineOf(workspace, at)))
    const after = new Map(
      Array.from(texts, ([path, text]) => [
        path,
        applyEdits(
          text,
          edits.filter(({ at }) => at.file === path),
        ),
      ]),
    )
    const isWorse = errorsOf(after, mendedLines) > errorsOf(texts, mendedLines)
    return isWorse ? [`The fix "${title}" makes more errors elsewhere`] : []
  })
  const fixable = rules.filter(({ id }) => findings.some(({ rule, fixes }) => rule === id && fixes?.length))
  const broken = fixable.flatMap(rule =>
    brokenPromises(texts, {
      own: some => workspaceOf(some).findings([rule]),
      all: some => workspaceOf(some).findings(),
    }).filter(promise => !promise.includes('brings a finding')),
  )
  return { fixes: fixes.length, broken: [...worse, ...broken] }
}
