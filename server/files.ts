/** The only reader of disks: which files may be ours, and their texts. It never throws; what cannot be read is told. */
import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync, type Stats, statSync } from 'node:fs'
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, resolve, sep } from 'node:path'
import { kindOf } from './kinds.ts'
import { type Folders, isUnder, type Walked, walk } from './walk.ts'

/** What was read, by absolute paths with `/`. */
export interface Loaded {
  /** The texts of all files that may be ours, as they are: with their byte order mark and their line ends. */
  readonly texts: ReadonlyMap<string, string>
  /** What should have been read and could not be. */
  readonly notices: readonly Notice[]
}

export interface Notice {
  readonly path: string
  /** What is wrong with it, to stand after the path. */
  readonly message: string
}

/** Is told how many files of how many are read. */
export type OnRead = (read: number, all: number) => void

/** What the paths of a command line stand for. */
export interface Named extends Loaded {
  /** What is wrong with the paths themselves: these were asked for, and cannot be judged. */
  readonly errors: readonly Notice[]
  /** The paths themselves, as far as they exist. */
  readonly asked: ReadonlySet<string>
  /** Whether a file was asked for, by its own name or a folder's; all others were read because they may bear on those. */
  covers(file: string): boolean
}

/**
 * The named files and folders, with all that stands around them: the repository, or else the working folder, or else their own
 * folder. What a gateway's targets listen on is written in files beside and above it. `hidden`: also what `.gitignore` hides.
 */
export async function load(
  paths: readonly string[],
  cwd: string,
  onRead: OnRead = () => undefined,
  hidden = false,
): Promise<Named> {
  const texts = new Map<string, string>()
  const notices: Notice[] = []
  const errors: Notice[] = []
  const named = [...new Set(paths.map(path => slashed(resolve(cwd, path))))]
  const stats = new Map<string, Stats>()
  for (const path of named) {
    const found = await statOf(path)
    if (typeof found === 'string') errors.push({ path, message: found })
    else stats.set(path, found)
  }
  const covers = (file: string): boolean => [...stats.keys()].some(path => isUnder(file, path))
  const take = (loaded: Loaded): void => {
    for (const [path, text] of loaded.texts) texts.set(path, text)
    for (const notice of loaded.notices) {
      const isFolder = stats.get(notice.path)?.isDirectory()
      if (isFolder) errors.push(notice)
      else if (covers(notice.path) && (texts.has(notice.path) || !stats.has(notice.path))) notices.push(notice)
    }
  }

  for (const { folder, deep } of outermost([...stats].map(([path, at]) => surroundings(path, at.isDirectory(), cwd)))) {
    take(await find(folder, folder, deep, onRead, hidden))
  }
  for (const [path, found] of stats) {
    if (found.isDirectory()) {
      const seen = [...texts.keys(), ...[...notices, ...errors].map(notice => notice.path)].some(file =>
        isUnder(file, path),
      )
      if (!seen) take(await find(path))
    } else if (!texts.has(path)) {
      const { text, message } = await readOne(path)
      if (text !== undefined) texts.set(path, text)
      if (message !== undefined) (text === undefined ? errors : notices).push({ path, message })
    }
  }
  return { texts, notices, errors, asked: new Set(stats.keys()), covers }
}

/** Everything that bears on a file, whether or not there is one: what {@link load} would read with it. */
export function loadAround(path: string, cwd: string): Promise<Loaded> {
  const { folder, deep } = surroundings(path, false, cwd)
  return find(folder, folder, deep)
}

/**
 * Everything that may be ours at `under` or below it, as a walk from `root` comes by: a file that `.gitignore` hides on the way
 * is not seen unless `hidden` says so. Links to folders are not followed, nor those that lead out of a repository. A file that is linked to is read under the link's name: that is the one in use
 * (`sites-enabled`).
 */
export async function find(
  root: string,
  under: string = root,
  deep = true,
  onRead: OnRead = () => undefined,
  hidden = false,
): Promise<Loaded> {
  const found = await statOf(root)
  const isFolder = typeof found !== 'string' && found.isDirectory()
  const walked = isFolder ? await walk(disk, root, { under, deep, hidden }) : NOTHING
  const notices = [...walked.notices]
  const links = await Promise.all(
    walked.links.map(async path => ({ path, to: await realpath(path).then(slashed, () => '') })),
  )
  const within = existsSync(`${root}/.git`) ? slashed(await realpath(root)) : undefined
  const astray = links.filter(({ to }) => within !== undefined && to !== '' && !isUnder(to, within))
  for (const { path } of astray)
    notices.push({ path, message: 'is a link that leads out of the repository: it is not followed' })
  const left = new Set([...links.map(({ to }) => to), ...astray.map(({ path }) => path)])
  const files = walked.files.filter(file => !left.has(file)).sort()
  const texts = new Map<string, string>()
  let isSlow = false
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE)
    const begin = performance.now()
    const contents = await Promise.all(some.map(path => (isSlow ? undefined : readNow(path)) ?? readOne(path)))
    isSlow ||= performance.now() - begin > MOST_WAITING
    // Whoever has something else to do, as an editor that waits for an answer, comes in between.
    await new Promise(done => setImmediate(done))
    onRead(at + some.length, files.length)
    for (const [index, { text, message }] of contents.entries()) {
      const path = some[index]!
      if (text !== undefined) texts.set(path, text)
      if (message !== undefined && kindOf(path, text ?? '')) notices.push({ path, message })
    }
  }
  return { texts, notices }
}

/** The folder that a file or folder belongs to as a whole: the one to search for what bears on it. */
export function surroundings(path: string, isFolder: boolean, cwd?: string): Surroundings {
  const own = isFolder ? path : slashed(dirname(path))
  for (let folder = own; !isNobodys(folder); folder = slashed(dirname(folder))) {
    if (existsSync(`${folder}/.git`)) return { folder, deep: true }
  }
  const working = cwd === undefined ? undefined : slashed(cwd)
  if (working !== undefined && isUnder(own, working) && !isNobodys(working)) return { folder: working, deep: true }
  return { folder: own, deep: isFolder || !isNobodys(own) }
}

export interface Surroundings {
  readonly folder: string
  /** Not where the folder holds everything under the sun: then only the files right in it count. */
  readonly deep: boolean
}

/** A path as it is compared everywhere: with `/`. */
export const slashed = (path: string): string => (sep === '\\' ? path.replaceAll('\\', '/') : path)

/** Files that are open at the same time. */
const AT_ONCE = 32

/** Milliseconds. A disk that takes longer for so many files is far away: it is quicker to wait for several at a time. */
const MOST_WAITING = 50

/** No server takes a configuration of that size by hand; what is larger is data. */
const MOST_BYTES = 8_000_000

const NOTHING: Walked = { files: [], links: [], notices: [] }

const disk: Folders = {
  entries: folder =>
    readdir(folder, { withFileTypes: true }).then(
      entries =>
        entries.map(entry => ({ name: entry.name, isFolder: entry.isDirectory(), isLink: entry.isSymbolicLink() })),
      (error: unknown) => reasonOf(error),
    ),
  text: file => readFile(file, 'utf8').catch(() => ''),
  ignoresCase: process.platform !== 'linux',
}

interface Content {
  readonly text?: string
  readonly message?: string
}

/** A file's text, and what is wrong with it. */
export async function readOne(path: string): Promise<Content> {
  const found = await statOf(path)
  if (typeof found === 'string') return { message: found }
  const refused = refusalOf(found)
  if (refused !== undefined) return { message: refused }
  const bytes = await readFile(path).catch((error: unknown) => reasonOf(error))
  return typeof bytes === 'string' ? { message: bytes } : contentOf(bytes)
}

/** The same at once: of a thousand small files, to wait for each takes five times as long as to read it. Undefined where that cannot be. */
function readNow(path: string): Content | undefined {
  try {
    const refused = refusalOf(statSync(path))
    return refused === undefined ? contentOf(readFileSync(path)) : { message: refused }
  } catch {
    return undefined
  }
}

/** Why something is not read. */
function refusalOf(found: Stats): string | undefined {
  if (!found.isFile()) return `is ${typeName(found)}, not a file`
  if (found.size <= MOST_BYTES) return undefined
  return `has ${Math.round(found.size / 1e6)} MB; more than ${MOST_BYTES / 1e6} MB are not read`
}

function contentOf(bytes: Buffer): Content {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { message: 'is written in UTF-16: save it as UTF-8' }
  if (bytes.subarray(0, 8192).includes(0)) return { message: 'holds binary data, not text' }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return isUtf8(bytes) ? { text } : { text, message: 'is not valid UTF-8: it is checked, but not fixed' }
}

const statOf = (path: string): Promise<Stats | string> =>
  stat(path).catch(async (error: unknown) => {
    const target = await readlink(path).catch(() => undefined)
    return target === undefined ? reasonOf(error) : `is a link to "${target}", which ${brokenLink(error)}`
  })

const brokenLink = (error: unknown): string => (codeOf(error) === 'ELOOP' ? 'leads back to it' : reasonOf(error))

const typeName = (found: Stats): string =>
  found.isDirectory() ? 'a folder' : found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device'

/** Why the system refused, to stand after the path. */
export function reasonOf(error: unknown, what: 'opened' | 'written' = 'opened'): string {
  const code = codeOf(error) ?? String(error)
  return MISSING[code] ?? `cannot be ${what}: ${REASONS[code] ?? code}`
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

const MISSING: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of the path is a file',
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EBUSY: 'it is in use',
}

/** Without those that another one covers. */
function outermost(all: readonly Surroundings[]): readonly Surroundings[] {
  const kept: Surroundings[] = []
  for (const one of all.toSorted((a, b) => a.folder.length - b.folder.length || Number(b.deep) - Number(a.deep))) {
    if (!kept.some(({ folder, deep }) => one.folder === folder || (deep && isUnder(one.folder, folder)))) kept.push(one)
  }
  return kept
}

/** A folder that holds everything under the sun is no project, even where somebody keeps its settings in a repository. */
const isNobodys = (folder: string): boolean =>
  folder === slashed(dirname(folder)) || folder === slashed(homedir()) || folder === slashed(tmpdir())
