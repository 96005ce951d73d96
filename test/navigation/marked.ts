/** Workspaces written as texts with marks: ⟪name⟫ where a name is declared, «name» where it is used, ¦ for a cursor; with both kinds of line ends. */
import { test } from 'vitest'
import type { Span } from '../../server/syntax/text.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'

export type Texts = Readonly<Record<string, string>>

export interface Place {
  readonly file: string
  readonly start: number
  readonly end: number
}

export interface Marked {
  readonly workspace: Workspace
  readonly declared: readonly Place[]
  readonly used: readonly Place[]
  readonly cursor: Place | undefined
}

const MARKS = /[⟪⟫«»¦]/

/** All names are paths in the folder `/p`. */
export function readMarked(files: Texts): Marked {
  const workspace = createWorkspace()
  const [declared, used]: Place[][] = [[], []]
  let cursor: Place | undefined
  for (const [name, text] of Object.entries(files)) {
    const file = `/p/${name}`
    let plain = ''
    let start = 0
    for (const piece of text.split(/([⟪⟫«»¦])/)) {
      if (!MARKS.test(piece)) plain += piece
      else if (piece === '⟫' || piece === '»')
        (piece === '⟫' ? declared! : used!).push({ file, start, end: plain.length })
      else if (piece === '¦') cursor = { file, start: plain.length, end: plain.length }
      else start = plain.length
    }
    workspace.set(file, plain)
  }
  return { workspace, declared: declared!, used: used!, cursor }
}

/** A test for each kind of line ends. */
export function twice(name: string, files: Texts, run: (files: Texts) => void): void {
  test(`${name} (LF)`, () => run(files))
  test(`${name} (CRLF)`, () =>
    run(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]))))
}

/** As "nginx.conf:3:12 api", counted from one, in the order of files and places. */
export const shown = (workspace: Workspace, spans: readonly Span[]): readonly string[] =>
  [...spans]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.start - b.start)
    .map(({ file, start, end }) => {
      const { line, character } = workspace.locate(file, start)
      const text = workspace.text(file)!.slice(start, end)
      return `${file.slice('/p/'.length)}:${line + 1}:${character + 1} ${text.split(/\r?\n/)[0]}`
    })
