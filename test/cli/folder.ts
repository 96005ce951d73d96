/** Folders of files on a disk, for tests of what reads disks. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new folder that holds these files by their paths in it; it is gone when the test is over. A path that ends in `/` is an empty folder. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'gatelint-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) put(join(folder, path), content)
  return folder
}

export function put(path: string, content: string | Buffer): void {
  if (path.endsWith('/')) {
    mkdirSync(path, { recursive: true })
    return
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
