/** Reads the files of a project into one value, each in its turn: variables replaced, includes brought in, services extended, all merged. */
import { folderOf, join } from '../model/path.ts'
import type { ComposeFile } from './compose.ts'
import { extend } from './extend.ts'
import { includesOf } from './include.ts'
import { interpolate, type Settings } from './interpolate.ts'
import type { Materials } from './materials.ts'
import { merge, settled } from './merge.ts'
import { normalizeReplaced } from './normalize.ts'
import { inherited, settingsIn } from './settings.ts'
import type { Table, Value } from './values.ts'

export interface Loaded {
  readonly root: Table
  readonly settings: Settings
  /** Every file was there, and was read to its end. */
  readonly complete: boolean
  /** The folder from which paths are counted, by the file in which they are written. */
  readonly folders: ReadonlyMap<string, string>
  /** The files that were included. */
  readonly includes: readonly string[]
  /** The files of which services were extended. */
  readonly extends: readonly string[]
}

/** What is to be read. */
export interface Wanted {
  /** The main one first. */
  readonly files: readonly ComposeFile[]
  /** The project's folder. */
  readonly folder: string
  readonly settings: Settings
}

/** Far more includes than any real project has: without a bound, a few files that include each other twice would never end. */
const MOST_INCLUDES = 300

export const load = (wanted: Wanted, materials: Materials): Loaded =>
  loadFiles(wanted, materials, [], { left: MOST_INCLUDES })

/** `open`: the files that include this one. */
function loadFiles(
  { files, folder, settings }: Wanted,
  materials: Materials,
  open: readonly string[],
  budget: { left: number },
): Loaded {
  const paths = files.map(({ file }) => file)
  const folders = new Map(paths.map(path => [path, folder]))
  const folderFor = (file: string): string => folders.get(file) ?? folderOf(file)
  let isTagged = files.some(file => file.isTagged)
  const settle = (value: Value): Value => (isTagged ? settled(value) : value)
  const includes: string[] = []
  const extended: string[] = []
  let complete = files.every(file => file.complete)
  let whole: Value = EMPTY
  for (const file of files) {
    let own = read(file, settings)
    for (const { paths: wanted, known, folder: home, env } of includesOf(own, folderFor)) {
      const found = wanted.flatMap(path => materials.compose(path) ?? [])
      const cyclic = wanted.some(path => paths.includes(path) || open.includes(path))
      if (!known || cyclic || found.length < wanted.length || budget.left === 0) complete = false
      if (found.length === 0 || cyclic || budget.left === 0) continue
      budget.left -= 1
      const inner = settingsIn(env ?? [join(home, '.env')], home, materials, settings)
      const included = loadFiles(
        { files: found, folder: home, settings: inner },
        materials,
        [...open, ...paths],
        budget,
      )
      own = withResources(own, included.root)
      complete &&= included.complete && (env ?? []).every(path => materials.env(path))
      includes.push(...wanted, ...included.includes)
      extended.push(...included.extends)
      for (const [path, folder] of included.folders) if (!folders.has(path)) folders.set(path, folder)
    }
    const others = {
      folderFor,
      settle,
      open: (path: string) => {
        const other = materials.compose(path)
        isTagged ||= other?.isTagged === true
        return other?.root && read(other, settings)
      },
    }
    const resolved = extend(own, others)
    extended.push(...resolved.uses)
    whole = settle(merge(whole, resolved.root, ''))
  }
  const root = inherited(whole.kind === 'table' ? whole : EMPTY, settings)
  return { root, settings, complete, folders, includes, extends: extended }
}

const EMPTY: Table = { kind: 'table', at: { file: '', start: 0, end: 0 }, flow: false, entries: new Map() }

/** A file with its variables replaced. What its values come to may be short forms, too. */
function read({ root }: ComposeFile, settings: Settings): Table {
  const value = root && interpolate(root, settings)
  return value?.kind === 'table' ? normalizeReplaced(value) : EMPTY
}

/** What an included project brings: its resources, on which those of the same names are laid. */
function withResources(own: Table, included: Table): Table {
  const resources = [...included.entries].filter(([key]) => RESOURCES.has(key))
  const whole = merge({ ...included, entries: new Map(resources) }, own, '')
  return whole.kind === 'table' ? whole : own
}

const RESOURCES = new Set(['services', 'volumes', 'networks', 'secrets', 'configs'])
