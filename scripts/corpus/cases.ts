/** States before and after a fix: what is reported at the lines that the fix changed, on either side. */
import * as fs from 'node:fs'
import * as path from 'node:path'
import type { Finding } from '../../server/rule.ts'
import type { Workspace } from '../../server/workspace.ts'
import { diffLines } from './diff.ts'
import type { Row } from './labels.ts'

export interface Case {
  readonly id: string
  readonly class: string
  /** Whether a person thought that the files tell it. */
  readonly expected: 'yes' | 'perhaps' | 'no'
  /** A line that was fixed carries a finding before, and none of its rule after. Advice counts where no more was expected. */
  readonly found: boolean
  /** Errors and warnings on the side that is right, at the lines of the fix. */
  readonly alarms: readonly string[]
  /** What is reported on the bad side, at those lines. */
  readonly rules: readonly string[]
  /** Why nothing can be, where that can be told. */
  readonly obstacle: string | undefined
  /** The files that are there tell the fault, as a person thought: none is missing, none waits for its template engine. */
  readonly told: boolean
  /** Everything on both sides. */
  readonly details: readonly string[]
}

/** `load` reads a folder with advice switched on. */
export function measureCases(dir: string, rows: readonly Row[], load: (folder: string) => Workspace): readonly Case[] {
  return rows.map(row => {
    const [bad, good] = (['bad', 'good'] as const).map(name => sideOf(dir, row, name, load))
    const counts = ({ severity }: Finding): boolean => severity !== 'info' || /info/.test(row.statically_detectable!)
    const rules = [...new Set(bad!.here.filter(counts).map(({ rule, severity }) => `${rule} (${severity})`))]
    const expected = /^yes/.test(row.statically_detectable!)
      ? 'yes'
      : /^no/.test(row.statically_detectable!)
        ? 'no'
        : 'perhaps'
    const stays = new Set(good!.here.map(({ rule }) => rule))
    const found = bad!.here.some(finding => counts(finding) && !stays.has(finding.rule))
    return {
      id: row.case!,
      class: row.rule_class!.split(' (')[0]!,
      expected,
      found,
      told: expected === 'yes' && (found || bad!.obstacle === undefined || bad!.obstacle === UNPLACED),
      alarms: good!.here.flatMap(({ rule, severity }) => (severity === 'info' ? [] : `${rule} (${severity})`)),
      rules,
      obstacle: bad!.obstacle,
      details: [bad!, good!].flatMap(({ all }) => all),
    }
  })
}

interface Side {
  /** At the lines that differ. */
  readonly here: readonly Finding[]
  readonly all: readonly string[]
  readonly obstacle: string | undefined
}

function sideOf(dir: string, row: Row, name: 'bad' | 'good', load: (folder: string) => Workspace): Side {
  const root = path.join(dir, 'cases', row.case!, name)
  const workspace = load(root)
  const files = row.changed_files!.split(';').filter(Boolean)
  const changed = new Map(files.map(file => [path.join(root, file), changedLines(dir, row.case!, name, file)]))
  const findings = workspace.findings()
  const lineOf = ({ at }: Finding): number => workspace.locate(at.file, at.start).line + 1
  return {
    here: findings.filter(finding => changed.size === 0 || changed.get(finding.at.file)?.has(lineOf(finding))),
    all: findings.map(
      finding =>
        `${name} ${path.relative(root, finding.at.file)}:${lineOf(finding)} ${finding.severity} ${finding.rule}: ${finding.message}`,
    ),
    obstacle: obstacleIn(workspace, root, files),
  }
}

const UNPLACED = 'nobody is known to run it'

function obstacleIn(workspace: Workspace, root: string, changed: readonly string[]): string | undefined {
  const files = changed.map(file => path.join(root, file)).filter(file => fs.existsSync(file))
  const aside = workspace.aside()
  const isTemplate = (file: string): boolean => aside.get(file) === 'template'
  const gateways = files.filter(file => /^(?:nginx|haproxy)$/.test(workspace.files().get(file) ?? ''))
  if (files.length === 0) return 'its file is not in the collection'
  if (gateways.length > 0 && gateways.every(isTemplate)) return 'a template that is not rendered'
  if ([...aside.keys()].some(file => isTemplate(file) && /compose[^/]*\.ya?ml$/.test(file)))
    return 'its manifest is a template'
  const isPlaced = workspace
    .views()
    .some(
      ({ config, placements }) => placements.length > 0 && config.documents.some(({ file }) => gateways.includes(file)),
    )
  return gateways.length > 0 && !isPlaced ? UNPLACED : undefined
}

/** The lines of one side that the fix changed. */
function changedLines(dir: string, id: string, side: 'bad' | 'good', file: string): ReadonlySet<number> {
  const [before, after] = (['bad', 'good'] as const).map(which => {
    const there = path.join(dir, 'cases', id, which, file)
    return fs.existsSync(there) ? fs.readFileSync(there, 'utf8').split('\n') : []
  })
  return side === 'bad' ? diffLines(before!, after!) : diffLines(after!, before!)
}
