/** A place that somebody asks about, and how other places are told from there. */
import type { View } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import type { Workspace } from '../workspace.ts'
import type { Cursor } from './cursor.ts'
import { viewOf } from './place.ts'
import type { Sentence } from './prose.ts'

export interface Here {
  readonly workspace: Workspace
  readonly cursor: Cursor
  /** The configuration that the place belongs to; undefined for a template, which takes no part. */
  readonly view: View | undefined
}

/** What is said of a place. */
export interface Hover {
  /** What it speaks of. */
  readonly at: Span
  /** A heading, and at most a dozen lines below it. */
  readonly lines: readonly Sentence[]
}

export const hereAt = (workspace: Workspace, cursor: Cursor): Here => ({
  workspace,
  cursor,
  view: viewOf(workspace, cursor.document),
})

/** "line 4" of the same file, "compose.yaml:4" of another one, by the part of its path that the two do not share. */
export function placeInWords(workspace: Workspace, from: string, { file, start }: Span): string {
  const line = workspace.locate(file, start).line + 1
  if (file === from) return `line ${line}`
  const [own, other] = [from.split('/'), file.split('/')]
  let common = 0
  while (common < Math.min(own.length, other.length) - 1 && own[common] === other[common]) common += 1
  return `${other.slice(common).join('/')}:${line}`
}

/** The first few of many, and how many there are more. */
export function firstOf<T>(all: readonly T[], most: number): { readonly some: readonly T[]; readonly more: number } {
  const some = all.length > most + 1 ? all.slice(0, most) : all
  return { some, more: all.length - some.length }
}

/** Whether a place touches an offset of its file. */
export const touches = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end
