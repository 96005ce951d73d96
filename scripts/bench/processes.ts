/** Whole processes, one in turn with the others, so that all meet the same machine. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Command {
  readonly argv: readonly string[]
  readonly cwd: string
  /** How else than with 0 it may end: 1 where there is something to find. */
  readonly mayEndWith?: number
  /** A process of Node that says on its way out what it has used, which costs it some milliseconds. */
  readonly tells?: boolean
}

/** What runs of one process took. */
export interface Taken {
  /** Milliseconds until it had ended. */
  readonly ms: readonly number[]
  /** Milliseconds of all processors together, and megabytes of memory at most, of those that tell. */
  readonly cpu: readonly number[]
  readonly memory: readonly number[]
}

/** Rounds in which each command runs once. Those that are not installed have taken nothing. */
export function inTurn<Name extends string>(
  commands: Readonly<Record<Name, Command>>,
  rounds: number,
  folder: string,
): Readonly<Record<Name, Taken>> {
  const report = join(folder, 'report-use.mjs')
  writeFileSync(report, REPORT_USE)
  const names = Object.keys(commands) as Name[]
  const runs = new Map(names.map(name => [name, isHere(commands[name]) ? ([] as Use[]) : undefined]))
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) runs.get(name)?.push(use(name, commands[name], report))
  const taken = names.map((name): [Name, Taken] => {
    const own = runs.get(name) ?? []
    const of = (key: 'cpu' | 'memory'): readonly number[] => own.flatMap(each => each[key] ?? [])
    return [name, { ms: own.map(({ ms }) => ms), cpu: of('cpu'), memory: of('memory') }]
  })
  return Object.fromEntries(taken) as Record<Name, Taken>
}

export const isHere = ({ argv: [program = ''] }: Pick<Command, 'argv'>): boolean =>
  !spawnSync(program, ['-v'], { env: withServers }).error

interface Use {
  readonly ms: number
  readonly cpu?: number
  readonly memory?: number
}

function use(name: string, { argv, cwd, mayEndWith = 0, tells = false }: Command, report: string): Use {
  const [program = '', ...args] = argv
  const begin = performance.now()
  const { status, stderr, output } = spawnSync(program, args, {
    cwd,
    env: tells ? { ...withServers, NODE_OPTIONS: `--import=${report}` } : withServers,
    encoding: 'utf8',
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const ms = performance.now() - begin
  if (status !== 0 && status !== mayEndWith) throw new Error(`${name} ended with ${status}: ${stderr.slice(0, 500)}`)
  return tells ? { ms, ...JSON.parse(output[3]!) } : { ms }
}

const withServers = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }

/** What a process of Node says of itself on its way out. */
const REPORT_USE = `import { writeSync } from 'node:fs'
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 }))
})
`
