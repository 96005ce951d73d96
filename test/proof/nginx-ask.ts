/** Asks the installed nginx what it thinks of a configuration. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Why nginx refuses a text, and at which line (from 1), if it said one. */
export interface Refusal {
  readonly line: number | undefined
  readonly message: string
}

/** nginx in a folder of its own, in which it may write. */
export interface Nginx {
  /** Undefined where it takes the text. */
  ask(text: string): Refusal | undefined
  /** Removes the folder. */
  end(): void
}

/** `folders`: more that stand in it, by the names that a text calls them. */
export function installedNginx(folders: Readonly<Record<string, string>> = {}): Nginx {
  const folder = mkdtempSync(join(tmpdir(), 'gatelint-'))
  const file = join(folder, 'nginx.conf')
  mkdirSync(join(folder, 'logs'))
  for (const [name, target] of Object.entries(folders)) symlinkSync(target, join(folder, name))
  return {
    ask(text) {
      writeFileSync(file, text)
      const { status, stderr, error } = spawnSync('nginx', ['-t', '-p', folder, '-c', file, '-e', 'stderr'], {
        encoding: 'utf8',
        env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
      })
      if (error) throw error
      if (status === 0) return undefined
      const message = /\[(?:emerg|alert)\] (?:\d+#\d+: )?(.*)/.exec(stderr)?.[1] ?? stderr
      const line = /nginx\.conf:(\d+)$/.exec(message)?.[1]
      return { line: line === undefined ? undefined : Number(line), message }
    },
    end: () => rmSync(folder, { recursive: true }),
  }
}
