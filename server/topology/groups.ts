/** Which compose files of a workspace are merged with each other: as somebody says, as a `.env` says, or as compose takes them by itself. */
import { folderOf, join } from '../model/path.ts'
import { groupedBy } from '../syntax/grouped.ts'
import {
  type ComposeFile,
  dependentServices,
  isOverride,
  isRunnable,
  mainOf,
  overrideOf,
  serviceNames,
} from './compose.ts'
import type { EnvFile } from './env.ts'
import type { Files } from './materials.ts'

/** Which files make a project, and with which profiles it is run, where somebody has said so: as the options `-f` and `--profile`. */
export interface Asked {
  readonly files?: readonly string[]
  readonly profiles?: readonly string[]
}

/** Files that are merged with each other. */
export interface Group {
  readonly files: readonly ComposeFile[]
  /** A file that belongs to it is not there. */
  readonly lacks?: boolean
  /** The folder whose `.env` names the files. */
  readonly namedIn?: string
  readonly profiles?: readonly string[]
  /** Somebody has named its files: it is a project also where another one includes it. */
  readonly isNamed?: boolean
}

const isReal = ({ files }: Group): boolean => files.some(isRunnable)

/**
 * Every project of a workspace by its files. Those of a folder are taken as compose takes them by itself, unless they are named.
 * `asked`: what somebody has said; an entry without files gives its profiles to every project that has none of its own.
 */
export function groupsIn(workspace: Files, asked: readonly Asked[]): readonly Group[] {
  const all = [...workspace.compose.values()]
  const named = namedGroups(workspace, asked)
  const taken = new Set(named.flatMap(({ files }) => files))
  const byFolder = groupedBy(all, ({ file }) => [folderOf(file)])
  const byItself = Array.from(byFolder).flatMap(([folder, files]) =>
    groupsOf(files, (folder !== '' && byFolder.get(folderOf(folder))) || [], taken),
  )
  const profiles = asked.find(({ files }) => !files)?.profiles
  return [...named, ...byItself].map(group => ({ ...(profiles && { profiles }), ...group }))
}

/** The projects of which the files are named: by somebody, or else by `COMPOSE_FILE` of a `.env`. */
function namedGroups(workspace: Files, asked: readonly Asked[]): readonly Group[] {
  const groups = asked.flatMap(({ files = [], profiles }): Group => {
    const found = files.flatMap(file => workspace.compose.get(file) ?? [])
    return { files: found, lacks: found.length < files.length, isNamed: true, ...(profiles && { profiles }) }
  })
  const listed = [...workspace.env.values()].flatMap(file => listedIn(file, workspace))
  const free = listed.filter(({ files }) => !files.some(file => groups.some(group => group.files.includes(file))))
  return [...groups, ...free].filter(isReal)
}

/** `COMPOSE_FILE` of a `.env` names the files to merge. */
function listedIn({ file, values }: EnvFile, { compose }: Files): readonly Group[] {
  const folder = folderOf(file)
  const list = join('', file) === join(folder, '.env') ? values.get('COMPOSE_FILE')?.text : undefined
  if (!list) return []
  const separator = values.get('COMPOSE_PATH_SEPARATOR')?.text || /[:;]/
  const paths = list.split(separator)
  const files = paths.flatMap(path => compose.get(join(folder, path.trim())) ?? [])
  return [{ files, lacks: files.length < paths.length, isNamed: true, namedIn: folder }]
}

/** Which files of a folder are merged with each other, those left aside that are merged elsewhere. `above`: those of the folder around it. */
function groupsOf(
  files: readonly ComposeFile[],
  above: readonly ComposeFile[],
  taken: ReadonlySet<ComposeFile>,
): readonly Group[] {
  const main = mainOf(files)
  const override = main && overrideOf(files)
  const onBase = (file: ComposeFile): Group => {
    const base = baseOf(file, files, main) ?? baseOf(file, above, mainOf(above))
    return { files: base ? [base, file] : [file] }
  }
  const first = main && !taken.has(main) ? [...onBase(main).files, ...(override ? [override] : [])] : []
  const others = files.filter(
    file => file.root && file !== main && !first.includes(file) && !taken.has(file) && !(main && isOverride(file.file)),
  )
  return [{ files: first }, ...others.map(onBase)].filter(isReal)
}

/** The file that an overlay lies on: one that says what the services run of which the overlay does not. */
function baseOf(
  file: ComposeFile,
  others: readonly ComposeFile[],
  main: ComposeFile | undefined,
): ComposeFile | undefined {
  const dependent = dependentServices(file)
  if (dependent.length === 0) return undefined
  const bases = others.filter(other => {
    const names = serviceNames(other)
    const lacking = dependentServices(other)
    return other !== file && dependent.every(name => names.includes(name) && !lacking.includes(name))
  })
  return main && bases.includes(main)
    ? main
    : bases.toSorted((a, b) => a.file.length - b.file.length || (a.file < b.file ? -1 : 1))[0]
}
