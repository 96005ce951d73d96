/**
 * How long everything takes, beside what somebody would else wait for: `npm run bench -- parse typing`, or all parts without a name.
 * Prints tables and judges nothing; `--write` puts them into docs/speed.md.
 */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Built, build } from './bench/build.ts'
import { commandLine } from './bench/command-line.ts'
import { printed, type Table } from './bench/figures.ts'
import { growth } from './bench/growth.ts'
import { monorepo } from './bench/monorepo.ts'
import { machine, withTables } from './bench/page.ts'
import { parse } from './bench/parse.ts'
import { start } from './bench/start.ts'
import { typing } from './bench/typing.ts'

const parts: Readonly<Record<string, (built: Built) => readonly Table[] | Promise<readonly Table[]>>> = {
  parse,
  typing,
  'command-line': commandLine,
  monorepo,
  growth,
  start,
}

const isWriting = process.argv.includes('--write')
const wanted = process.argv.slice(2).filter(name => name !== '--write')
const unknown = wanted.find(name => !Object.hasOwn(parts, name))
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". The parts are: ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

const page = join(import.meta.dirname, '../docs/speed.md')
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatelint-bench-')))
try {
  const where = machine(new Date().toISOString().slice(0, 10))
  console.log(where)
  const built = build(folder)
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const tables = await measure(built)
    for (const table of tables) console.log(printed(table))
    if (isWriting) writeFileSync(page, withTables(readFileSync(page, 'utf8'), name, tables, where))
  }
} finally {
  rmSync(folder, { recursive: true })
}
