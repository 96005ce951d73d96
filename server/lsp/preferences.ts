/** Keeps what the user has set in the editor, for all folders and for each, and settles the workspace with it. */
import type { Connection } from 'vscode-languageserver'
import { below, join } from '../model/path.ts'
import { rules } from '../rules/index.ts'
import type { GivenFolder } from '../settings/resolve.ts'
import { readSettings } from '../settings/settings.ts'
import type { Workspace } from '../workspace.ts'
import type { Disk } from './mirror.ts'
import { DEFAULTS, type Options, readOptions } from './options.ts'

export interface Preferences {
  /** What holds for a file; without one, for all folders. */
  of(file?: string): Options
  /** Takes settings that hold for all folders, from a client that is not asked for them. */
  take(settings: unknown): void
  /** Asks the client, where it can be asked, and settles the workspace anew. `folders`: those of the workspace, by their URIs. */
  settle(folders: ReadonlyMap<string, string>): Promise<void>
  /** Whether a file is one that `configPath` names. */
  isSettings(file: string): boolean
  /** Whether `configPath` names any: they are read when the workspace is settled. */
  readsFiles(): boolean
  /** What cannot be meant, each in a sentence. */
  problems(): readonly string[]
}

/** `asks`: the client answers `workspace/configuration`. `isOpen`: of such a file the editor's text counts. */
export function createPreferences(
  connection: Connection,
  workspace: Workspace,
  disk: Pick<Disk, 'read'>,
  asks: () => boolean,
  isOpen: (file: string) => boolean,
): Preferences {
  let taken = DEFAULTS
  let wrongTaken: readonly string[] = []
  let overall = DEFAULTS
  let byFolder = new Map<string, Options>()
  let paths = new Set<string>()
  let problems: readonly string[] = []

  const ask = async (uris: readonly string[]): Promise<readonly unknown[]> =>
    asks()
      ? connection.workspace.getConfiguration(
          ['', ...uris].map(scopeUri => (scopeUri === '' ? { section: SECTION } : { scopeUri, section: SECTION })),
        )
      : []

  /** The settings file that a folder's `configPath` names, as far as it can be read. */
  const textOf = async (path: string): Promise<{ readonly text?: string; readonly message?: string }> => {
    const read = isOpen(path) ? { text: workspace.text(path) ?? '' } : await disk.read(path)
    if (read.text !== undefined) workspace.set(path, read.text, 'gatelint')
    return read
  }

  const givenOf = async (folder: string, options: Options, told: string[]): Promise<GivenFolder> => {
    const beneath = readSettings('', JSON.stringify({ rules: options.rules, ignore: options.exclude }), rules, folder)
    told.push(...beneath.problems.map(({ message }) => `In the setting gatelint.rules: ${message}`))
    const given = { only: undefined, beneath: { ...beneath, problems: [] } }
    if (options.configPath === undefined) return given
    const path = join(folder, options.configPath)
    const isWithin = below(folder, path) !== undefined
    const { text, message } = isWithin ? await textOf(path) : { message: 'lies outside of the folder' }
    if (text === undefined) {
      told.push(`The file of the setting gatelint.configPath is not read: ${path} ${message}.`)
      return given
    }
    paths.add(path)
    return { ...given, only: readSettings(path, text, rules, folder) }
  }

  return {
    of: file => (file === undefined ? undefined : nearest(byFolder, file)) ?? overall,
    take(settings) {
      const read = readOptions(settings)
      taken = read.options
      wrongTaken = read.problems
    },
    async settle(folders) {
      const [all, ...each] = await ask([...folders.values()])
      const told: string[] = [...wrongTaken]
      const read = (settings: unknown, otherwise: Options): Options => {
        const { options, problems } = readOptions(settings, otherwise)
        told.push(...problems)
        return options
      }
      overall = read(all, taken)
      byFolder = new Map(Array.from(folders.keys(), (folder, index) => [folder, read(each[index], overall)]))
      paths = new Set()
      // A path of a settings file begins at a folder.
      const given: GivenFolder[] = [await givenOf('', { ...overall, configPath: undefined }, told)]
      for (const [folder, own] of byFolder) given.push(await givenOf(folder, own, told))
      workspace.settle({ folders: given })
      problems = [...new Set(told)]
    },
    isSettings: file => paths.has(file),
    readsFiles: () => paths.size > 0,
    problems: () => problems,
  }
}

const SECTION = 'gatelint'

const nearest = (byFolder: ReadonlyMap<string, Options>, file: string): Options | undefined =>
  [...byFolder]
    .filter(([folder]) => below(folder, file) !== undefined)
    .toSorted(([a], [b]) => b.length - a.length)[0]?.[1]
