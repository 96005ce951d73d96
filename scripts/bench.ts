/** How long reading takes, beside nginx itself and beside plain ohm-js: `npm run bench`. Prints a table; judges nothing. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { measures } from './bench/measures.ts'
import { generateConfig } from './generate-config.ts'

const lines = Number(process.argv[2] ?? 10_000)
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatelint-bench-')))
try {
  run(generateConfig('nginx', lines))
} finally {
  rmSync(folder, { recursive: true })
}

function run(text: string): void {
  const config = join(folder, 'nginx.conf')
  writeFileSync(config, text)
  // Bundled as it is shipped: a loader that compiles on the fly would be measured, too.
  const bundle = join(folder, 'measures.mjs')
  const entryPoints = [join(import.meta.dirname, 'bench/measures.ts')]
  buildSync({ entryPoints, bundle: true, minify: true, format: 'esm', platform: 'node', outfile: bundle })

  console.log(
    `${lines} lines, ${Math.round(Buffer.byteLength(text) / 1024)} KB, ${cpus()[0]?.model}, node ${process.version}`,
  )
  console.log(row('', 'median ms', 'p95 ms', 'times nginx -t'))
  const reference = nginxTest(config)
  print('nginx -t, the whole process', reference, reference)
  for (const name of Object.keys(measures)) {
    const processes = name.includes('first') ? 11 : 1
    const runs = Array.from({ length: processes }, () => measure(bundle, name, config)).flat()
    print(name, runs, reference)
  }
}

/** nginx reads and checks the same file. No figures where there is no nginx. */
function nginxTest(config: string): readonly number[] {
  if (spawnSync('nginx', ['-v']).error) return []
  return Array.from({ length: 15 }, () => {
    const begin = performance.now()
    const { status, stderr } = spawnSync('nginx', ['-t', '-q', '-c', config], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`nginx refuses the generated configuration: ${stderr}`)
    return performance.now() - begin
  })
}

function measure(bundle: string, name: string, config: string): readonly number[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bundle, name, config], { encoding: 'utf8' })
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
  return first.padEnd(32) + others.map(other => other.padStart(16)).join('')
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]!
}
