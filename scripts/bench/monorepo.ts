/** The command line in a large repository: time, memory, and how both grow with its files. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { MANIFESTS_OF_A_GATEWAY, writeMonorepo } from '../generate-monorepo.ts'
import type { Built } from './build.ts'
import { goal, grouped, median, p95, shown, type Table, times } from './figures.ts'
import { type Command, inTurn, isHere } from './processes.ts'

const SIZES = [125, 250, 500] as const
const ROUNDS = 5

export function monorepo({ folder, cli }: Built): readonly Table[] {
  const taskset = ['taskset', '-c', '0,1']
  const onTwo = availableParallelism() > 2 && isHere({ argv: taskset }) ? taskset : []
  const node = (cwd: string, ...args: readonly string[]): Command => ({
    argv: [...onTwo, process.execPath, ...args],
    cwd,
    mayEndWith: 1,
  })
  const folders = SIZES.map(gateways => ({ gateways, cwd: join(folder, `monorepo-${gateways}`) }))
  const sizes = folders.map(({ gateways, cwd }) => ({ gateways, cwd, files: writeMonorepo(cwd, gateways) }))
  const commands = sizes.flatMap(({ gateways, cwd }): readonly [string, Command][] => [
    [`reading ${gateways}`, node(cwd, '--input-type=module', '-e', READ_ALL)],
    [`judging ${gateways}`, { ...node(cwd, cli), tells: true }],
  ])
  const taken = inTurn(Object.fromEntries(commands), ROUNDS, folder)
  return [
    {
      title: `A repository of many gateways, on ${Math.min(2, availableParallelism())} processors`,
      heads: [
        'gateways, manifests, files',
        'median, ms',
        'p95',
        'times reading the files',
        'times half as many',
        'processors, ms',
        'memory, MB',
        'goal',
      ],
      rows: sizes.map(({ gateways, files }, index) => {
        const { ms, cpu, memory } = taken[`judging ${gateways}`]!
        const half = sizes[index - 1]
        const isWhole = gateways === SIZES.at(-1)
        return [
          `${gateways}, ${grouped(gateways * MANIFESTS_OF_A_GATEWAY)}, ${grouped(files)}`,
          shown(median(ms)),
          shown(p95(ms)),
          times(ms, taken[`reading ${gateways}`]!.ms),
          half ? times(ms, taken[`judging ${half.gateways}`]!.ms) : '',
          shown(median(cpu)),
          shown(Math.max(...memory)),
          isWhole ? goal('under 3 s', median(ms), 3000) : '',
        ]
      }),
      note: 'nginx and HAProxy, compose files, Dockerfiles and Kubernetes; 4 % of the projects have a fault. Reading the files: a process of Node that lists the folders and reads each file once. Memory is the most that was resident.',
    },
  ]
}

const READ_ALL = `import { readdir, readFile } from 'node:fs/promises'
const entries = await readdir('.', { recursive: true, withFileTypes: true })
for (const entry of entries) if (entry.isFile()) await readFile(entry.parentPath + '/' + entry.name, 'utf8')`
