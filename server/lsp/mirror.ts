/** Keeps a workspace like the disk, but for what is open in an editor. */
import type { Loaded, Surroundings } from '../files.ts'
import { isUnder } from '../walk.ts'
import type { Workspace } from '../workspace.ts'

/** What is asked of a disk; none of it throws. */
export interface Disk {
  /** Everything of ours at `under` or below, as a walk from `root` comes by. */
  find(root: string, under?: string, deep?: boolean): Promise<Loaded>
  /** The text of one file, or why there is none, to stand after its path. */
  read(path: string): Promise<{ readonly text?: string; readonly message?: string }>
  /** The folder to search for what bears on a file. */
  surroundings(path: string, isFolder: boolean): Surroundings
}

export interface Mirror {
  /** Takes in a folder of the workspace. */
  add(folder: string): Promise<void>
  /** Forgets a folder of the workspace. */
  remove(folder: string): Promise<void>
  /** Takes in what stands around a file that lies in no folder of the workspace. */
  addAround(file: string): Promise<void>
  /** Looks at the disk again: at a file or a folder that was made, changed, or deleted. */
  refresh(path: string): Promise<void>
  /** Looks at everything again. */
  refreshAll(): Promise<void>
  /** Whether a path lies in a folder of the workspace. */
  includes(path: string): boolean
}

/** `isOpen` says of which files the editor's text counts and not the disk's; `tell` is told of what cannot be read. */
export function createMirror(
  workspace: Workspace,
  disk: Disk,
  isOpen: (file: string) => boolean,
  tell: (message: string) => void,
): Mirror {
  const folders = new Set<string>()
  const around = new Map<string, Surroundings>()

  const rootOf = (path: string): Surroundings | undefined =>
    [...Array.from(folders, folder => ({ folder, deep: true })), ...around.values()].find(({ folder }) =>
      isUnder(path, folder),
    )

  const read = async (path: string): Promise<void> => {
    const root = rootOf(path)
    const { texts, notices } = root ? await disk.find(root.folder, path, root.deep) : NOTHING
    for (const notice of notices) tell(`${notice.path} ${notice.message}`)
    for (const file of workspace.files().keys()) {
      if (isUnder(file, path) && !texts.has(file) && !isOpen(file)) workspace.delete(file)
    }
    for (const [file, text] of texts) {
      if (!isOpen(file)) workspace.set(file, text.replace(/^\uFEFF/, ''))
    }
  }

  return {
    add(folder) {
      folders.add(folder)
      return read(folder)
    },
    remove(folder) {
      folders.delete(folder)
      return read(folder)
    },
    async addAround(file) {
      if (rootOf(file)) return
      const root = disk.surroundings(file, false)
      around.set(root.folder, root)
      await read(root.folder)
    },
    refresh: path => read(path.endsWith('/.gitignore') ? path.slice(0, path.lastIndexOf('/')) : path),
    async refreshAll() {
      for (const folder of [...folders, ...around.keys()]) await read(folder)
    },
    includes: path => [...folders].some(folder => isUnder(path, folder)),
  }
}

const NOTHING: Loaded = { texts: new Map(), notices: [] }
