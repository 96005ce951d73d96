/** The command that all is about: reads, checks, mends where asked to, and reports. */
import { version } from '../../package.json'
import { formats } from '../output/formats.ts'
import { visible } from '../output/terminal.ts'
import { reachOf } from '../reach.ts'
import type { Finding, Severity } from '../rule.ts'
import { rules } from '../rules/index.ts'
import { type Console, type ExitCode, hasColors, type When } from './console.ts'
import { type Input, namedInput } from './input.ts'
import { mend } from './mend.ts'
import { pipedInput } from './piped.ts'
import { printSettings, settle } from './settings.ts'

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
  /** The path at which a text from standard input counts as standing. */
  readonly stdinFilename: string | undefined
  /** The only settings that count; false for none. */
  readonly config: string | false | undefined
  /** The file of which to print the settings, instead of checking anything. */
  readonly printConfig: string | undefined
}

export async function lint(paths: readonly string[], options: LintOptions, console: Console): Promise<ExitCode> {
  const started = performance.now()
  const input = await inputOf(paths, options, console)
  if (typeof input === 'string') {
    console.err(`error: ${visible(input)}\n`)
    return 2
  }
  const { workspace, notices, show, fixable } = input
  const refused = await settle(workspace, options.config, console)
  if (refused !== undefined) {
    console.err(`error: ${visible(refused)}\n`)
    return 2
  }
  if (options.printConfig !== undefined) return printSettings(options.printConfig, workspace, console)
  /** Settings are everybody's, whatever was asked for. */
  const covers = (file: string): boolean =>
    input.covers(file) || workspace.settings().files.some(settings => settings.file === file)
  const errors = [...input.errors]
  const findingsNow = (): readonly Finding[] => workspace.findings().filter(({ at }) => covers(at.file))
  const before = findingsNow()
  if (options.fix) errors.push(...(await mend(workspace, findingsNow, { unsafe: options.unsafeFixes, covers })))
  const findings = options.fix ? findingsNow() : before
  const files = [...workspace.files()].flatMap(([file, kind]) =>
    kind !== 'settings' && input.covers(file) ? [file] : [],
  )

  for (const { path, message } of notices) console.err(`warning: ${visible(`${show(path)} ${message}`)}\n`)
  for (const { path, message } of errors) console.err(`error: ${visible(`${show(path)} ${message}`)}\n`)
  if (files.length === 0 && errors.length === 0 && !options.passWithNoFiles) {
    console.err(`error: there is nothing to check in ${visible(paths.join(', ') || console.cwd)}: ${NOTHING}\n`)
    return 2
  }

  const views = workspace.views().filter(({ config }) => config.documents.some(({ file }) => covers(file)))
  const results = {
    findings: options.quiet ? findings.filter(({ severity }) => severity === 'error') : findings,
    rules,
    files: files.length,
    checked: files,
    reach: reachOf(views, findings),
    fixed: Math.max(0, before.length - findings.length),
    fixable,
    durationMs: performance.now() - started,
    version,
    docs: (rule: string) => new URL(`${rule}.md`, console.pages).href,
    text: (file: string) => workspace.text(file) ?? '',
    locate: workspace.locate,
    show,
  }
  console.out(formats[options.format](results, hasColors(options.color, console)))
  return errors.length > 0 ? 2 : verdict(findings, options, console)
}

/** What is to be checked, or why that cannot be done. */
async function inputOf(
  paths: readonly string[],
  { stdinFilename, fix }: LintOptions,
  { cwd, stdin }: Console,
): Promise<Input | string> {
  if (!paths.includes(STDIN)) {
    return stdinFilename === undefined
      ? namedInput(paths, cwd)
      : `--stdin-filename names what comes on standard input: put "${STDIN}" in the place of the paths`
  }
  if (paths.length > 1) return `"${STDIN}" stands for standard input, and goes with no other path`
  if (fix) return 'fixes are written to files: what comes on standard input can be checked, but not fixed'
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
