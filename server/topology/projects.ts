/** Finds the projects among the compose files of a workspace: which files are merged, and what they come to. */
import { folderOf, join } from '../model/path.ts'
import { type ComposeFile, dependentServices, isMain, isOverride, mainOf, overrideOf, serviceNames } from './compose.ts'
import type { EnvFile } from './env.ts'
import { extend } from './extend.ts'
import { load, type Sources } from './load.ts'
import { type Table, type Value, wordOf } from './values.ts'

/** A project before its services are understood: one value, merged from all its files. */
export interface Draft {
  /** The main file first, then what was merged onto it. */
  readonly files: readonly ComposeFile[]
  readonly root: Table
  /** No file that it names is missing, and all were read to their end. */
  readonly complete: boolean
  /** The name under which it is run, as far as the files tell. */
  readonly name: string | undefined
  /** The folder from which paths written in a file are counted. */
  folderFor(file: string): string
}

export function draftsOf(sources: Sources): readonly Draft[] {
  const all = [...sources.compose.values()]
  const folders = [...new Set(all.map(({ file }) => folderOf(file)))]
  const drafts = folders.flatMap(folder => {
    const files = all.filter(({ file }) => folderOf(file) === folder)
    return groupsOf(folder, files, sources).map(group => draftOf(group, sources))
  })
  const included = new Set(drafts.flatMap(each => each.includes))
  const extended = new Set(drafts.flatMap(each => each.extends))
  return drafts.flatMap(({ draft }) => {
    const { file } = draft.files[0]!
    return included.has(file) || (extended.has(file) && !isMain(file)) ? [] : [draft]
  })
}

/** Files that are merged with each other. */
interface Group {
  readonly files: readonly ComposeFile[]
  /** A file that belongs to it is not there. */
  readonly lacks?: boolean
}

/** Which files of a folder are merged with each other. */
function groupsOf(folder: string, files: readonly ComposeFile[], sources: Sources): readonly Group[] {
  const main = mainOf(files)
  const override = main && overrideOf(files)
  const listed = listedIn(folder, sources)
  const above = [...sources.compose.values()].filter(({ file }) => folder !== '' && folderOf(file) === folderOf(folder))
  const onBase = (file: ComposeFile): Group => {
    const base = baseOf(file, files, main) ?? baseOf(file, above, mainOf(above))
    return { files: base ? [base, file] : [file] }
  }
  const first = listed ?? (main ? { files: [...onBase(main).files, ...(override ? [override] : [])] } : { files: [] })
  const others = files.filter(file => file.root && !first.files.includes(file) && !(main && isOverride(file.file)))
  return [first, ...others.map(onBase)].filter(group => group.files.some(({ root }) => root))
}

/** `COMPOSE_FILE` of the `.env` beside names the files to merge. */
function listedIn(folder: string, { compose, env }: Sources): Group | undefined {
  const list = env.get(join(folder, '.env'))?.values.get('COMPOSE_FILE')?.text
  if (!list) return undefined
  const paths = list.split(/[:;]/)
  const files = paths.flatMap(path => compose.get(join(folder, path.trim())) ?? [])
  return { files, lacks: files.length < paths.length }
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

interface Made {
  readonly draft: Draft
  /** Files that are part of it: they are no projects of their own. */
  readonly includes: readonly string[]
  readonly extends: readonly string[]
}

function draftOf({ files, lacks }: Group, sources: Sources): Made {
  const [first] = files
  const folder = folderOf(first!.file)
  const merged = files.map(({ file }) => file)
  const folderFor = (file: string): string => (merged.includes(file) ? folder : folderOf(file))
  const loaded = load(files, sources, folderFor)
  const extended = extend(loaded.root, path => loaded.open(path), folderFor)
  const isOther = (file: string): boolean => !merged.includes(file)
  const draft = {
    files,
    root: extended.root,
    complete: loaded.complete && !lacks,
    name: nameOf(loaded.name, folder, sources.env),
    folderFor,
  }
  return { draft, includes: loaded.uses.filter(isOther), extends: extended.uses.filter(isOther) }
}

/** Compose drops what may not stand in a name, and begins it with a letter or a digit (compose-go, `NormalizeProjectName`). */
function nameOf(written: Value | undefined, folder: string, env: ReadonlyMap<string, EnvFile>): string | undefined {
  if (written?.kind === 'unknown') return undefined
  const name =
    wordOf(written)?.text ??
    env.get(join(folder, '.env'))?.values.get('COMPOSE_PROJECT_NAME')?.text ??
    folder.slice(folder.lastIndexOf('/') + 1)
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9_-]/g, '')
      .replace(/^[_-]+/, '') || undefined
  )
}
