/** How long whole processes of the command line take, beside Node's own and the servers': what somebody waits for. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateConfig } from '../generate-config.ts'

/** A process by what it is called in the table, with the milliseconds of its runs; none where it is not installed. */
export interface Timed {
  readonly name: string
  readonly runs: readonly number[]
}

/** Builds the command line in a folder as it is shipped, and times it there: each process in turn, so that all meet the same machine. */
export function timeCommandLine(folder: string, times: number): readonly Timed[] {
  const root = join(import.meta.dirname, '../..')
  const built = join(folder, 'dist')
  execFileSync(process.execPath, ['esbuild.mjs', '--production', `--outdir=${built}`], { cwd: root, stdio: 'pipe' })
  const cli = join(built, 'cli.mjs')
  const inFolder = (name: string, text: string): string => {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'nginx.conf'), text)
    return join(folder, name)
  }
  const small = inFolder('small', SMALL)
  const large = inFolder('large', generateConfig('nginx', 10_000))
  const processes: readonly (readonly [name: string, command: readonly string[], cwd: string])[] = [
    ['node -e 0', [process.execPath, '-e', '0'], folder],
    ['gatelint --version', [process.execPath, cli, '--version'], folder],
    ['gatelint, one small file', [process.execPath, cli], small],
    ['nginx -t, 10,000 lines', ['nginx', '-t', '-q', '-c', join(large, 'nginx.conf')], large],
    ['gatelint, 10,000 lines', [process.execPath, cli], large],
  ]
  const here = processes.filter(([, [program = '']]) => !spawnSync(program, ['-v']).error)
  const rounds = Array.from({ length: times }, () => here.map(([, command, cwd]) => timeOf(command, cwd)))
  return processes.map(process => ({
    name: process[0],
    runs: here.includes(process) ? rounds.map(round => round[here.indexOf(process)]!) : [],
  }))
}

function timeOf([program = '', ...args]: readonly string[], cwd: string): number {
  const begin = performance.now()
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  const took = performance.now() - begin
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return took
}

const SMALL = `events {}
http {
  server {
    listen 8080;
    location / { proxy_pass http://127.0.0.1:3000; }
  }
}
`
