/**
 * Holds what must be true of every input against many: `npm run fuzz -- --cases N --seed S`, or `--only NUMBER` for one case again.
 * With `--sessions`, of every conversation with the language server.
 *
 * A second process does the work, so that a case without an end is noticed, told, and passed over.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { parseArgs } from 'node:util'
import { caseOf } from '../test/fuzz/inputs.ts'
import { type Wrong, wrongOf } from '../test/fuzz/properties.ts'
import { kindOfSession, wrongOfSession } from '../test/fuzz/sessions.ts'
import { validate } from '../test/fuzz/validate.ts'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    sessions: { type: 'boolean', default: false },
    /** Where the second process begins. */
    from: { type: 'string' },
  },
})
const seed = Number(values.seed)
const cases = Number(values.cases)

/** A case that takes longer than this many milliseconds is told; one that takes so many seconds counts as endless. */
const SLOW = 1000
const ENDLESS = 30

/** What the second process says of a case. */
interface Said {
  readonly number: number
  readonly ms: number
  readonly wrong: Wrong | undefined
}

const wrongOfCase = (number: number): Wrong | undefined | Promise<Wrong | undefined> =>
  values.sessions ? wrongOfSession(seed, number) : wrongOf(caseOf(seed, number), validate)

if (values.only !== undefined) {
  const number = Number(values.only)
  if (!values.sessions) for (const [file, text] of caseOf(seed, number).files) console.log(`── ${file}\n${text}`)
  console.log((await wrongOfCase(number)) ?? 'Every property holds.')
} else if (values.from !== undefined) {
  // The library that reads messages says there what it thinks of nonsense.
  if (values.sessions) console.error = () => undefined
  for (let number = Number(values.from); number < cases; number++) {
    process.send!({ number, ms: -1, wrong: undefined } satisfies Said)
    const started = performance.now()
    const wrong = await wrongOfCase(number)
    process.send!({ number, ms: Math.round(performance.now() - started), wrong } satisfies Said)
    // What was said is on its way before the next case may block.
    await new Promise(resolve => setImmediate(resolve))
  }
  process.disconnect()
} else run(0)

interface Row {
  cases: number
  thrown: number
  wrong: number
  endless: number
  slow: number
  slowest: number
}

function run(from: number, table = new Map<string, Row>()): void {
  const child = fork(
    import.meta.filename,
    [`--cases=${cases}`, `--seed=${seed}`, `--from=${from}`, ...(values.sessions ? ['--sessions'] : [])],
    {
      execArgv: process.execArgv,
    },
  )
  // Whoever stops it sees how far it came.
  process.removeAllListeners('SIGINT')
  process.once('SIGINT', () => {
    child.removeAllListeners('exit')
    child.kill('SIGKILL')
    clearTimeout(watch)
    tell(table)
  })
  let at = from
  let watch = watchOver(child)
  child.on('message', (said: Said) => {
    clearTimeout(watch)
    watch = watchOver(child)
    at = said.number
    if (said.ms < 0) return
    const row = rowOf(table, at)
    row.cases++
    row.slowest = Math.max(row.slowest, said.ms)
    if (said.ms > SLOW) row.slow++
    if (said.wrong) row[said.wrong.property.startsWith('nothing throws') ? 'thrown' : 'wrong']++
    if (said.wrong || said.ms > SLOW)
      console.log(`${at}: ${said.wrong ? `${said.wrong.property}: ${said.wrong.seen}` : `${said.ms} ms`}`)
  })
  child.on('exit', (code, signal) => {
    clearTimeout(watch)
    if (code === 0) return tell(table)
    const row = rowOf(table, at)
    row.cases++
    row.endless++
    console.log(`${at}: ended with ${signal ?? code}`)
    if (at + 1 < cases) run(at + 1, table)
    else tell(table)
  })
}

function watchOver(child: ChildProcess): NodeJS.Timeout {
  return setTimeout(() => child.kill('SIGKILL'), ENDLESS * 1000)
}

function rowOf(table: Map<string, Row>, number: number): Row {
  const kind = values.sessions ? kindOfSession(number) : caseOf(seed, number).kind
  const row = table.get(kind) ?? { cases: 0, thrown: 0, wrong: 0, endless: 0, slow: 0, slowest: 0 }
  table.set(kind, row)
  return row
}

function tell(table: ReadonlyMap<string, Row>): void {
  console.log(
    '\n| input | cases | thrown | wrong answers | endless | slower than 1 s | slowest, ms |\n|---|---|---|---|---|---|---|',
  )
  for (const [kind, row] of table) {
    console.log(`| ${kind} | ${[row.cases, row.thrown, row.wrong, row.endless, row.slow, row.slowest].join(' | ')} |`)
  }
  if ([...table.values()].some(row => row.thrown + row.wrong + row.endless > 0)) process.exitCode = 1
}
