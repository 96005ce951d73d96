/** Reads the files of a project into one value: variables replaced, files merged, includes in place. */
import { folderOf, join } from '../model/path.ts'
import type { ComposeFile } from './compose.ts'
import type { EnvFile } from './env.ts'
import { interpolate, isSample, type Settings, settingsOf } from './interpolate.ts'
import { merge } from './merge.ts'
import { get, itemsOf, type Table, type Value, wordOf } from './values.ts'

/** The compose files and the `.env` files of a workspace, by path. */
export interface Sources {
  readonly compose: ReadonlyMap<string, ComposeFile>
  readonly env: ReadonlyMap<string, EnvFile>
}

export interface Loaded {
  readonly root: Table
  /** The `name` that the files themselves give to the project. */
  readonly name: Value | undefined
  /** Every file was there, and was read to its end. */
  readonly complete: boolean
  /** The files that were included. */
  readonly uses: readonly string[]
  /** Another compose file, with the variables of this one. */
  open(path: string): Table | undefined
}

/** `files`: the main one first. `folderFor`: from where the paths in a file are counted. `outer`: the project that includes this one. */
export function load(
  files: readonly ComposeFile[],
  sources: Sources,
  folderFor: (file: string) => string,
  outer?: { readonly settings: Settings; readonly open: readonly string[] },
): Loaded {
  const settings = settingsIn(folderFor(files[0]!.file), sources.env, outer?.settings)
  const read = (file: ComposeFile | undefined): Table | undefined => {
    const value = file?.root && interpolate(file.root, settings)
    return value?.kind === 'table' ? value : undefined
  }
  const own = files.map(read).reduce<Value>((base, table) => (table ? merge(base, table) : base), EMPTY)
  const open = [...(outer?.open ?? []), ...files.map(({ file }) => file)]
  const uses: string[] = []
  let root = own
  let complete = files.every(file => file.complete)
  for (const { paths, known } of includesOf(own, folderFor)) {
    const found = paths.flatMap(path => sources.compose.get(path) ?? [])
    if (!known || found.length < paths.length) complete = false
    if (found.length === 0 || paths.some(path => open.includes(path))) continue
    const included = load(found, sources, folderOf, { settings, open })
    root = merge(included.root, root)
    complete &&= included.complete
    uses.push(...paths, ...included.uses)
  }
  return {
    root: root.kind === 'table' ? root : EMPTY,
    name: get(own, 'name'),
    complete,
    uses,
    open: path => read(sources.compose.get(path)),
  }
}

const EMPTY: Table = { kind: 'table', at: { file: '', start: 0, end: 0 }, flow: false, entries: new Map() }

function settingsIn(folder: string, env: ReadonlyMap<string, EnvFile>, outer: Settings | undefined): Settings {
  const samples = [...env.values()].filter(({ file }) => folderOf(file) === folder && isSample(file))
  return settingsOf(env.get(join(folder, '.env')), samples, outer)
}

interface Include {
  readonly paths: readonly string[]
  /** Each of its paths is a file that could be in the workspace. */
  readonly known: boolean
}

function includesOf(root: Value, folderFor: (file: string) => string): readonly Include[] {
  return itemsOf(get(root, 'include')).map(item => {
    const values = item.kind === 'table' ? itemsOf(get(item, 'path')) : [item]
    const words = values.flatMap(value => wordOf(value) ?? [])
    const remote = words.some(({ text }) => /^[a-z+]+:|@/.test(text))
    const known = !remote && words.length > 0 && words.length === values.length
    return { paths: remote ? [] : words.map(({ text, at }) => join(folderFor(at.file), text)), known }
  })
}
