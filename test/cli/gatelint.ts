/** The command line as a user has it: the built file, in a process of its own. */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Builds the command line for the tests of a file. Answers what runs it in a folder; as another user, where the test itself is root; with an input, or with none. */
export function built(): { readonly path: () => string; readonly run: typeof run } {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatelint-built-'))
    const root = fileURLToPath(new URL('../../', import.meta.url))
    chmodSync(folder, 0o755)
    execFileSync(process.execPath, ['esbuild.mjs', `--outdir=${folder}`], { cwd: root, stdio: 'pipe' })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const path = (): string => join(folder, 'cli.cjs')

  const run = (
    cwd: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    user?: number,
    input?: string,
  ): Promise<Ended> =>
    new Promise((done, fail) => {
      const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env
      const child = spawn(process.execPath, [path(), ...args], {
        cwd,
        env: { ...inherited, ...env },
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        ...(user === undefined ? {} : { uid: user, gid: user }),
      })
      child.stdin?.on('error', () => undefined).end(input)
      let [out, err] = ['', '']
      child.stdout!.setEncoding('utf8').on('data', text => (out += text))
      child.stderr!.setEncoding('utf8').on('data', text => (err += text))
      child.on('error', fail)
      child.on('close', code => done({ code, out, err }))
    })
  return { path, run }
}
