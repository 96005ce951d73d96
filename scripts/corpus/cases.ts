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
  /** Why nothing can be: the changed file is not in the collection, or waits for its template engine. */
  readonly obstacle: string | undefined
  /** Everything on both sides. */
  readonly details: readonly string[]
}

/** `load` reads a folder with advice switched on. */
export function measureCases(dir: string, rows: readonly Row[], load: (folder: string) => Workspace): readonly Case[] {
  return rows.map(row => {
    const [bad, good] = (['bad', 'good'] as const).map(name => sideOf(dir, row, name, load))
    const counts = ({ severity }: Finding): boolean => severity !== 'info' || /info/.test(row.statically_detectable!)
    const rules = [...new Set(bad!.here.filter(counts).map(({ rule, severity }) => `${rule} (${severity})`))]
    const stays = new Set(good!.here.map(({ rule }) => rule))
    return {
      id: row.case!,
      class: row.rule_class!.split(' (')[0]!,
      expected: /^yes/.test(row.statically_detectable!)
        ? 'yes'
        : /^no/.test(row.statically_detectable!)
          ? 'no'
          : 'perhaps',
      found: bad!.here.some(finding => counts(finding) && !stays.has(finding.rule)),
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
  const there = files.filter(file => fs.existsSync(path.join(root, file)))
  const aside = workspace.aside()
  const gateways = there.filter(file => /\.(?:conf|cfg|template|tmpl)$|\/conf$/.test(file))
  return {
    here: findings.filter(finding => changed.size === 0 || changed.get(finding.at.file)?.has(lineOf(finding))),
    all: findings.map(
      finding =>
        `${name} ${path.relative(root, finding.at.file)}:${lineOf(finding)} ${finding.severity} ${finding.rule}: ${finding.message}`,
    ),
    obstacle:
      there.length === 0
        ? 'its file is not in the collection'
        : [...aside].some(([file, why]) => why === 'template' && /compose[^/]*\.ya?ml$/.test(file))
          ? 'its manifest is a template'
          : gateways.length > 0 && gateways.every(file => aside.get(path.join(root, file)) === 'template')
            ? 'a template that is not rendered'
            : undefined,
  }
}

/** The lines of one side that the fix changed. */
function changedLines(dir: string, id: string, side: 'bad' | 'good', file: string): ReadonlySet<number> {
  const [before, after] = (['bad', 'good'] as const).map(which => {
    const there = path.join(dir, 'cases', id, which, file)
    return fs.existsSync(there) ? fs.readFileSync(there, 'utf8').split('\n') : []
  })
  return side === 'bad' ? diffLines(before!, after!) : diffLines(after!, before!)
}
