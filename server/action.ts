/** The GitHub Action: annotations in the log, a summary of the job, and on request a SARIF file. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { run } from './cli/program.ts'

const { env } = process
/** How the runner hands over an input: in capitals, blanks as underscores, hyphens as they are. */
const input = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim()

const folder = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), 'gatelint-'))
try {
  const [json, summary] = [join(folder, 'report.json'), join(folder, 'summary.md')]
  const sarif = input('sarif-file')
  const cwd = resolve(env.GITHUB_WORKSPACE ?? '.', input('working-directory') || '.')
  const args = [
    ...['--format', input('format') || 'github', '--format', `json=${json}`, '--format', `markdown=${summary}`],
    ...(sarif ? ['--format', `sarif=${sarif}`] : []),
    ...(input('config') ? ['--config', input('config')] : []),
    ...(input('fail-on') ? ['--fail-on', input('fail-on')] : []),
    '--',
    ...input('paths')
      .split(/\s*\n\s*|\s+/)
      .filter(path => path !== ''),
  ]
  process.exitCode = await run(args, {
    cwd,
    env,
    isTerminal: false,
    errIsTerminal: false,
    pages: new URL('./rules/', import.meta.url),
    stdin: async () => '',
    out: text => void process.stdout.write(text),
    // The runner turns this command into an error of the step; what follows it on the line is data.
    err: text =>
      void process.stdout.write(
        text.replace(/^error: (.*)$/gm, (_, message: string) => `::error::${escaped(message)}`),
      ),
  })
  if (process.exitCode !== 2) {
    const { errors, warnings } = JSON.parse(readFileSync(json, 'utf8')).summary
    append(env.GITHUB_OUTPUT, `errors=${errors}\nwarnings=${warnings}\nsarif-file=${sarif}\n`)
    append(env.GITHUB_STEP_SUMMARY, readFileSync(summary, 'utf8'))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The runner's files are shared by all that a step runs: they are added to, never replaced. */
function append(file: string | undefined, text: string): void {
  if (file) appendFileSync(file, text)
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
