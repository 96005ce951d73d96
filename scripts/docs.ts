/** Writes the index of the rules, docs/rules.md, from the rules and their pages: `npm run docs`. With `--check` it only says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs'
import { groups, type Rule } from '../server/rule.ts'
import { rules } from '../server/rules/index.ts'
import { createWorkspace } from '../server/workspace.ts'
import { type Case, type Page, readPage } from '../test/pages/page.ts'
import { type Claims, readProof } from '../test/proof/claims.ts'

function indexOf(rules: readonly Rule[]): string {
  const sections = groups.flatMap(group => {
    const own = rules.filter(rule => rule.group === group)
    if (own.length === 0) return []
    return ['', `## ${group[0]!.toUpperCase()}${group.slice(1)}`, '', ...HEAD, ...own.map(rowOf)]
  })
  return `${[...INTRODUCTION, ...sections].join('\n')}\n`
}

const INTRODUCTION = [
  '# The rules',
  '',
  `${rules.length} rules. Each has a page, which is its documentation, its test and its proof: the examples are linted, fixed, and run on the real nginx and HAProxy. A severity is that of the rule; a finding may be milder where the files prove less. Rules marked *strict* are advice: they speak where the settings say \`extends: strict\`, or name them.`,
  '',
  '**Fix**: "safe" changes nothing but the fault, and is done by `--fix`; "choice" is offered, and somebody has to choose. **Proved** is what the server answers to the examples, and what it answers after the fix; where nothing stands, the page says what was not run and why.',
]

const HEAD = ['| Rule | Severity | Finds | For | Fix | Proved |', '|---|---|---|---|---|---|']

function rowOf(rule: Rule): string {
  const page = readPage(readFileSync(new URL(`../server/rules/${rule.id}.md`, import.meta.url), 'utf8'))
  const cells = [
    `[\`${rule.id}\`](../server/rules/${rule.id}.md)`,
    rule.severity + (rule.strict ? ', *strict*' : ''),
    rule.summary.replaceAll('|', '\\|'),
    languagesOf(page).join(', '),
    fixOf(rule, page),
    provedOf(page),
  ]
  return `| ${cells.join(' | ')} |`
}

const NAMES: Readonly<Record<string, string>> = { nginx: 'nginx', haproxy: 'HAProxy' }

const examplesOf = ({ cases }: Page): readonly Case[] => cases.filter(({ kind }) => kind === 'example')

/** The gateways of the examples; where there are none, what they are about instead. */
function languagesOf(page: Page): readonly string[] {
  const languages = new Set(examplesOf(page).flatMap(({ files }) => files.map(({ language }) => language)))
  const gateways = Object.keys(NAMES).filter(language => languages.has(language))
  return gateways.length > 0 ? gateways.map(language => NAMES[language]!) : ['manifests']
}

/** The best that is offered for any finding of the examples. */
function fixOf(rule: Rule, page: Page): string {
  const fixes = examplesOf(page).flatMap(({ files }) => {
    const workspace = createWorkspace()
    for (const { path, text, language } of files) workspace.set(`/workspace/${path}`, text, language)
    return workspace.findings([rule]).flatMap(found => found.fixes ?? [])
  })
  return fixes.some(({ safe }) => safe) ? 'safe' : fixes.length > 0 ? 'choice' : ''
}

function provedOf(page: Page): string {
  const proofs = examplesOf(page).flatMap(({ proof, outcomes }) =>
    proof ? [readProof(proof, outcomes.length > 0)] : [],
  )
  const before = answersOf(proofs.map(({ found }) => found))
  const after = answersOf(proofs.map(({ fixed }) => fixed))
  return before && after ? `${before} → ${after}` : before
}

const answersOf = (claims: readonly Claims[]): string =>
  [
    ...new Set(
      claims.flatMap(({ answers, start }) => [
        ...(start?.accepted === false ? ['no start'] : []),
        ...answers.map(({ statuses }) => statuses),
      ]),
    ),
  ]
    .sort()
    .join(', ')

const file = new URL('../docs/rules.md', import.meta.url)
const text = indexOf(rules)

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/rules.md is not what the rules and their pages say: npm run docs')
  process.exitCode = 1
}
