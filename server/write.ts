/** The only writer of disks: puts a file's new text in the place of its old one, whole or not at all. */
import { constants } from 'node:fs'
import { access, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { reasonOf } from './files.ts'

/**
 * Replaces `before` by `after`. Answers why not, to stand after the path, or nothing. Whoever reads meanwhile sees the one or the
 * other. A link stays a link: what it leads to is replaced. Permissions are kept; so is the owner, where we may.
 */
export async function replaceText(path: string, before: string, after: string): Promise<string | undefined> {
  try {
    const file = await realpath(path)
    await access(file, constants.W_OK)
    if (!(await readFile(file)).equals(Buffer.from(before))) {
      return 'is left as it is: it is not valid UTF-8, or it was changed meanwhile'
    }
    await swap(file, after)
    return undefined
  } catch (error) {
    return reasonOf(error, 'written')
  }
}

async function swap(file: string, text: string): Promise<void> {
  const { mode, uid, gid } = await stat(file)
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  try {
    const handle = await open(beside, 'wx', mode)
    try {
      await handle.writeFile(text)
      await handle.chown(uid, gid).catch(() => undefined)
      await handle.chmod(mode)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
