/** The only writer of disks: puts the new texts of files in the place of their old ones, all of them whole, or none. */
import { constants } from 'node:fs'
import { access, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Notice, reasonOf } from './files.ts'

/** Why a file cannot get another text, to stand after its path; undefined where it can. `before`: the text that it is thought to have. */
export async function refusal(path: string, before: string): Promise<string | undefined> {
  try {
    const file = await realpath(path)
    await access(file, constants.W_OK)
    if ((await readFile(file)).equals(Buffer.from(before))) return undefined
    return 'is left as it is: it is not valid UTF-8, or it was changed meanwhile'
  } catch (error) {
    return reasonOf(error, 'written')
  }
}

/**
 * Replaces the texts of files. Every new text is written beside its file first: where that fails, on a full disk, nothing has changed.
 * Answers what failed. Whoever reads meanwhile sees the old text or the new one. A link stays a link: what it leads to is replaced.
 * Permissions are kept; so is the owner, where we may. A file that is not there is made.
 */
export async function replaceTexts(texts: ReadonlyMap<string, string>): Promise<Notice | undefined> {
  const ready: { readonly beside: string; readonly file: string; readonly path: string }[] = []
  try {
    for (const [path, text] of texts) {
      const failure = await prepare(path, text, ready).catch((error: unknown) => reasonOf(error, 'written'))
      if (failure !== undefined) return { path, message: failure }
    }
    while (ready.length > 0) {
      const { beside, file, path } = ready[0]!
      const failure = await rename(beside, file).catch((error: unknown) => reasonOf(error, 'written'))
      if (failure !== undefined) return { path, message: failure }
      ready.shift()
    }
    return undefined
  } finally {
    for (const { beside } of ready) await rm(beside, { force: true })
  }
}

async function prepare(
  path: string,
  text: string,
  ready: { readonly beside: string; readonly file: string; readonly path: string }[],
): Promise<undefined> {
  const file = await realpath(path).catch(() => path)
  const old = await stat(file).catch(() => undefined)
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  const handle = await open(beside, 'wx', old?.mode ?? 0o666)
  ready.push({ beside, file, path })
  try {
    await handle.writeFile(text)
    if (old) {
      await handle.chown(old.uid, old.gid).catch(() => undefined)
      await handle.chmod(old.mode)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return undefined
}
