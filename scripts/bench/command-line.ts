/** How long whole processes of the command line take on one file with all rules, beside the servers on the same file: what somebody waits for. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateConfig } from '../generate-config.ts'
import type { Built } from './build.ts'
import { goal, grouped, median, p95, shown, type Table, times } from './figures.ts'
import { inTurn } from './processes.ts'
import { servers } from './servers.ts'

const ROUNDS = { 1000: 15, 10000: 15, 100000: 7 } as const

export function commandLine({ folder, cli, bare }: Built): readonly Table[] {
  const rows = servers.flatMap(({ dialect, checks, file, check }) =>
    ([1_000, 10_000, 100_000] as const).flatMap(lines => {
      const cwd = join(folder, `lines-${dialect}-${lines}`)
      mkdirSync(cwd)
      writeFileSync(join(cwd, file), generateConfig(dialect, lines))
      const { nothing, server, gatelint, reading } = inTurn(
        {
          nothing: { argv: [process.execPath, '-e', '0'], cwd },
          server: { argv: check(join(cwd, file)), cwd },
          gatelint: { argv: [process.execPath, cli, file], cwd },
          // There is no such parser of HAProxy's language.
          reading: { argv: [process.execPath, ...(dialect === 'nginx' ? [bare, file] : ['-e', '0'])], cwd },
        },
        ROUNDS[lines],
        folder,
      )
      const aims = {
        1000: '',
        10000: goal('at most the server and `node -e 0`', median(gatelint.ms), median(server.ms) + median(nothing.ms)),
        100000: goal('at most the server', median(gatelint.ms), median(server.ms)),
      }
      return [
        [`${checks}, ${grouped(lines)} lines`, shown(median(server.ms)), shown(p95(server.ms)), '', '', ''],
        [
          `\`gatelint\`, the same`,
          shown(median(gatelint.ms)),
          shown(p95(gatelint.ms)),
          times(gatelint.ms, server.ms),
          times(gatelint.ms, nothing.ms),
          dialect === 'nginx' ? aims[lines] : '',
        ],
        ...(dialect === 'nginx'
          ? [
              [
                'nginx-conf, the tree and nothing else',
                shown(median(reading.ms)),
                shown(p95(reading.ms)),
                times(reading.ms, server.ms),
                times(reading.ms, nothing.ms),
                '',
              ],
            ]
          : []),
      ]
    }),
  )
  return [
    {
      title: 'The command line',
      heads: ['whole processes, all rules', 'median, ms', 'p95', 'times the server', 'times `node -e 0`', 'goal'],
      rows,
    },
  ]
}
