/**
 * Measures the rules on a collection of real projects, and prints tables: `npm run corpus -- DIR`.
 *
 * DIR holds `files/<owner+repo>/…` (projects), `labels.tsv` (targets judged by hand), `labels_k8s.tsv` (Services and routes
 * judged by hand), `oracle.tsv` (what the real servers say of configurations), `cases.tsv` and `cases/<id>/{bad,good}/…`
 * (states before and after a fix). Nothing of it is needed for anything else. `--verbose` lists the findings, `--write` writes what
 * came out, in numbers, to docs/corpus.md.
 */
import * as fs from 'node:fs'
import * as path from 'node:path'
import { isTemplate, mayBeOurs } from '../server/kinds.ts'
import type { Finding } from '../server/rule.ts'
import { createWorkspace, type Workspace } from '../server/workspace.ts'
import { type Case, measureCases } from './corpus/cases.ts'
import { judgedManifests } from './corpus/kubernetes.ts'
import { type Labelled, labelledTargets, type Row } from './corpus/labels.ts'
import { type Reading, readManifests } from './corpus/manifests.ts'
import { accepted } from './corpus/oracle.ts'
import { corpusPage, type Totals } from './corpus/page.ts'

const [dir = '.', ...only] = process.argv.slice(2)
const verbose = only.includes('--verbose')

function table(file: string): readonly Row[] {
  const [head = '', ...lines] = fs.readFileSync(path.join(dir, file), 'utf8').trimEnd().split('\n')
  const names = head.split('\t')
  return lines.map(line => Object.fromEntries(line.split('\t').map((cell, index) => [names[index], cell])))
}

/** `settings`: what stands in the settings of that folder. */
function load(folder: string, settings?: string): Workspace {
  const workspace = createWorkspace()
  if (settings !== undefined) workspace.set(path.join(folder, '.gatelint.yaml'), settings)
  if (!fs.existsSync(folder)) return workspace
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile() && mayBeOurs(file)) workspace.set(file, fs.readFileSync(file, 'utf8'))
  }
  return workspace
}

const lineOf = (workspace: Workspace, { at }: Finding): number => workspace.locate(at.file, at.start).line + 1

const show = (workspace: Workspace, root: string, finding: Finding): string =>
  `${path.relative(root, finding.at.file)}:${lineOf(workspace, finding)} ${finding.severity} ${finding.rule}: ${finding.message}`

function projects(): Totals {
  const labels = table('labels.tsv')
  const judgedOk = new Set(
    labels
      .filter(row => /^OK/.test(row.verdict!))
      .flatMap(row => row.lines!.split(',').map(line => `${row.repo!.replace('/', '+')}/${row.file}:${line.trim()}`)),
  )
  const judgedWrong = labels.filter(row => row.verdict === 'MISMATCH')
  const counts = new Map<string, number>()
  const found = new Set<string>()
  const [falseAlarms, unparsed, all]: [string[], string[], string[]] = [[], [], []]
  const started = performance.now()
  const perProject: { readonly project: string; readonly warnings: number; readonly infos: number }[] = []
  let files = 0
  const names = fs.readdirSync(path.join(dir, 'files')).sort()
  for (const project of names) {
    const root = path.join(dir, 'files', project)
    const workspace = load(root)
    files += workspace.files().size
    const findings = workspace.findings()
    const of = (severity: Finding['severity']): number => findings.filter(each => each.severity === severity).length
    perProject.push({ project, warnings: of('warning'), infos: of('info') })
    for (const finding of findings) {
      const key = `${finding.rule} ${finding.severity}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      const line = `${project}/${show(workspace, root, finding)}`
      all.push(line)
      const place = `${project}/${path.relative(root, finding.at.file)}:${lineOf(workspace, finding)}`
      found.add(place)
      if (finding.severity !== 'info' && judgedOk.has(place)) falseAlarms.push(line)
      if (finding.rule === 'syntax-error' && !isTemplate(workspace.text(finding.at.file) ?? '')) unparsed.push(line)
    }
  }
  const ms = Math.round(performance.now() - started)
  console.log(`## Projects: ${files} files, read and judged in ${ms} ms\n`)
  console.log(
    [
      '| rule | severity | findings |',
      '|---|---|---|',
      ...[...counts].sort().map(([key, n]) => `| ${key.replace(' ', ' | ')} | ${n} |`),
    ].join('\n'),
  )
  console.log(
    `\nOn targets judged right (${judgedOk.size} places): ${falseAlarms.length} errors or warnings\n${falseAlarms.join('\n')}`,
  )
  const [warnings, infos] = [
    medianOf(perProject.map(each => each.warnings)),
    medianOf(perProject.map(each => each.infos)),
  ]
  console.log(
    `\nWarnings and infos of each project that has some (median of all ${names.length}: ${warnings} and ${infos})\n\n| project | warnings | infos |\n|---|---|---|\n${perProject
      .filter(each => each.warnings + each.infos > 0)
      .map(each => `| ${each.project} | ${each.warnings} | ${each.infos} |`)
      .join('\n')}`,
  )
  const missed = judgedWrong.filter(
    row => !row.lines!.split(',').some(line => found.has(`${row.repo!.replace('/', '+')}/${row.file}:${line.trim()}`)),
  )
  console.log(
    `\nTargets judged wrong: ${judgedWrong.length - missed.length} of ${judgedWrong.length} found\n${missed.map(row => `${row.repo} ${row.file}:${row.lines}`).join('\n')}`,
  )
  console.log(
    `\nUnparsed files that are no templates: ${new Set(unparsed.map(line => line.split(':')[0])).size}\n${unparsed.join('\n')}`,
  )
  if (verbose) console.log(`\nAll findings:\n${all.join('\n')}`)
  return {
    projects: names.length,
    files,
    judgedRight: judgedOk.size,
    falseAlarms: falseAlarms.length,
    judgedWrong: judgedWrong.length,
    foundWrong: judgedWrong.length - missed.length,
    medianWarnings: warnings,
    medianInfos: infos,
  }
}

const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0

function labels(): Labelled {
  const found = labelledTargets(table('labels.tsv'), open)
  const { rows, templates, byName, misses } = found
  console.log(`\n## Targets whose service was judged by hand\n
Found: ${found.found} of ${rows} (${share(found.found, rows)}); of those by the name alone, as nobody is known to run the configuration: ${byName}
On a port that some evidence names: ${found.reachable}. In templates that nobody has rendered, and left out: ${templates}\n
Not found:\n${misses.join('\n')}`)
  return found
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`

function manifests(): void {
  const readings = fs
    .readdirSync(path.join(dir, 'files'))
    .map(project => readManifests(path.join(dir, 'files', project)))
  const kinds = [...new Set(readings.flatMap(({ counts }) => [...counts.keys()]))].sort()
  const sum = (count: (reading: Reading) => number): number => readings.reduce((all, each) => all + count(each), 0)
  const thrown = readings.flatMap(each => each.thrown)
  const unread = readings.flatMap(each => each.unread)
  console.log(
    `\n## Manifests\n\n${kinds.map(kind => `${sum(({ counts }) => counts.get(kind) ?? 0)} ${kind}`).join(', ')}: ${sum(each => each.projects)} projects with ${sum(each => each.services)} services`,
  )
  console.log(`\nThrown: ${thrown.length}\n${thrown.join('\n')}`)
  console.log(`\nCompose files that could not be read: ${unread.length}\n${unread.join('\n')}`)
}

function cases(): readonly Case[] {
  const measured = measureCases(dir, table('cases.tsv'), folder => load(folder, 'extends: strict\n'))
  console.log('\n## Cases\n\n| case | class | expected | bad side | good side |\n|---|---|---|---|---|')
  for (const { id, class: kind, expected, rules, obstacle, alarms, details } of measured) {
    const told = rules.join(', ') || (obstacle ? `– (${obstacle})` : '–')
    console.log(`| ${id} | ${kind} | ${expected} | ${told} | ${alarms.join(', ') || 'silent'} |`)
    if (verbose) for (const detail of details) console.log(`    ${detail}`)
  }
  const wanted = measured.filter(({ told }) => told)
  const found = wanted.filter(each => each.found).length
  console.log(`\nOf those that the files tell, found: ${found} of ${wanted.length} (${share(found, wanted.length)})`)
  return measured
}

/** Services and routes of Kubernetes that were judged by hand. */
function kubernetes(): void {
  console.log(judgedManifests(table('labels_k8s.tsv'), open).join('\n'))
}

/** A project by its name with a slash. */
function open(repo: string): { readonly root: string; readonly workspace: Workspace } {
  const root = path.join(dir, 'files', repo.replace('/', '+'))
  return { root, workspace: load(root) }
}

const totals = projects()
const labelled = labels()
console.log(accepted(table('oracle.tsv'), open).join('\n'))
kubernetes()
manifests()
const measured = cases()
if (only.includes('--write')) {
  const page = corpusPage(new Date().toISOString().slice(0, 10), totals, labelled, measured)
  fs.writeFileSync(new URL('../docs/corpus.md', import.meta.url), page)
}
