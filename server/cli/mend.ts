/** Applies fixes to the files of a workspace, and to the disk. */
import type { Notice } from '../files.ts'
import { applyEdits, byFile, chooseFixes } from '../fix.ts'
import type { Finding } from '../rule.ts'
import type { Workspace } from '../workspace.ts'
import { replaceText } from '../write.ts'

/**
 * Applies fixes until none is left, as one may lay bare another, and writes each file once. Files that were not asked for are left
 * alone, and so is every fix that would touch one. Answers which files could not be written; they are as before, in the workspace too.
 */
export async function mend(
  workspace: Workspace,
  findings: () => readonly Finding[],
  { unsafe, covers }: { readonly unsafe: boolean; readonly covers: (file: string) => boolean },
): Promise<readonly Notice[]> {
  const before = new Map<string, string>()
  const put = (file: string, text: string): boolean => workspace.set(file, text, workspace.files().get(file))
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const allowed = findings().map(finding => ({
      ...finding,
      fixes: (finding.fixes ?? []).filter(({ edits }) => edits.every(({ at }) => covers(at.file))),
    }))
    const edits = byFile(chooseFixes(allowed, { unsafe }))
    if (edits.size === 0) break
    for (const [file, some] of edits) {
      const text = workspace.text(file)!
      if (!before.has(file)) before.set(file, text)
      put(file, applyEdits(text, some))
    }
  }
  const failures: Notice[] = []
  for (const [path, text] of before) {
    const message = await replaceText(path, text, workspace.text(path)!)
    if (message === undefined) continue
    failures.push({ path, message })
    put(path, text)
  }
  return failures
}

/** Fixes that lay bare others end soon; two that undo each other would not. */
const MOST_ROUNDS = 10
