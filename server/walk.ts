/** Which files below a folder may be ours, past what `.gitignore` hides and what belongs to others. Whose disk it is, does not matter. */
import ignore from 'ignore'
import { mayBeOurs } from './kinds.ts'

/** Folders and texts, wherever they lie. Nothing of it throws. */
export interface Folders {
  /** What is in a folder; or why that is not known, to stand after its path. */
  entries(folder: string): Promise<readonly Entry[] | string>
  /** The text of a file; empty where there is none. */
  text(file: string): Promise<string>
  /** Names that differ in their case alone name the same file. */
  readonly ignoresCase: boolean
}

export interface Entry {
  readonly name: string
  readonly isFolder: boolean
  readonly isLink: boolean
}

/** What a walk came by. */
export interface Walked {
  readonly files: readonly string[]
  /** Those of the files that are links. */
  readonly links: readonly string[]
  readonly notices: readonly { readonly path: string; readonly message: string }[]
}

export interface Where {
  /** Only what lies at this path, or below it. */
  readonly under: string
  /** Folders within the folder count. */
  readonly deep: boolean
  /** So does what `.gitignore` hides. */
  readonly hidden: boolean
}

/** Everything that may be ours, as a walk from `root` comes by it. Links to folders are not followed. */
export async function walk(folders: Folders, root: string, where: Where): Promise<Walked> {
  const walked = { files: [], links: [], notices: [] }
  if (isUnder(where.under, root)) await visit(root, never, { ...where, folders, ...walked })
  return walked
}

/** Whether a path is another one or lies below it. */
export const isUnder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)

/** Folders of other people's files. */
const FOREIGN = new Set(['node_modules', 'bower_components', 'vendor', '.git', '.hg', '.svn', '.venv', '.terraform'])

/** Not on a disk. */
const KERNEL = new Set(['/proc', '/sys', '/dev'])

/** Compose reads these unasked, although they are seldom committed. */
const READ_BY_COMPOSE = /^(?:\.env|(?:docker-)?compose\.override\.ya?ml)$/

interface Walk extends Where {
  readonly folders: Folders
  readonly files: string[]
  readonly links: string[]
  readonly notices: { readonly path: string; readonly message: string }[]
}

type Ignored = (path: string, isFolder: boolean) => boolean

const never: Ignored = () => false

async function visit(folder: string, outer: Ignored, walk: Walk): Promise<void> {
  const entries = await walk.folders.entries(folder)
  if (typeof entries === 'string') {
    walk.notices.push({ path: folder, message: entries })
    return
  }
  const ignored =
    !walk.hidden && entries.some(entry => entry.name === '.gitignore')
      ? await rulesIn(folder, outer, walk.folders)
      : outer
  const below: Promise<void>[] = []
  for (const { name, isFolder, isLink } of entries) {
    const path = folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`
    if (isFolder) {
      const onTheWay = isUnder(path, walk.under) || isUnder(walk.under, path)
      if (onTheWay && walk.deep && !FOREIGN.has(name) && !KERNEL.has(path) && !ignored(path, true)) {
        below.push(visit(path, ignored, walk))
      }
    } else if (isUnder(path, walk.under) && mayBeOurs(path)) {
      if (ignored(path, false) && !READ_BY_COMPOSE.test(name)) continue
      walk.files.push(path)
      if (isLink) walk.links.push(path)
    }
  }
  await Promise.all(below)
}

/** What a folder's `.gitignore` says, and where that is silent what the folders above it say. */
async function rulesIn(folder: string, outer: Ignored, { text, ignoresCase }: Folders): Promise<Ignored> {
  const rules = ignore({ ignorecase: ignoresCase }).add(await text(`${folder}/.gitignore`))
  const from = folder.endsWith('/') ? folder.length : folder.length + 1
  return (path, isFolder) => {
    const { ignored, unignored } = rules.test(path.slice(from) + (isFolder ? '/' : ''))
    return ignored || (!unignored && outer(path, isFolder))
  }
}
