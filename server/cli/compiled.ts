/** Where V8 keeps what it has compiled of gatelint, so that the next run need not compile it. */
import { lstatSync, mkdirSync } from 'node:fs'
import * as module from 'node:module'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'

/**
 * Has Node keep it in a folder of the user's, where that can be done. `NODE_COMPILE_CACHE` names another one, and
 * `NODE_DISABLE_COMPILE_CACHE` does without; to both Node listens by itself.
 */
export function keepCompiled(env: NodeJS.ProcessEnv): void {
  // Since Node 22.1.
  const { enableCompileCache } = module as { readonly enableCompileCache?: (folder: string) => unknown }
  if (!enableCompileCache || env.NODE_COMPILE_CACHE) return
  const folder = folderOf(env)
  if (folder !== undefined) enableCompileCache(folder)
}

/** The folder, which is made where nothing is; undefined where somebody else may write into it: what lies in it is run. */
export function folderOf(env: NodeJS.ProcessEnv): string | undefined {
  const folder = placeOf(env)
  return folder !== undefined && isOwn(folder) ? folder : undefined
}

function placeOf(env: NodeJS.ProcessEnv): string | undefined {
  const named = process.platform === 'win32' ? env.LOCALAPPDATA : env.XDG_CACHE_HOME
  if (named && isAbsolute(named)) return join(named, 'gatelint')
  const home = homedir()
  return isAbsolute(home)
    ? join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'gatelint')
    : undefined
}

/** Nothing is made in somebody else's home, as of the user who becomes root for one command. */
function isOwn(folder: string): boolean {
  try {
    if (isMine(nearestThatIs(dirname(folder)))) mkdirSync(folder, { recursive: true, mode: 0o700 })
    return lstatSync(folder).isDirectory() && isMine(folder)
  } catch {
    return false
  }
}

function nearestThatIs(folder: string): string {
  try {
    lstatSync(folder)
    return folder
  } catch {
    return dirname(folder) === folder ? folder : nearestThatIs(dirname(folder))
  }
}

/** Windows has no such owners: what is in a user's folders there is theirs. */
function isMine(folder: string): boolean {
  const { uid, mode } = lstatSync(folder)
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
}
