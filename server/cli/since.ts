/** Which files have changed since a commit: the one question that is asked of git, and only where somebody asks for it. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { slashed } from '../files.ts'

const run = promisify(execFile)

/** The paths of files that differ from a commit or are not tracked; a text says why that cannot be told. */
export async function changedSince(ref: string, cwd: string): Promise<ReadonlySet<string> | string> {
  const git = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await run('git', args, { cwd, maxBuffer: 1 << 28 })
    return stdout.split('\0').filter(path => path !== '')
  }
  try {
    const [top] = await git('rev-parse', '--show-toplevel')
    const [commit] = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
    const changed = await git('diff', '--name-only', '-z', commit!.trim(), '--')
    const added = await git('ls-files', '--others', '--exclude-standard', '--full-name', '-z', top!.trim())
    return new Set([...changed, ...added].map(path => slashed(resolve(top!.trim(), path))))
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return missing ? '--since asks git, and there is no git here' : `--since: git knows no commit "${ref}" here`
  }
}
