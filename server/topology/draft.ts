/** What the files of one project come to, before its services are understood. */
import { folderOf, join } from '../model/path.ts'
import type { ComposeFile } from './compose.ts'
import type { Group } from './groups.ts'
import { interpolate, type Settings } from './interpolate.ts'
import { load } from './load.ts'
import type { Materials } from './materials.ts'
import { settingsIn } from './settings.ts'
import type { Variables } from './substitute.ts'
import { get, type Table, wordOf } from './values.ts'

/** A project before its services are understood: one value, merged from all its files. */
export interface Draft {
  /** The main file first, then what was merged onto it. */
  readonly files: readonly ComposeFile[]
  readonly root: Table
  /** No file that it names is missing, and all were read to their end. */
  readonly complete: boolean
  /** The name under which it is run, as far as the files tell. */
  readonly name: string | undefined
  readonly variables: Variables
  /** The profiles that it is run with, as far as the files tell. */
  readonly profiles: readonly string[]
  /** The folder from which paths written in a file are counted. */
  folderFor(file: string): string
}

/** A draft with the files that are part of it: they are no projects of their own. */
export interface Made {
  readonly draft: Draft
  readonly includes: readonly string[]
  readonly extends: readonly string[]
}

export function draftOf(group: Group, materials: Materials): Made {
  const { files, lacks, namedIn } = group
  const merged = files.map(({ file }) => file)
  const folder = folderOf(merged[0]!)
  const env = [...new Set([namedIn ?? folder, folder])].map(each => join(each, '.env'))
  const { name, settings } = named(files, folder, settingsIn(env, folder, materials))
  const loaded = load({ files, folder, settings }, materials)
  const isOther = (file: string): boolean => !merged.includes(file)
  const draft = {
    files,
    root: loaded.root,
    complete: loaded.complete && !lacks,
    name,
    variables: settings.variables,
    profiles: group.profiles ?? listOf(settings.variables('COMPOSE_PROFILES', undefined)),
    folderFor: (file: string) => loaded.folders.get(file) ?? folderOf(file),
  }
  return { draft, includes: loaded.includes.filter(isOther), extends: loaded.extends.filter(isOther) }
}

const listOf = (text: string | null | undefined): readonly string[] =>
  (text ?? '').split(',').flatMap(each => each.trim() || [])

/**
 * The project's name, and its variables with it: `COMPOSE_PROJECT_NAME` counts before what the files say, and that before the folder's
 * name. What the folder is called where the project is run is not known for sure.
 */
function named(
  files: readonly ComposeFile[],
  folder: string,
  settings: Settings,
): { readonly name: string | undefined; readonly settings: Settings } {
  const { variables, likely } = settings
  const given = variables(NAME, undefined)
  const written = files.findLast(({ root }) => (get(root, 'name')?.kind ?? 'none') !== 'none')?.root
  const value = written && interpolate(get(written, 'name')!, settings)
  if (given === null || (!given && value?.kind === 'unknown')) return { name: undefined, settings }
  const name = normalized(given || wordOf(value)?.text || folder.slice(folder.lastIndexOf('/') + 1))
  const answer =
    (known: Variables, own: string | undefined): Variables =>
    (variable, fallback) =>
      variable === NAME ? (known(variable, fallback) ?? own) : known(variable, fallback)
  return {
    name,
    settings: { variables: answer(variables, value ? name : undefined), likely: answer(likely, name) },
  }
}

const NAME = 'COMPOSE_PROJECT_NAME'

/** Compose drops what may not stand in a name, and begins it with a letter or a digit (compose-go, `NormalizeProjectName`). */
const normalized = (name: string): string | undefined =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '') || undefined
