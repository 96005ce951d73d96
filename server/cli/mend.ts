/** Works out what fixes make of the files of a workspace, and writes it. */
import type { Notice } from '../files.ts'
import { applyEdits, byFile, chooseFixes } from '../fix.ts'
import type { Finding } from '../rule.ts'
import type { Workspace } from '../workspace.ts'
import { refusal, replaceTexts } from '../write.ts'

/** The files that fixes change, by their paths. */
export type Changes = ReadonlyMap<string, { readonly before: string; readonly after: string }>

/**
 * Applies fixes within the workspace until none is left, as one may lay bare another. A file that cannot be written is left alone, and
 * so is every fix that would touch one: no fix is done by half.
 */
export async function mend(
  workspace: Workspace,
  findings: () => readonly Finding[],
  { unsafe, covers }: { readonly unsafe: boolean; readonly covers: (file: string) => boolean },
): Promise<{ readonly changes: Changes; readonly left: readonly Notice[] }> {
  const before = new Map<string, string>()
  const refused = new Map<string, string>()
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const edits = await writable(workspace, before, refused, () =>
      byFile(
        chooseFixes(
          allowed(findings(), file => covers(file) && !refused.has(file)),
          { unsafe },
        ),
      ),
    )
    if (edits.size === 0) break
    for (const [file, some] of edits) {
      const text = workspace.text(file)!
      if (!before.has(file)) before.set(file, text)
      put(workspace, file, applyEdits(text, some))
    }
  }
  const changes = new Map(
    Array.from(before, ([file, text]) => [file, { before: text, after: workspace.text(file)! }] as const),
  )
  return { changes, left: Array.from(refused, ([path, message]) => ({ path, message })) }
}

/** Writes the changes: all, or none and the workspace is as before. */
export async function save(workspace: Workspace, changes: Changes): Promise<readonly Notice[]> {
  for (const [path, { before }] of changes) {
    const message = await refusal(path, before)
    if (message !== undefined) return undo(workspace, changes, { path, message })
  }
  const failure = await replaceTexts(new Map(Array.from(changes, ([file, { after }]) => [file, after])))
  return failure ? undo(workspace, changes, failure) : []
}

function undo(workspace: Workspace, changes: Changes, failure: Notice): readonly Notice[] {
  for (const [file, { before }] of changes) put(workspace, file, before)
  return [failure]
}

const put = (workspace: Workspace, file: string, text: string): boolean =>
  workspace.set(file, text, workspace.files().get(file))

/** Fixes that lay bare others end soon; two that undo each other would not. */
const MOST_ROUNDS = 10

const allowed = (findings: readonly Finding[], mayTouch: (file: string) => boolean): readonly Finding[] =>
  findings.map(finding => ({
    ...finding,
    fixes: (finding.fixes ?? []).filter(({ edits }) => edits.every(({ at }) => mayTouch(at.file))),
  }))

/** The edits of files that can all be written; what cannot is remembered, and the choice is made again without. */
async function writable<Edits extends ReadonlyMap<string, unknown>>(
  workspace: Workspace,
  known: ReadonlyMap<string, string>,
  refused: Map<string, string>,
  choose: () => Edits,
): Promise<Edits> {
  for (;;) {
    const edits = choose()
    const before = refused.size
    for (const file of edits.keys()) {
      const message = known.has(file) ? undefined : await refusal(file, workspace.text(file)!)
      if (message !== undefined) refused.set(file, message)
    }
    if (refused.size === before) return edits
  }
}
