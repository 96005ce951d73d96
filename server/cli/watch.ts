/** Checks again whenever a file changes, until somebody ends it. */
import { watch as watchFolder } from 'node:fs'
import { resolve } from 'node:path'
import { slashed } from '../files.ts'
import { mayBeOurs } from '../kinds.ts'
import type { Console, ExitCode } from './console.ts'

/** How long nothing may change before it is checked again, in milliseconds: editors write a file in several steps. */
const PAUSE = 100

/** Never ends by itself. `check` is run once at a time. */
export async function watch(check: () => Promise<ExitCode>, { cwd, out, err, isTerminal }: Console): Promise<ExitCode> {
  let wake = (): void => undefined
  let changed = false
  const notice = (name: string | null): void => {
    if (name !== null && (FOREIGN.test(slashed(name)) || !mayBeOurs(slashed(resolve(cwd, name))))) return
    changed = true
    wake()
  }
  const watcher = watchFolder(cwd, { recursive: true }, (_, name) => notice(name))
  watcher.on('error', error => {
    err(`error: the folder cannot be watched any more: ${error.message}\n`)
  })
  for (;;) {
    if (isTerminal) out('\u001b[2J\u001b[3J\u001b[H')
    changed = false
    await check()
    err('Waiting for changes; Ctrl+C ends it.\n')
    while (!changed) {
      await new Promise<void>(done => {
        wake = done
      })
      await new Promise(done => setTimeout(done, PAUSE))
    }
  }
}

/** Folders of other people's files change all the time. */
const FOREIGN = /(?:^|\/)(?:\.git|node_modules)\//
