/** Workspaces written as texts, what is found in them, and what they are once it is fixed; with both kinds of line ends. */
import { expect, test } from 'vitest'
import { applyEdits, byFile, chooseFixes } from '../../server/fix.ts'
import type { Finding } from '../../server/rule.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'

export type Texts = Readonly<Record<string, string>>

export interface Case {
  readonly files: Texts
  /** Each as "path:line:column-column rule", counted from one; of a finding that ends on another line "column-line:column". */
  readonly found?: readonly string[]
  /** Those files that the safe fixes change, as they are then. */
  readonly fixed?: Texts
}

/** All names are paths in one folder. */
export function workspaceOf(files: Texts): Workspace {
  const workspace = createWorkspace()
  for (const [path, text] of Object.entries(files)) workspace.set(`/p/${path}`, text)
  return workspace
}

export const told = (workspace: Workspace, { at, rule }: Finding): string => {
  const start = workspace.locate(at.file, at.start)
  const end = workspace.locate(at.file, at.end)
  const to = end.line === start.line ? end.character + 1 : `${end.line + 1}:${end.character + 1}`
  return `${at.file.slice('/p/'.length)}:${start.line + 1}:${start.character + 1}-${to} ${rule}`
}

export function check(name: string, { files, found = [], fixed = {} }: Case): void {
  for (const [lineEnd, feed] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const) {
    const written = (texts: Texts): Texts =>
      Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replaceAll('\n', feed)]))
    test(`${name} (${lineEnd})`, () => {
      const workspace = workspaceOf(written(files))
      const findings = workspace.findings()
      expect(findings.map(finding => told(workspace, finding))).toEqual(found)
      const edits = byFile(chooseFixes(findings, { unsafe: false }))
      const after = Array.from(edits, ([file, some]) => [
        file.slice('/p/'.length),
        applyEdits(workspace.text(file)!, some),
      ])
      expect(Object.fromEntries(after)).toEqual(written(fixed))
    })
  }
}
