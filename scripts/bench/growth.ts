/** How the time grows with what there is much of: nothing may grow faster than n log n. */
import { spawnSync } from 'node:child_process'
import type { Built } from './build.ts'
import { goal, grouped, median, shown, type Table } from './figures.ts'
import { type Shape, shapes } from './shapes.ts'

const ROUNDS = 3
/** Milliseconds for one size; a shape whose size before took half of that is not made larger. */
const PATIENCE = 12_000
/** Milliseconds from which on one run must do. */
const LONG = 1_500
/** What the exponent of two equal measurements may differ by. */
const NOISE = 0.1

export function growth({ measures }: Built): readonly Table[] {
  const rows = (isHostile: boolean): readonly (readonly string[])[] =>
    Object.entries(shapes)
      .filter(([, { hostile = false }]) => hostile === isHostile)
      .map(([name, shape]) => rowOf(name, shape, measure(measures, name, shape)))
  const heads = ['', 'how many', 'median, ms', 'at each doubling', 'of one, µs', 'exponent', 'goal']
  const note = `From the texts to the findings of every rule, the first time in a process of its own. The exponent e is that of n^e over the last two doublings; the goal is what n log n has there, and a tenth for noise. A size has ${PATIENCE / 1000} s, and is not tried if half as much took half of that.`
  return [
    { title: 'Growth', heads, rows: rows(false), note },
    { title: 'Growth of what nobody writes', heads, rows: rows(true) },
  ]
}

/** The milliseconds for each size; NaN for those that did not come to an end in time. */
function measure(measures: string, name: string, { sizes }: Shape): readonly number[] {
  const runs = sizes.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, size] of sizes.entries()) {
      const own = runs[index]!
      const isHopeless = runs.slice(0, index).some(([first = 0]) => !(first < PATIENCE / 2))
      if (isHopeless || !((own[0] ?? 0) < LONG)) continue
      own.push(run(measures, name, size))
    }
  }
  return runs.map(median)
}

function run(measures: string, name: string, size: number): number {
  const argv = [measures, 'judge', name, String(size)]
  const { status, stdout, stderr, error } = spawnSync(process.execPath, argv, { encoding: 'utf8', timeout: PATIENCE })
  if (error && 'code' in error && error.code === 'ETIMEDOUT') return Number.NaN
  if (status !== 0) throw new Error(`${name}, ${size}: ${stderr}`)
  return JSON.parse(stdout)[0]
}

function rowOf(name: string, { unit, sizes }: Shape, ms: readonly number[]): readonly string[] {
  const [smallest, quarter, largest] = [sizes[0]!, sizes.at(-3)!, sizes.at(-1)!]
  const exponent = Math.log(ms.at(-1)! / ms.at(-3)!) / Math.log(largest / quarter)
  const linearithmic = 1 + Math.log(Math.log(largest) / Math.log(quarter)) / Math.log(largest / quarter)
  const limit = linearithmic + NOISE
  const doublings = ms.slice(1).map((own, index) => own / ms[index]!)
  return [
    name,
    `${grouped(smallest)} to ${grouped(largest)}`,
    reached(ms),
    doublings.flatMap(own => (Number.isNaN(own) ? [] : `×${own.toFixed(1)}`)).join(' '),
    Number.isNaN(ms.at(-1)) ? '' : `${shown((1000 * ms.at(-1)!) / largest)} (${unit})`,
    Number.isNaN(exponent) ? '' : exponent.toFixed(2),
    goal(`≤ ${limit.toFixed(2)}`, exponent, limit),
  ]
}

/** The sizes that came to an end, and that the others did not. */
function reached(ms: readonly number[]): string {
  const ended = ms.filter(own => !Number.isNaN(own)).map(shown)
  return [...ended, ...(ended.length < ms.length ? [`not within ${PATIENCE / 1000} s`] : [])].join(' → ')
}
