/** The lines of an HAProxy configuration as its checks see them: by section, with what is declared around them. */

import { type Declared, declaredAs, sameDeclared } from '../syntax/above.ts'
import { isSpelling, nearest } from '../syntax/nearest.ts'
import { once } from '../syntax/remembered.ts'
import { carrying } from '../syntax/runs.ts'
import type { Edit, Span, Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Fault, FaultKind } from './fault.ts'
import { type Keyword, keywordsOf } from './haproxy.ts'

/** One configuration: all its sections, of all files in their order. */
export interface HaproxyConfig {
  readonly directives: readonly Directive[]
  /** All sections are here: a name that none declares is declared nowhere. */
  readonly complete: boolean
}

/** A section, with what is in force in it. */
export interface Section {
  readonly directive: Directive
  /** `frontend`, `resolvers` … */
  readonly kind: string
  /** A frontend, backend, listen or defaults. */
  readonly isProxy: boolean
  /** The keywords that it may hold; none where its kind is not known. */
  readonly keywords: ReadonlyMap<string, Keyword>
  readonly name: Word | undefined
  readonly lines: readonly Line[]
  /** It stands between `.if` and `.endif`: whether it is there is not known. */
  readonly conditional: boolean
  /** The `defaults` that is in force here, and the one that it takes its own from. */
  readonly defaults: Section | undefined
}

/** A line of a section that is surely there. */
export interface Line {
  readonly section: Section
  readonly directive: Directive
  /** The keyword, after `no` or `default`. */
  readonly keyword: Word
  readonly args: readonly Word[]
  /** The `no` or `default` before it. */
  readonly negation: Word | undefined
}

/** A section, and its lines that stand between `.if` and `.endif`: they are not among its lines. */
export interface SectionRead {
  readonly section: Section
  readonly uncertain: readonly Line[]
  /** How many `.if` are open behind it. */
  readonly depth: number
}

/** The sections of a configuration; each is the very same object as long as it and its `defaults` are. */
export const sectionsOf = (config: HaproxyConfig): readonly SectionRead[] => sectionsIn(config.directives)

const sectionsIn = once((directives: readonly Directive[]): readonly SectionRead[] => readSections(directives, OUTSET))

/** What counts for the sections below a line. */
interface Above {
  /** How many `.if` are open. */
  readonly depth: number
  readonly nearest: Section | undefined
  readonly named: Declared<Section> | undefined
}

const OUTSET: Above = { depth: 0, nearest: undefined, named: undefined }

const saysTheSame = (a: Above, b: Above): boolean =>
  a.depth === b.depth && a.nearest === b.nearest && sameDeclared(a.named, b.named)

const readSections = carrying(saysTheSame, (directives: readonly Directive[], above: Above) => {
  const found: SectionRead[] = []
  let state = above
  for (const directive of directives) {
    if (!directive.body) {
      const depth = depthAfter(state.depth, directive)
      if (depth !== state.depth) state = { ...state, depth }
      continue
    }
    const { depth, nearest, named } = state
    const before = known.get(directive)
    const from = before ? before.from : fromOf(directive)
    const isDefaults = directive.name.text === 'defaults'
    const defaults = from ? declaredAs(named, from.text) : isDefaults ? undefined : nearest
    const isAsBefore = before && before.depth === depth && before.read.section.defaults === defaults
    const read = isAsBefore ? before.read : readSection(directive, depth, defaults)
    if (!isAsBefore) known.set(directive, { from, depth, read })
    const { section } = read
    if (read.depth !== depth) state = { ...state, depth: read.depth }
    if (isDefaults) {
      const { name } = section
      state = { ...state, nearest: section, named: name ? { name: name.text, thing: section, above: named } : named }
    }
    found.push(read)
  }
  return { found, state }
})

/** What a section was when so many `.if` were open before it. */
const known = new WeakMap<
  Directive,
  { readonly from: Word | undefined; readonly depth: number; readonly read: SectionRead }
>()

function readSection(directive: Directive, before: number, defaults: Section | undefined): SectionRead {
  const lines: Line[] = []
  const uncertain: Line[] = []
  const kind = directive.name.text
  const section: Section = {
    directive,
    kind,
    isProxy: /^(?:frontend|backend|listen|defaults)$/.test(kind),
    keywords: keywordsOf(kind),
    name: nameOf(directive),
    lines,
    conditional: before > 0,
    defaults,
  }
  let depth = before
  for (const line of directive.body!) {
    if (line.name.text.charCodeAt(0) === 46) {
      depth = depthAfter(depth, line)
      continue
    }
    const negated = line.name.text === 'no' || line.name.text === 'default'
    const read = negated
      ? {
          section,
          directive: line,
          keyword: line.args[0] ?? line.name,
          args: line.args.slice(1),
          negation: line.name,
        }
      : { section, directive: line, keyword: line.name, args: line.args, negation: undefined }
    if (depth > 0) uncertain.push(read)
    else lines.push(read)
  }
  return { section, uncertain, depth }
}

const depthAfter = (depth: number, { name }: Directive): number =>
  name.text === '.if' ? depth + 1 : name.text === '.endif' ? Math.max(0, depth - 1) : depth

/** The name of a section; a `defaults` may have none. */
function nameOf({ name, args }: Directive): Word | undefined {
  const [first] = args
  return name.text === 'defaults' && first?.text === 'from' ? undefined : first
}

/** The `defaults` that a section names after `from`. */
export function fromOf({ args }: Directive): Word | undefined {
  const at = args.findIndex((word, index) => index < 2 && word.text === 'from')
  return at < 0 ? undefined : args[at + 1]
}

/** What the checks tell their faults to. Faults of words that cannot be known (environment variables, templates) are dropped here. */
export type Report = (
  kind: FaultKind,
  word: Word,
  message: string,
  more?: Partial<Pick<Fault, 'refused' | 'fixes' | 'related'>>,
) => void

/** An environment variable, or a mark of a template language: what stands here at last is not known. */
const unknowable = /\$[{A-Za-z_.]|\{\{|\}\}|\{%|%\}|<%|%>|@@|<[A-Z_]+>/

export const isKnown = (word: Word): boolean => !unknowable.test(word.text)

/** A value that is neither an environment variable nor anything that a template may put in. */
export const isPlain = (word: Word): boolean => isKnown(word) && !/[{}<>!@%#]|__/.test(word.text)

/** The known name that a misspelt one was most likely meant to be. */
export function createSuggest(): (name: string, known: () => Iterable<string>, table: string) => string | undefined {
  const remembered = new Map<string, string | undefined>()
  return (name, known, table) => {
    const key = `${table} ${name}`
    // A file that is no configuration at all would ask for thousands.
    if (!remembered.has(key) && remembered.size < 60) {
      const at: Span = { file: '', start: 0, end: 0 }
      remembered.set(
        key,
        name.length > 60
          ? undefined
          : nearest(
              name,
              [...known()].map(text => ({ text, at })),
            )?.text,
      )
    }
    return remembered.get(key)
  }
}

export type Suggest = ReturnType<typeof createSuggest>

/** What a check of a line has at hand. */
export interface Context {
  readonly report: Report
  readonly suggest: Suggest
  readonly acls: Acls
}

/** What is told of a line whose keyword is right. */
export type Check = (line: Line, context: Context) => void

/** What the names in a section's conditions are held against. */
export interface Acls {
  /** Declared above the line. */
  readonly above: ReadonlySet<string>
  /** Declared anywhere in the section. */
  readonly all: ReadonlyMap<string, Word>
  /** Others may be declared where it is not known: none is undefined. */
  readonly open: boolean
}

/** Writes another text in the place of a word. */
export const rewrite = (word: Word, text: string, safe: boolean): Fault['fixes'] => [
  { title: `Write "${text}"`, edits: [{ at: word.at, text } satisfies Edit], safe },
]

/** Tells of a name that is not known, and of the known one that was most likely meant. `table` tells one set of names from another. */
export function reportUnknown(
  { report, suggest }: Pick<Context, 'report' | 'suggest'>,
  kind: FaultKind,
  word: Word,
  message: string,
  names: () => Iterable<string>,
  table: string,
): void {
  if (!isKnown(word)) return
  const meant = suggest(word.text, names, table)
  if (meant === undefined) report(kind, word, message)
  else
    report(kind, word, `${message} Was "${meant}" meant?`, {
      fixes: rewrite(word, meant, isSpelling(word.text, meant)),
    })
}

/** The names of a table that a maintained version has. */
export function* currentOf(table: ReadonlyMap<string, { readonly current: boolean }>): Generator<string> {
  for (const [name, { current }] of table) if (current) yield name
}
