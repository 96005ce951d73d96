/** Reading a text alone: beside the servers, which check it as well, other parsers of npm, and ohm-js without compiled grammars. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateConfig } from '../generate-config.ts'
import type { Built } from './build.ts'
import { grouped, median, p95, shown, type Table, times } from './figures.ts'
import type { readers } from './measures.ts'
import { inTurn } from './processes.ts'
import { type Server, servers } from './servers.ts'

type Reader = keyof typeof readers

const SIZES = [1_000, 10_000, 100_000]
const ROUNDS = 5
const INTERPRETING = 'ohm-js, interpreting'
/** The interpreter takes many times longer, and is asked no more than this, in fewer rounds. */
const MOST_INTERPRETED = 10_000
const ROUNDS_INTERPRETED = 2

const OURS: readonly Reader[] = ['gatelint', 'gatelint, a keystroke', INTERPRETING]
const READERS = { nginx: [...OURS, 'nginx-conf', '@webantic/nginx-config-parser'], haproxy: OURS } as const

export const parse = (built: Built): readonly Table[] =>
  servers.flatMap(server => SIZES.map(lines => tableOf(built, server, lines)))

function tableOf({ folder, measures }: Built, { dialect, name, checks, check }: Server, lines: number): Table {
  const text = generateConfig(dialect, lines)
  const file = join(folder, `parse-${dialect}-${lines}`)
  writeFileSync(file, text)
  const asked = READERS[dialect].filter(name => name !== INTERPRETING || lines <= MOST_INTERPRETED)
  const runs = new Map<Reader, (readonly number[])[]>(asked.map(name => [name, []]))
  const server: number[] = []
  const command = { argv: check(file), cwd: folder }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, own] of runs) {
      if (name === INTERPRETING && round >= ROUNDS_INTERPRETED) continue
      // As the extension starts its server (client/extension.ts).
      const options = name.endsWith('keystroke') ? ['--max-semi-space-size=64'] : []
      const argv = [...options, measures, 'parse', name, dialect, file]
      own.push(JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' })))
    }
    server.push(...inTurn({ command }, 1, folder).command.ms)
  }
  const warmOf = (name: Reader): readonly number[] =>
    (runs.get(name) ?? []).flatMap(own => own.slice(Math.max(1, own.length / 4)))
  const beside = dialect === 'nginx' ? 'nginx-conf' : INTERPRETING
  return {
    title: `${grouped(lines)} lines of ${name}, ${grouped(Math.round(text.length / 1000))} kB`,
    heads: ['', 'first, ms', `times ${checks}`, 'warm, ms', 'p95', `times ${beside}`],
    rows: [
      ...asked.map(name => {
        const [first, warm] = [runs.get(name)!.map(([first = Number.NaN]) => first), warmOf(name)]
        const isTyping = name.endsWith('keystroke')
        return [
          name,
          ...(isTyping ? ['', ''] : [shown(median(first)), times(first, server)]),
          shown(median(warm)),
          shown(p95(warm)),
          times(warm, warmOf(beside)),
        ]
      }),
      [checks, shown(median(server)), times(server, server), '', '', ''],
    ],
  }
}
