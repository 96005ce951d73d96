/** From a keystroke to what is told of it: the language server over stdio, as the extension starts it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dialect } from '../../server/syntax/tree.ts'
import { generateConfig } from '../generate-config.ts'
import type { Built } from './build.ts'
import { type Change, open } from './editor.ts'
import { goal, grouped, median, p95, shown, type Table, times } from './figures.ts'
import { inTurn } from './processes.ts'
import { type Server, servers } from './servers.ts'

const SIZES = [1_000, 10_000, 24_000, 100_000]
/** Keystrokes that are not counted: the first half minute after a file is opened, in which V8 still compiles. */
const WARMING = 100
const KEYSTROKES = 250
/** Milliseconds that typing into one file may take; then fewer keystrokes must do. */
const BUDGET = 20_000
/** So many keystrokes, then the server checks the file. */
const BESIDE = 30

const GOALS: Readonly<Record<number, (ms: readonly number[]) => string>> = {
  10000: ms => `${goal('median ≤ 5 ms', median(ms), 5)}; ${goal('p95 ≤ 16 ms', p95(ms), 16)}`,
  24000: ms => goal('p95 ≤ 45 ms', p95(ms), 45),
  100000: ms => goal('p95 ≤ 100 ms', p95(ms), 100),
}

export async function typing(built: Built): Promise<readonly Table[]> {
  const rows: (readonly string[])[] = []
  for (const server of servers) {
    for (const lines of SIZES) {
      const { keystrokes, beside, told } = await type(built, server, lines)
      rows.push([
        `${grouped(lines)} lines of ${server.name}`,
        String(keystrokes.length),
        shown(median(keystrokes)),
        shown(p95(keystrokes)),
        times(keystrokes, beside),
        `${Math.round((100 * told) / keystrokes.length)} %`,
        GOALS[lines]?.(keystrokes) ?? '',
      ])
    }
  }
  return [
    {
      title: 'From a keystroke to the diagnostics',
      heads: ['', 'keystrokes', 'median, ms', 'p95', 'times the server', 'with changed findings', 'goal'],
      rows,
      note: 'Over stdio, all rules on, beside a compose file that runs the configuration; in turn a character typed into a value in the middle of the file, one taken away, a line feed, and a directive letter by letter. The pause for which the server waits after a keystroke is left out: the document is saved at once, upon which it does not wait. The first hundred after opening are not counted: V8 compiles meanwhile. The ratio is to `nginx -t` or `haproxy -c` on the same file.',
    },
  ]
}

interface Typed {
  readonly keystrokes: readonly number[]
  /** What the server took to check the file. */
  readonly beside: readonly number[]
  /** Of how many keystrokes diagnostics were published: of those that left findings as they were, there are none. */
  readonly told: number
}

async function type({ folder, cli }: Built, { dialect, file, path, check }: Server, lines: number): Promise<Typed> {
  const project = join(folder, `typing-${dialect}-${lines}`)
  const config = join(project, file)
  const text = generateConfig(dialect, lines)
  mkdirSync(project)
  writeFileSync(config, text)
  writeFileSync(
    join(project, 'compose.yaml'),
    `services:\n  gateway:\n    image: ${dialect}\n    volumes: ["./${file}:${path}:ro"]\n`,
  )
  const editor = await open(cli, project, config, dialect, text)
  const keystrokes: number[] = []
  const beside: number[] = []
  let told = 0
  const line = middle(dialect, text)
  let left = BUDGET
  for (const [count, change] of changes(dialect, text.split('\n')[line]!, line)) {
    const { ms, isTold } = await editor.type(change)
    left -= ms
    if (count >= WARMING) {
      keystrokes.push(ms)
      told += Number(isTold)
    }
    if (count % BESIDE === 0) {
      beside.push(...inTurn({ server: { argv: check(config), cwd: project } }, 1, folder).server.ms)
    }
    if (left < 0 && keystrokes.length >= WARMING) break
  }
  await editor.end()
  return { keystrokes, beside, told }
}

/** A line in the middle with a value to type into. */
export function middle(dialect: Dialect, text: string): number {
  const lines = text.split('\n')
  const isFit = dialect === 'nginx' ? /^ +proxy_read_timeout \d+ms;$/ : /^ +timeout server \d+ms$/
  return lines.findIndex((line, number) => number >= lines.length / 2 && isFit.test(line))
}

/** What one types: each change as the protocol has it, and all of them again and again, since they undo each other. */
export function* changes(dialect: Dialect, line: string, number: number): Generator<readonly [number, Change]> {
  const value = line.search(/\d/) + 1
  const directive = { nginx: 'proxy_buffering off;', haproxy: 'retries 3' }[dialect]
  const at = (from: number, to: number, text: string): Change => ({
    range: { start: { line: number, character: from }, end: { line: number, character: to } },
    text,
  })
  const lineFeed = { start: { line: number, character: 0 }, end: { line: number + 1, character: 0 } }
  // A fault at the end of the line, so that findings move with what is typed before it.
  const fault = { nginx: ' proxy_reed_timeout 1s;', haproxy: ' 1s' }[dialect]
  yield [0, at(line.length, line.length, fault)]
  const letters = Array.from(directive, (letter, index) => at(index, index, letter))
  const round: readonly Change[] = [
    ...[0, 1, 2].map(index => at(value + index, value + index, '1')),
    ...[2, 1, 0].map(index => at(value + index, value + index + 1, '')),
    at(0, 0, '\n'),
    ...letters,
    at(0, directive.length, ''),
    { range: lineFeed, text: '' },
  ]
  for (let count = 1; count < KEYSTROKES + WARMING; count += 1) yield [count, round[(count - 1) % round.length]!]
}
