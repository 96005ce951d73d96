/** The command that all is about: reads, checks, mends where asked to, and reports. */
import { relative } from 'node:path'
import { version } from '../../package.json'
import { load, type Named, type Notice, slashed } from '../files.ts'
import { dialectOfText, kindOf } from '../kinds.ts'
import { formats } from '../output/formats.ts'
import { visible } from '../output/terminal.ts'
import { reachOf } from '../reach.ts'
import type { Finding, Severity } from '../rule.ts'
import { rules } from '../rules/index.ts'
import { nearest } from '../syntax/nearest.ts'
import { createWorkspace, type Workspace } from '../workspace.ts'
import { type Console, type ExitCode, hasColors, type When } from './console.ts'
import { mend } from './mend.ts'

export interface LintOptions {
  readonly format: keyof typeof formats
  readonly fix: boolean
  readonly unsafeFixes: boolean
  /** Tells of errors only. */
  readonly quiet: boolean
  /** The least severity that counts as a failure. */
  readonly failOn: Severity | 'never'
  readonly maxWarnings: number
  readonly passWithNoFiles: boolean
  readonly color: When
}

export async function lint(paths: readonly string[], options: LintOptions, console: Console): Promise<ExitCode> {
  const started = performance.now()
  const named = await load(paths.length > 0 ? paths : ['.'], console.cwd)
  const { covers, notices } = named
  const workspace = createWorkspace()
  const errors = [...named.errors, ...fill(workspace, named)]
  const findingsNow = (): readonly Finding[] => workspace.findings().filter(({ at }) => covers(at.file))
  const before = findingsNow()
  if (options.fix) errors.push(...(await mend(workspace, findingsNow, { unsafe: options.unsafeFixes, covers })))
  const findings = options.fix ? findingsNow() : before
  const files = [...workspace.files().keys()].filter(covers)

  const show = (file: string): string => shortest(file, console.cwd)
  for (const { path, message } of notices) console.err(`warning: ${visible(`${show(path)} ${message}`)}\n`)
  for (const { path, message } of errors) {
    console.err(`error: ${visible(`${show(path)} ${message}${advice(path, message, console.cwd)}`)}\n`)
  }
  if (files.length === 0 && errors.length === 0 && !options.passWithNoFiles) {
    console.err(`error: there is nothing to check in ${visible(paths.join(', ') || console.cwd)}: ${NOTHING}\n`)
    return 2
  }

  const views = workspace.views().filter(({ config }) => config.documents.some(({ file }) => covers(file)))
  const results = {
    findings: options.quiet ? findings.filter(({ severity }) => severity === 'error') : findings,
    rules,
    files: files.length,
    reach: reachOf(views, findings),
    fixed: Math.max(0, before.length - findings.length),
    durationMs: performance.now() - started,
    version,
    text: (file: string) => workspace.text(file) ?? '',
    locate: workspace.locate,
    show,
  }
  console.out(formats[options.format](results, hasColors(options.color, console)))
  return errors.length > 0 ? 2 : verdict(findings, options, console)
}

/** Takes in what was read. A file that was named must be one of ours: by its name, or else by what it says. */
function fill(workspace: Workspace, { texts, asked }: Named): readonly Notice[] {
  const foreign: Notice[] = []
  for (const [path, text] of texts) {
    const dialect = asked.has(path) && !kindOf(path, text) ? dialectOfText(text) : undefined
    workspace.set(path, text, dialect)
    if (asked.has(path) && !workspace.files().has(path)) foreign.push({ path, message: FOREIGN })
  }
  return foreign
}

const FOREIGN = 'is neither an nginx or HAProxy configuration, nor a compose file, a Dockerfile or an .env file'

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

/** What to do about a path that leads nowhere. */
function advice(path: string, message: string, cwd: string): string {
  if (!message.startsWith('does not exist')) return ''
  const command = nearest(relative(cwd, path), COMMANDS)
  return command
    ? `. Did you mean the command "${command.text}"?`
    : `. Check its spelling; it was looked for from ${slashed(cwd)}.`
}

const COMMANDS = ['lint', 'explain', 'rules', 'lsp'].map(text => ({ text }))

/** Relative to the working folder, unless the path leads far away from it. */
function shortest(file: string, cwd: string): string {
  const path = slashed(relative(cwd, file))
  return path.startsWith('../../..') || path === '' ? file : path
}
