/** What the `include` of a compose file names: other projects, each with its own folder and variables. */
import { folderOf, join } from '../model/path.ts'
import { get, itemsOf, type Value, wordOf } from './values.ts'

export interface Include {
  /** The files of the project that is included, the main one first. */
  readonly paths: readonly string[]
  /** Each of its paths is a file that could be in the workspace. */
  readonly known: boolean
  /** The folder from which its paths are counted. */
  readonly folder: string
  /** The files of its variables, the later ones first, where they are named; otherwise the `.env` of its folder. */
  readonly env: readonly string[] | undefined
}

export const includesOf = (root: Value, folderFor: (file: string) => string): readonly Include[] =>
  itemsOf(get(root, 'include')).map(item => {
    const isLong = item.kind === 'table'
    const named = pathsIn(isLong ? get(item, 'path') : item, folderFor)
    const directory = pathsIn(get(item, 'project_directory'), folderFor)
    const env = pathsIn(get(item, 'env_file'), folderFor)
    return {
      paths: named.paths,
      known: named.known && named.paths.length > 0 && directory.known && env.known,
      folder: directory.paths[0] ?? folderOf(named.paths[0] ?? ''),
      env: env.paths.length === 0 ? undefined : env.paths.filter(path => path !== '/dev/null').toReversed(),
    }
  })

/** One path or a list of them. What lies elsewhere (a Git repository, a registry) is not known. */
function pathsIn(
  value: Value | undefined,
  folderFor: (file: string) => string,
): { readonly paths: readonly string[]; readonly known: boolean } {
  const items = itemsOf(value)
  const words = items.flatMap(item => wordOf(item) ?? [])
  const remote = words.some(({ text }) => /^[a-z+]+:|@/.test(text))
  const paths = remote ? [] : words.map(({ text, at }) => join(folderFor(at.file), text))
  return { paths, known: !remote && words.length === items.length }
}
