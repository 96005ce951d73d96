/**
 * Measures the rules on a collection of real projects, and prints tables: `npm run corpus -- DIR`.
 *
 * DIR holds `files/<owner+repo>/…` (projects), `labels.tsv` (targets judged by hand), `labels_k8s.tsv` (Services and routes
 * judged by hand), `oracle.tsv` (what the real servers say of configurations), `cases.tsv` and `cases/<id>/{bad,good}/…`
 * (states before and after a fix). Nothing of it is needed for anything else.
 */
import * as fs from 'node:fs'
import * as path from 'node:path'
import { isTemplate, mayBeOurs } from '../server/kinds.ts'
import type { Finding } from '../server/rule.ts'
import { createWorkspace, type Workspace } from '../server/workspace.ts'
import { diffLines } from './corpus/diff.ts'
import { judgedManifests } from './corpus/kubernetes.ts'
import { type Reading, readManifests } from './corpus/manifests.ts'
import { accepted } from './corpus/oracle.ts'

const [dir = '.', ...only] = process.argv.slice(2)
const verbose = only.includes('--verbose')

/** A line of a table, by its headings. */
type Row = Readonly<Record<string, string>>

function table(file: string): readonly Row[] {
  const [head = '', ...lines] = fs.readFileSync(path.join(dir, file), 'utf8').trimEnd().split('\n')
  const names = head.split('\t')
  return lines.map(line => Object.fromEntries(line.split('\t').map((cell, index) => [names[index], cell])))
}

function load(folder: string): Workspace {
  const workspace = createWorkspace()
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

function projects(): void {
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
  let files = 0
  for (const project of fs.readdirSync(path.join(dir, 'files')).sort()) {
    const root = path.join(dir, 'files', project)
    const workspace = load(root)
    files += workspace.files().size
    for (const finding of workspace.findings()) {
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
}

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

function cases(): void {
  console.log('\n## Cases\n\n| case | class | detectable | bad side | good side |\n|---|---|---|---|---|')
  for (const row of table('cases.tsv')) {
    const [bad, good] = (['bad', 'good'] as const).map(side => {
      const root = path.join(dir, 'cases', row.case!, side)
      const workspace = load(root)
      const files = row.changed_files!.split(';').filter(Boolean)
      const places = workspace
        .findings()
        .map(finding => ({ finding, file: path.relative(root, finding.at.file), line: lineOf(workspace, finding) }))
      return {
        root,
        workspace,
        places,
        changed: new Map(files.map(file => [file, changedLines(row.case!, side, file)])),
      }
    })
    const here = ({ places, changed }: NonNullable<typeof bad>): readonly string[] => [
      ...new Set(
        places
          .filter(
            ({ file, line, finding }) =>
              finding.severity !== 'info' && (row.changed_files === '' || changed.get(file)?.has(line)),
          )
          .map(({ finding }) => `${finding.rule} (${finding.severity})`),
      ),
    ]
    console.log(
      `| ${row.case} | ${row.rule_class} | ${row.statically_detectable!.split(':')[0]} | ${here(bad!).join(', ') || '–'} | ${here(good!).join(', ') || 'silent'} |`,
    )
    if (verbose)
      for (const side of [bad!, good!])
        for (const { finding } of side.places)
          console.log(`    ${path.basename(side.root)} ${show(side.workspace, side.root, finding)}`)
  }
}

/** The lines of one side that the fix changed. */
function changedLines(id: string, side: 'bad' | 'good', file: string): ReadonlySet<number> {
  const [before, after] = (['bad', 'good'] as const).map(which => {
    const there = path.join(dir, 'cases', id, which, file)
    return fs.existsSync(there) ? fs.readFileSync(there, 'utf8').split('\n') : []
  })
  return side === 'bad' ? diffLines(before!, after!) : diffLines(after!, before!)
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

projects()
console.log(accepted(table('oracle.tsv'), open).join('\n'))
kubernetes()
manifests()
cases()
