/** Every example of every page that has fixes, and what becomes of them when it is written in other ways. */
import { readFileSync } from 'node:fs'
import { applyEdits, byFile } from '../../server/fix.ts'
import type { Rule } from '../../server/rule.ts'
import { rules } from '../../server/rules/index.ts'
import { parse } from '../../server/syntax/parse.ts'
import { walk } from '../../server/syntax/tree.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'
import { mutations, type Written } from '../generate/mutations.ts'
import { brokenPromises, type Texts, textsAfter } from '../pages/fixes.ts'
import { readPage } from '../pages/page.ts'
import { randomOf } from '../syntax/random.ts'

export interface Seed {
  readonly rule: Rule
  readonly name: string
  readonly files: readonly Written[]
}

/** Every example with a fix. */
export const seeds: readonly Seed[] = rules.flatMap(rule => {
  const page = readPage(readFileSync(new URL(`../../server/rules/${rule.id}.md`, import.meta.url), 'utf8'))
  return page.cases
    .filter(({ kind }) => kind === 'example')
    .map(({ name, files }) => ({
      rule,
      name: `${rule.id}: ${name}`,
      files: files.map(({ path, language, text }) => ({ path: `/p/${path}`, language, text })),
    }))
    .filter(({ files }) =>
      workspaceOf(files)
        .findings([rule])
        .some(({ fixes }) => fixes?.length),
    )
})

export type Way = keyof typeof mutations

export const ways = Object.keys(mutations) as readonly Way[]

/** What is wrong with the fixes of an example that is written in other ways. */
export function broken(
  { rule, files }: Seed,
  changes: readonly (keyof typeof mutations)[],
  seed: number,
): readonly string[] {
  // What a comment speaks of may be in another file then.
  if (rule.id === 'useless-ignore' && changes.includes('a block in a file of its own')) return []
  const random = randomOf(seed)
  const written = changes.reduce<readonly Written[]>((done, way) => mutations[way](done, random), files)
  const texts: Texts = new Map(written.map(({ path, text }) => [path, text]))
  const languages = new Map(written.map(({ path, language }) => [path, language]))
  const of = (some: Texts): Workspace =>
    workspaceOf(Array.from(some, ([path, text]) => ({ path, text, language: languages.get(path) ?? '' })))
  const findings = of(texts).findings([rule])
  const edits = findings.flatMap(({ fixes = [] }) => fixes.flatMap(fix => fix.edits))
  const outside = edits.filter(
    ({ at }) => !(at.start >= 0 && at.start <= at.end && at.end <= (texts.get(at.file)?.length ?? -1)),
  )
  if (outside.length > 0) return ['an edit is outside of the text']
  const after = textsAfter(texts, findings)
  return [
    ...brokenPromises(texts, { own: some => of(some).findings([rule]), all: some => of(some).findings() }).filter(
      promise => !OF_A_STATEMENT.test(promise),
    ),
    ...Array.from(texts).flatMap(([path, text]) => layoutBroken(text, after.get(path)!)),
    ...findings
      .flatMap(({ fixes = [] }) => fixes)
      .flatMap(({ title, edits }) => Array.from(byFile(edits), ([path, some]) => [title, path, some] as const))
      .flatMap(([title, path, some]) => {
        const known = new Set(wordsWithBlanks(languages.get(path), texts.get(path)!))
        return wordsWithBlanks(languages.get(path), applyEdits(texts.get(path)!, some))
          .filter(word => !known.has(word))
          .map(word => `The fix "${title}" makes a word of "${word}"`)
      }),
  ]
}

/** A statement that is removed takes the comments between its words along. */
const OF_A_STATEMENT = /^The fix "Remove [^"]*" loses the comment "# so"$/

/** The words of a configuration that hold a blank: what was meant to stand beside a word may have got into its quotes. */
const wordsWithBlanks = (dialect: string | undefined, text: string): readonly string[] =>
  dialect === 'nginx' || dialect === 'haproxy'
    ? [...walk(parse('file', dialect, text).directives)].flatMap(({ args }) =>
        args.flatMap(word => (word.text.includes(' ') ? [word.text] : [])),
      )
    : []

/** One half of a line's end, in a file whose lines end as on Windows. */
const STRAY = /(?<!\r)\n|\r(?!\n)/

/** New lines end as the others do. */
const layoutBroken = (before: string, after: string): readonly string[] =>
  /\n/.test(before) && !STRAY.test(before) && STRAY.test(after) ? ['a new line ends otherwise'] : []

function workspaceOf(files: readonly Written[]): Workspace {
  const workspace = createWorkspace()
  for (const { path, text, language } of files) workspace.set(path, text, language)
  return workspace
}
