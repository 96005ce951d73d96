/** A client that writes bytes: whatever it likes, in any order. */
import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { framed, unframing } from '../../server/frames.ts'

/** What a server says: an answer has an `id`, anything else a `method`. */
export interface Said {
  readonly id?: number | string | null
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

export interface Wire {
  readonly child: ChildProcess
  /** All that was said so far. */
  readonly said: readonly Said[]
  /** What stands on the standard error so far. */
  err(): string
  /** How it ends: with an exit code, or by a signal. */
  readonly ended: Promise<number | string | null>
  write(bytes: string | Buffer): void
  notify(method: string, params?: unknown): void
  /** Resolves to the answer. */
  ask(method: string, params?: unknown): Promise<Said>
  /** Waits until something was said that is looked for. */
  until(isIt: (said: Said) => boolean): Promise<Said>
}

export const initialize = { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null }

/** Starts a server with a command and its arguments. */
export function wire(command: string, ...args: readonly string[]): Wire {
  const child = spawn(command, args, { stdio: 'pipe' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said: Said[] = []
  let awaited: (() => void)[] = []
  let err = ''
  let asked = 0
  const take = unframing(message => {
    said.push(JSON.parse(message))
    for (const look of awaited) look()
  })
  child.stdout.on('data', take)
  child.stderr.on('data', text => (err += text))
  // It may end while something is being said to it.
  child.stdin.on('error', () => undefined)
  const write = (bytes: string | Buffer): void => void child.stdin.write(bytes)
  const until: Wire['until'] = isIt =>
    new Promise(done => {
      const look = (): void => {
        const found = said.find(isIt)
        if (!found) return
        awaited = awaited.filter(other => other !== look)
        done(found)
      }
      awaited.push(look)
      look()
    })
  return {
    child,
    said,
    err: () => err,
    ended: new Promise(done => child.on('close', (code, signal) => done(code ?? signal))),
    write,
    until,
    notify: (method, params) => write(framed(JSON.stringify({ jsonrpc: '2.0', method, params }))),
    ask(method, params) {
      const id = `asked ${++asked}`
      write(framed(JSON.stringify({ jsonrpc: '2.0', id, method, params })))
      return until(message => message.id === id && message.method === undefined)
    },
  }
}
