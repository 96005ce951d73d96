/** How long reading takes, beside the servers themselves and beside plain ohm-js: `npm run bench`. Prints tables; judges nothing. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { Dialect } from '../server/syntax/tree.ts'
import { timeCommandLine } from './bench/command-line.ts'
import { measures } from './bench/measures.ts'
import { generateConfig } from './generate-config.ts'

/** How each server is asked to check a file. */
const servers = {
  nginx: ['nginx', '-t', '-q', '-c'],
  haproxy: ['haproxy', '-c', '-f'],
} as const satisfies Record<Dialect, readonly string[]>

const lines = Number(process.argv[2] ?? 10_000)
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatelint-bench-')))
try {
  // Bundled as it is shipped: a loader that compiles on the fly would be measured, too.
  const bundle = join(folder, 'measures.mjs')
  const entryPoints = [join(import.meta.dirname, 'bench/measures.ts')]
  const js = "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)"
  buildSync({
    entryPoints,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    outfile: bundle,
    banner: { js },
  })
  for (const dialect of ['nginx', 'haproxy'] as const) run(bundle, dialect)
  runCommandLine()
} finally {
  rmSync(folder, { recursive: true })
}

function runCommandLine(): void {
  console.log(`\n${row('the command line, whole processes', 'median ms', 'p95 ms', 'times node -e 0')}`)
  const timed = timeCommandLine(folder, 15)
  for (const { name, runs } of timed) print(name, runs, timed[0]!.runs)
}

function run(bundle: string, dialect: Dialect): void {
  const text = generateConfig(dialect, lines)
  const config = join(folder, dialect)
  writeFileSync(config, text)
  const size = `${lines} lines, ${Math.round(Buffer.byteLength(text) / 1024)} KB`
  console.log(`\n${dialect}: ${size}, ${cpus()[0]?.model}, node ${process.version}`)
  const [program, ...options] = servers[dialect]
  const check = `${program} ${options[0]}`
  console.log(row('', 'median ms', 'p95 ms', `times ${check}`))

  const reference = serverCheck(program, [...options, config])
  print(`${check}, the whole process`, reference, reference)
  for (const name of Object.keys(measures)) {
    const processes = name.includes('first') ? 11 : 1
    const runs = Array.from({ length: processes }, () => measure(bundle, name, dialect, config)).flat()
    print(name, runs, reference)
  }
}

/** The server reads and checks the same file. No figures where it is not installed. */
function serverCheck(program: string, args: readonly string[]): readonly number[] {
  if (spawnSync(program, ['-v']).error) return []
  return Array.from({ length: 15 }, () => {
    const begin = performance.now()
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${program} refuses the generated configuration: ${stderr}`)
    return performance.now() - begin
  })
}

function measure(bundle: string, ...args: readonly string[]): readonly number[] {
  // As the extension starts its server (client/server.ts).
  const options = args[0]?.includes('keystroke') ? ['--max-semi-space-size=64'] : []
  const { stdout, stderr, status } = spawnSync(process.execPath, [...options, bundle, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

function print(name: string, runs: readonly number[], reference: readonly number[]): void {
  if (runs.length === 0) {
    console.log(row(name, 'not here', '', ''))
    return
  }
  const ratio = reference.length > 0 ? (quantile(runs, 0.5) / quantile(reference, 0.5)).toFixed(2) : ''
  console.log(row(name, quantile(runs, 0.5).toFixed(2), quantile(runs, 0.95).toFixed(2), ratio))
}

function row(first: string, ...others: readonly string[]): string {
  return first.padEnd(38) + others.map(other => other.padStart(18)).join('')
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]!
}
