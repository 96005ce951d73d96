/** What a file holds, as a tree of named parts. */
import { type Span, stretch } from '../syntax/text.ts'
import type { Directive, Document } from '../syntax/tree.ts'
import type { Workspace } from '../workspace.ts'
import { haproxyLabel, type Label, nginxLabel, type PartKind } from './label.ts'

export interface Part {
  readonly text: string
  /** Empty where there is nothing more to say. */
  readonly detail: string
  readonly kind: PartKind
  /** All of it. */
  readonly at: Span
  /** What names it; within `at`. */
  readonly head: Span
  readonly inner: readonly Part[]
}

/** The parts of a file that is a configuration; of one that holds some, a part for each of them. */
export const outlineOf = (workspace: Workspace, file: string): readonly Part[] =>
  workspace.documents(file).flatMap(document => (isWholeFile(document) ? partsOf(document) : partWithin(document)))

const isWholeFile = ({ at, text }: Document): boolean => at.start === 0 && at.end === text.length

/** The name that the text has in its place. */
const partWithin = (document: Document): Part => ({
  text: document.path.slice(document.path.lastIndexOf('/') + 1),
  detail: document.dialect,
  kind: 'file',
  at: document.at,
  head: document.directives[0]?.name.at ?? stretch(document.at, document.at.start, document.at.start),
  inner: partsOf(document),
})

/** Deeper than any real configuration: those below are listed with the block around them, as an editor would lose itself. */
const DEEPEST = 40

/** The parts of one configuration. Nesting may be as deep as a file likes: no recursion. */
export function partsOf({ directives, dialect }: Pick<Document, 'directives' | 'dialect'>): readonly Part[] {
  const label = dialect === 'nginx' ? nginxLabel : haproxyLabel
  const top: Part[] = []
  const open: Level[] = [{ body: directives, next: 0, around: undefined, into: top }]
  while (open.length > 0) {
    const level = open.at(-1)!
    const directive = level.body[level.next]
    level.next += 1
    if (!directive) {
      open.pop()
      continue
    }
    const named = label(directive, level.around)
    if (!named) continue
    const inner: Part[] = []
    level.into.push(partOf(directive, named, inner))
    if (directive.body)
      open.push({
        body: directive.body,
        next: 0,
        around: directive.name.text,
        into: open.length < DEEPEST ? inner : level.into,
      })
  }
  return top
}

interface Level {
  readonly body: readonly Directive[]
  next: number
  readonly around: string | undefined
  readonly into: Part[]
}

const partOf = ({ at }: Directive, { text, detail, kind, words }: Label, inner: readonly Part[]): Part => ({
  text,
  detail,
  kind,
  at,
  head: headOf(words, at),
  inner,
})

/** From the first word to the last, as far as the place goes. */
export const headOf = (words: Label['words'], at: Span): Span =>
  stretch(at, words[0]!.at.start, Math.min(Math.max(words.at(-1)!.at.end, words[0]!.at.end), at.end))
