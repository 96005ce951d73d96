/** The commands and options of the command line, and what they are called. What a command does is read when it is asked for. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { version } from '../../package.json'
import { formats } from '../output/formats.ts'
import { nearest } from '../syntax/nearest.ts'
import { type Console, type ExitCode, type Shell, shells, type When } from './console.ts'
import type { LintOptions } from './lint.ts'
import { type Report, reportOf } from './report.ts'

/** Runs a command line. Never throws: what goes wrong is written, and told by the exit code. */
export async function run(args: readonly string[], console: Console): Promise<ExitCode> {
  let code: ExitCode = 0
  try {
    const program = programFor(console, ended => {
      code = ended
    })
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    console.err(
      `gatelint: this is a fault of gatelint, please report it: ${error instanceof Error ? error.stack : error}\n`,
    )
    return 2
  }
}

function programFor(console: Console, end: (code: ExitCode) => void): Command {
  const program = new Command('gatelint')
    .description(
      'Finds what will answer 502, 503 or 504 in nginx and HAProxy configurations, by holding them against compose files and Dockerfiles.',
    )
    .usage('[options] [paths...]')
    .exitOverride()
    .configureOutput({ writeOut: console.out, writeErr: console.err })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Run "gatelint --help" to see all commands and options.')
    .argument('[paths...]', 'files and folders to check (default: the working folder), or "-" for standard input')
    .addOption(
      new Option(
        '-f, --format <format[=file]>',
        `how to write the report, and to which file; may be given several times (${Object.keys(formats).join(', ')})`,
      )
        .argParser(collect)
        .env('GATELINT_FORMAT')
        .default([], 'pretty'),
    )
    .option('--fix', 'apply the fixes that change nothing but the fault')
    .option('--unsafe-fixes', 'apply also those that need a second look')
    .option('--diff', 'print what the fixes would change, as a patch, and write nothing')
    .option('--quiet', 'report errors only')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity on')
        .choices(['error', 'warning', 'info', 'never'])
        .env('GATELINT_FAIL_ON')
        .default('error'),
    )
    .option('--max-warnings <number>', 'exit with 1 when there are more warnings', wholeNumber)
    .option('--stdin-filename <path>', 'the path at which the text of standard input counts as standing')
    .addOption(
      new Option(
        '--config <file>',
        'the only settings that count (default: .gatelint.yaml of each folder and of those above it)',
      ).env('GATELINT_CONFIG'),
    )
    .option('--no-config', 'let no settings count')
    .option('--print-config <file>', 'print the settings that hold for a file, and check nothing')
    .option(
      '--baseline <file>',
      'known findings that are not told again (default: .gatelint-baseline.json here or above)',
    )
    .option('--no-baseline', 'tell known findings, too')
    .option('--update-baseline', 'write all findings to the baseline')
    .option('--since <commit>', 'tell only of files that have changed since a commit, at either end of a finding')
    .option('--watch', 'check again whenever a file changes')
    .option('--verbose', 'tell also what was not checked, and why')
    .option('--stats', 'tell how long it took')
    .option('--no-ignore', 'look also at what .gitignore hides')
    .option('--pass-with-no-files', 'exit with 0 when there is nothing to check')
    .addOption(new Option('--color <when>', 'write colours').choices(['auto', 'always', 'never']).default('auto'))
    .addOption(new Option('--no-color', 'write no colours').default(undefined))
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXAMPLES)
  const check = async (paths: readonly string[]): Promise<void> => {
    const flags = program.opts<Flags>()
    const { lint } = await import('./lint.ts')
    const once = (): Promise<ExitCode> => lint(paths, lintOptions(flags), console)
    end(flags.watch ? await (await import('./watch.ts')).watch(once, console) : await once())
  }

  program.action(check)
  program
    .command('lint')
    .description('check files and folders (this is what is done when no command is given)')
    .argument('[paths...]')
    .action(check)
  program
    .command('explain')
    .description("print a rule's page, or which rules explain a line of a server's log")
    .argument('<rule>', 'as it stands in brackets in the report; or a line of a log, or "-" for one on standard input')
    .action(async (rule: string) => end(await (await import('./explain.ts')).explain(rule, console)))
  program
    .command('doctor')
    .description('show where every target leads, what says so, and what is not known')
    .argument('[paths...]')
    .action(async (paths: readonly string[]) => {
      const { format, color, config } = program.opts<Flags>()
      const options = { json: format.some(each => each.format === 'json'), ...settingsFlags(color, config) }
      end(await (await import('./doctor.ts')).doctor(paths, options, console))
    })
  program
    .command('rules')
    .description('list all rules')
    .action(async () => {
      const { listRules } = await import('./explain.ts')
      end(
        listRules(
          program.opts<Flags>().format.some(({ format }) => format === 'json'),
          console,
        ),
      )
    })
  program
    .command('init')
    .description('write a first .gatelint.yaml')
    .action(async () => end(await (await import('./settings.ts')).init(console)))
  program
    .command('schema')
    .description('print the JSON schema of .gatelint.yaml')
    .action(async () => end((await import('./settings.ts')).printSchema(console)))
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>').choices(shells))
    .action(async (shell: Shell) => console.out((await import('./completion.ts')).completionFor(shell, program)))
  program
    .command('lsp')
    .description('start the language server, for editors')
    .option('--stdio', 'speak over the standard streams, as it does in any case')
    .action(async () => (await import('../connect.ts')).connect(console.pages))
  return program
}

/** The options as they are parsed: a flag that is not given is absent. */
interface Flags
  extends Pick<LintOptions, 'failOn'>,
    Partial<Omit<LintOptions, 'reports' | 'failOn' | 'color' | 'config' | 'baseline'>> {
  readonly format: readonly Report[]
  readonly color: When | false
  readonly watch?: boolean
  /** `true` where neither `--config` nor `--no-config` is given. */
  readonly config?: string | boolean
  /** The same. */
  readonly baseline?: string | boolean
}

const lintOptions = ({
  color,
  config,
  baseline,
  format,
  fix = false,
  unsafeFixes = false,
  ...flags
}: Flags): LintOptions => ({
  reports: format.length > 0 ? format : [{ format: 'pretty', file: undefined }],
  quiet: false,
  passWithNoFiles: false,
  ignore: true,
  maxWarnings: Number.POSITIVE_INFINITY,
  stdinFilename: undefined,
  printConfig: undefined,
  since: undefined,
  diff: false,
  updateBaseline: false,
  verbose: false,
  stats: false,
  ...flags,
  fix: fix || unsafeFixes,
  unsafeFixes,
  baseline: baseline === true ? undefined : baseline,
  ...settingsFlags(color, config),
})

const settingsFlags = (
  color: Flags['color'],
  config: Flags['config'] | undefined,
): Pick<LintOptions, 'color' | 'config'> => ({
  config: config === true ? undefined : config,
  color: color === false ? 'never' : color,
})

/** Each `--format` adds a report. */
function collect(text: string, before: readonly Report[]): readonly Report[] {
  const report = reportOf(text)
  if (!report) {
    const meant = nearest(
      text,
      Object.keys(formats).map(name => ({ text: name })),
    )
    throw new InvalidArgumentError(
      meant ? `Did you mean "${meant.text}"?` : `The formats are ${Object.keys(formats).join(', ')}.`,
    )
  }
  return [...before, report]
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

const EXAMPLES = `
Examples:
  gatelint                                check everything below the working folder
  gatelint gateway/nginx.conf             check one file, in the light of the compose files around it
  nginx -T | gatelint -                   check what a running nginx was started with
  gatelint --fix                          mend what can be mended safely
  gatelint --format github                annotate a pull request
  gatelint --fail-on warning --quiet      as a gate in CI
  gatelint explain port-mismatch          read about a rule
  gatelint explain - < error.log          read what may have led to the lines of a log

Exit codes: 0 nothing found, 1 findings, 2 something could not be checked.
A comment silences a finding: # gatelint-ignore port-mismatch: the sidecar rewrites the port
`
