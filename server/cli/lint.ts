/** The command that all is about: reads, checks, mends where asked to, and reports. */
import { relative } from 'node:path'
import { version } from '../../package.json'
import { type Notice, type OnRead, slashed } from '../files.ts'
import { count } from '../output/results.ts'
import { visible } from '../output/terminal.ts'
import { reachOf } from '../reach.ts'
import type { Finding, Severity } from '../rule.ts'
import { rules } from '../rules/index.ts'
import { readBaseline, without, writeBaseline } from './baseline.ts'
import type { Console, ExitCode, When } from './console.ts'
import { type Input, namedInput } from './input.ts'
import { mend, save } from './mend.ts'
import { patchOf } from './patch.ts'
import { pipedInput } from './piped.ts'
import { createProgress } from './progress.ts'
import type { Report } from './report.ts'
import { writeReports } from './reports.ts'
import { printSettings, settle } from './settings.ts'
import { changedSince } from './since.ts'
import { unchecked } from './unchecked.ts'

export interface LintOptions {
  readonly reports: readonly Report[]
  readonly fix: boolean
  readonly unsafeFixes: boolean
  /** Prints what fixes would change, and writes nothing. */
  readonly diff: boolean
  /** Tells of errors only. */
  readonly quiet: boolean
  /** The least severity that counts as a failure. */
  readonly failOn: Severity | 'never'
  readonly maxWarnings: number
  readonly passWithNoFiles: boolean
  /** What `.gitignore` hides is not looked at, unless it is named. */
  readonly ignore: boolean
  readonly color: When
  /** The path at which a text from standard input counts as standing. */
  readonly stdinFilename: string | undefined
  /** The only settings that count; false for none. */
  readonly config: string | false | undefined
  /** The file of which to print the settings, instead of checking anything. */
  readonly printConfig: string | undefined
  /** The file of known findings; false for none, undefined for the one that lies here or above. */
  readonly baseline: string | false | undefined
  readonly updateBaseline: boolean
  /** Only findings in files that have changed since this commit. */
  readonly since: string | undefined
  /** Tells what was not checked, and why. */
  readonly verbose: boolean
  /** Tells how long what has taken. */
  readonly stats: boolean
}

export async function lint(paths: readonly string[], options: LintOptions, console: Console): Promise<ExitCode> {
  const started = performance.now()
  const progress = createProgress(console)
  const input = await inputOf(paths, options, console, progress.show)
  progress.end()
  if (typeof input === 'string') return refuse(input, console)
  const read = performance.now()
  const { workspace, notices, show, fixable } = input
  const unsettled = await settle(workspace, options.config, console)
  if (unsettled !== undefined) return refuse(unsettled, console)
  if (options.printConfig !== undefined) return printSettings(options.printConfig, workspace, console)
  const changed = options.since === undefined ? undefined : await changedSince(options.since, console.cwd)
  if (typeof changed === 'string') return refuse(changed, console)
  const baseline = options.baseline === false ? undefined : await readBaseline(options.baseline, console.cwd)
  if (typeof baseline === 'string' && !options.updateBaseline) return refuse(baseline, console)

  /** Settings are everybody's, whatever was asked for. */
  const covers = (file: string): boolean =>
    input.covers(file) || workspace.settings().files.some(settings => settings.file === file)
  const isNew = ({ at, related = [] }: Finding): boolean =>
    changed === undefined || [at, ...related.map(other => other.at)].some(({ file }) => changed.has(file))
  const findingsNow = (): readonly Finding[] =>
    workspace.findings().filter(finding => covers(finding.at.file) && isNew(finding))
  const before = findingsNow()
  const files = [...workspace.files()].flatMap(([file, kind]) =>
    kind !== 'settings' && input.covers(file) ? [file] : [],
  )
  const errors = [...input.errors]
  const tell = (kind: string, told: readonly Notice[]): void => {
    for (const { path, message } of told) console.err(`${kind}: ${visible(`${show(path)} ${message}`)}\n`)
  }
  tell('warning', notices)
  if (files.length === 0 && errors.length === 0 && !options.passWithNoFiles) {
    return refuse(`there is nothing to check in ${paths.join(', ') || console.cwd}: ${NOTHING}`, console)
  }

  if (options.updateBaseline) {
    const { path, failure } = await writeBaseline(options.baseline || undefined, console.cwd, before, workspace)
    if (failure !== undefined) return refuse(`${show(path)} ${failure}`, console)
    console.out(`Wrote ${count(before.length, 'known finding')} to ${visible(show(path))}.\n`)
    return 0
  }
  if (options.fix || options.diff) {
    const { changes, left } = await mend(workspace, findingsNow, { unsafe: options.unsafeFixes, covers })
    errors.push(...left)
    if (options.diff) {
      tell('error', errors)
      console.out(patchOf(changes, file => slashed(relative(console.cwd, file))))
      return errors.length > 0 ? 2 : changes.size > 0 ? 1 : 0
    }
    errors.push(...(await save(workspace, changes)))
  }
  const all = options.fix ? findingsNow() : before
  const known =
    typeof baseline === 'object' ? without(baseline, all, workspace, file => covers(file) && !changed) : undefined
  const findings = known?.left ?? all
  if (known && known.stale > 0)
    console.err(
      `note: ${count(known.stale, 'finding')} of the baseline ${known.stale === 1 ? 'is' : 'are'} no more: --update-baseline takes them out.\n`,
    )

  const views = workspace.views().filter(({ config }) => config.documents.some(({ file }) => covers(file)))
  if (options.verbose) tell('note', unchecked(workspace, views, covers))
  const results = {
    findings: options.quiet ? findings.filter(({ severity }) => severity === 'error') : findings,
    rules,
    files: files.length,
    checked: files,
    reach: reachOf(views, findings),
    fixed: Math.max(0, before.length - all.length),
    known: known?.hidden ?? 0,
    fixable,
    durationMs: performance.now() - started,
    version,
    docs: (rule: string) => new URL(`${rule}.md`, console.pages).href,
    text: (file: string) => workspace.text(file) ?? '',
    locate: workspace.locate,
    show,
  }
  errors.push(...(await writeReports(options.reports, results, options.color, console)))
  tell('error', errors)
  if (options.stats) console.err(stats({ read: read - started, all: performance.now() - started, files: files.length }))
  return errors.length > 0 ? 2 : verdict(findings, options, console)
}

/** Says what could not be done. */
function refuse(message: string, { err }: Console): ExitCode {
  err(`error: ${visible(message)}\n`)
  return 2
}

const stats = ({
  read,
  all,
  files,
}: {
  readonly read: number
  readonly all: number
  readonly files: number
}): string => {
  const memory = Math.round(process.memoryUsage.rss() / 1e6)
  return `note: ${count(files, 'file')} in ${Math.round(all)} ms: ${Math.round(read)} ms to find and read, ${Math.round(all - read)} ms to judge; ${memory} MB\n`
}

/** What is to be checked, or why that cannot be done. */
async function inputOf(
  paths: readonly string[],
  { stdinFilename, fix, diff, ignore }: LintOptions,
  { cwd, stdin }: Console,
  onRead: OnRead,
): Promise<Input | string> {
  if (!paths.includes(STDIN)) {
    return stdinFilename === undefined
      ? namedInput(paths, cwd, onRead, !ignore)
      : `--stdin-filename names what comes on standard input: put "${STDIN}" in the place of the paths`
  }
  if (paths.length > 1) return `"${STDIN}" stands for standard input, and goes with no other path`
  if (fix || diff) return 'fixes are written to files: what comes on standard input can be checked, but not fixed'
  return pipedInput(await stdin(), stdinFilename, cwd)
}

/** In the place of a path. */
const STDIN = '-'

const NOTHING =
  'no nginx or HAProxy configuration, no compose file and no Dockerfile was found. Name the files, or use --pass-with-no-files.'

function verdict(findings: readonly Finding[], { failOn, maxWarnings }: LintOptions, { err }: Console): ExitCode {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  if (warnings > maxWarnings) {
    err(`error: there are ${warnings} warnings, and --max-warnings allows ${maxWarnings}\n`)
    return 1
  }
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1)
  return findings.some(({ severity }) => failing.includes(severity)) ? 1 : 0
}

/** The gravest first. */
const SEVERITIES: readonly (Severity | 'never')[] = ['error', 'warning', 'info']
