/** Reads the files of many releases from a git mirror of nginx, each version of a file once. */
import { spawnSync } from 'node:child_process'

export interface Release {
  /** "1.29.4" */
  readonly version: string
  /** The C files below `src/`, by path: the hash of what is in them. */
  readonly files: ReadonlyMap<string, string>
}

/** All releases of a mirror, the oldest first. Throws where git fails. */
export function releasesIn(mirror: string): readonly Release[] {
  const tags = git(mirror, ['tag', '--list', 'release-*']).split('\n')
  return tags
    .flatMap(tag => /^release-(\d+\.\d+\.\d+)$/.exec(tag)?.[1] ?? [])
    .sort(byVersion)
    .map(version => ({ version, files: filesOf(mirror, `release-${version}`) }))
}

function filesOf(mirror: string, tag: string): ReadonlyMap<string, string> {
  const lines = git(mirror, ['ls-tree', '-r', tag, 'src']).split('\n')
  return new Map(
    lines.flatMap(line => {
      const [, hash, path] = /^\d+ blob (\w+)\t(.*\.c)$/.exec(line) ?? []
      return hash && path ? [[path, hash] as const] : []
    }),
  )
}

/** Gives the text of every hash to a function, and returns what that makes of it. */
export function readEach<T>(
  mirror: string,
  hashes: readonly string[],
  read: (text: string, hash: string) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>()
  for (let from = 0; from < hashes.length; from += BATCH) {
    const batch = hashes.slice(from, from + BATCH)
    const { stdout, status, stderr } = spawnSync('git', ['-C', mirror, 'cat-file', '--batch'], {
      input: `${batch.join('\n')}\n`,
      maxBuffer: 2 ** 30,
    })
    if (status !== 0) throw new Error(stderr.toString())
    let at = 0
    for (const hash of batch) {
      const end = stdout.indexOf('\n', at)
      const size = Number(stdout.toString('latin1', at, end).split(' ')[2])
      found.set(hash, read(stdout.toString('utf8', end + 1, end + 1 + size), hash))
      at = end + 1 + size + 1
    }
  }
  return found
}

const BATCH = 400

/** Orders "1.9.15" before "1.10.0". */
export function byVersion(a: string, b: string): number {
  const [one, other] = [a, b].map(version => version.split('.').map(Number))
  for (let i = 0; i < 3; i++) if (one![i] !== other![i]) return one![i]! - other![i]!
  return 0
}

function git(mirror: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync('git', ['-C', mirror, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout
}
