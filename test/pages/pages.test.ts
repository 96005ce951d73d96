/** Every rule's page: it has its form, and each of its cases holds. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Rule } from '../../server/rule.ts'
import { rules } from '../../server/rules/index.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'
import { readProof } from '../proof/claims.ts'
import { brokenPromises, type Texts, textsAfter } from './fixes.ts'
import { compare, marksOf } from './marks.ts'
import { type Case, type Outcome, readPage } from './page.ts'

const folder = new URL('../../server/rules/', import.meta.url)

test('every page belongs to a rule', () => {
  const pages = readdirSync(folder).filter(name => name.endsWith('.md'))
  expect(pages.sort()).toEqual(rules.map(rule => `${rule.id}.md`).sort())
})

for (const rule of rules) {
  describe(rule.id, () => {
    const page = readPage(readFileSync(new URL(`${rule.id}.md`, folder), 'utf8'))

    test('the page has its form', () => {
      const proofs = page.cases.flatMap(found =>
        found.proof ? readProof(found.proof, found.outcomes.length > 0).problems : [],
      )
      expect([...page.problems, ...proofs]).toEqual([])
      expect({ id: page.id, summary: page.summary }).toEqual({ id: rule.id, summary: rule.summary })
    })

    test('it is proved on the real servers, or the page says what was not run', () => {
      const text = readFileSync(new URL(`${rule.id}.md`, folder), 'utf8')
      expect(page.cases.some(({ kind, proof }) => kind === 'example' && proof) || NOT_RUN.test(text)).toBe(true)
    })

    test('it shows a line that one sees, and where the documentation has it', () => {
      const text = readFileSync(new URL(`${rule.id}.md`, folder), 'utf8')
      if (!OUR_OWN.has(rule.id)) expect(partOf(text, /^Why it /)).toMatch(/^```text\n/m)
      expect(partOf(text, /^References$/)).toMatch(/\]\((?:https:\/\/|\.\.\/)/)
    })

    for (const found of page.cases) describe(found.name, () => check(found, rule))
  })
}

/** What cannot be run here is owned up to. */
const NOT_RUN = /\bnot run\b|only reasoned/i

/** Rules on what speaks to gatelint alone: no server says anything of it. */
const OUR_OWN: ReadonlySet<string> = new Set(['useless-ignore', 'wrong-setting'])

/** What stands under a heading. */
const partOf = (text: string, heading: RegExp): string =>
  text.split(/^## /m).find(part => heading.test(part.slice(0, part.indexOf('\n')))) ?? ''

function check(found: Case, rule: Rule): void {
  const texts: Texts = new Map(found.files.map(file => [inWorkspace(file.path), file.text]))
  const languages = new Map(found.files.map(file => [inWorkspace(file.path), file.language]))
  const workspaceOf = (files: Texts): Workspace => {
    const workspace = createWorkspace()
    for (const [path, text] of files) workspace.set(path, text, languages.get(path))
    return workspace
  }
  const own = (files: Texts) => workspaceOf(files).findings([rule])
  const all = (files: Texts) => workspaceOf(files).findings()
  const findings = own(texts)

  test('what is marked is found, and nothing else', () => {
    const marks = Array.from(texts, ([path, text]) => marksOf(path, text)).flat()
    const { found, marked } = compare(findings, marks, path => texts.get(path) ?? '')
    expect(found).toEqual(marked)
  })

  for (const outcome of found.outcomes) {
    test(outcome.title ? `fixed: ${outcome.title}` : 'fixed', () => {
      const offered = findings.flatMap(finding => finding.fixes ?? []).map(fix => fix.title)
      if (outcome.title) expect(offered).toContain(outcome.title)
      expect(asObject(textsAfter(texts, findings, outcome.title))).toEqual(asObject(expectedTexts(texts, outcome)))
    })
  }

  if (findings.some(finding => finding.fixes?.length))
    test('its fixes keep their promises', () => expect(brokenPromises(texts, { own, all })).toEqual([]))
}

/** Paths are absolute, as on a disk. */
const inWorkspace = (path: string): string => `/workspace/${path}`

/** Files that an outcome does not name stay as they are. */
const expectedTexts = (texts: Texts, outcome: Outcome): Texts =>
  new Map([...texts, ...outcome.files.map(file => [inWorkspace(file.path), file.text] as const)])

const asObject = (texts: Texts): Record<string, string> => Object.fromEntries(texts)
