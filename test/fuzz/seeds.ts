/** What fuzzing begins with: the workspaces of the rules' pages and of the example, and the texts in them by language. */
import * as fs from 'node:fs'
import * as path from 'node:path'
import { kindOf } from '../../server/kinds.ts'
import { readPage } from '../pages/page.ts'

/** The files of a small workspace, by path. */
export type Files = ReadonlyMap<string, string>

const root = new URL('../../', import.meta.url)

const filesBelow = (folder: string): readonly string[] =>
  fs
    .readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort()

/** A folder of the project as a workspace. */
const folder = (name: string): Files =>
  new Map(
    filesBelow(name).map(file => [`/p/${file.slice(file.indexOf(name) + name.length)}`, fs.readFileSync(file, 'utf8')]),
  )

const pages = fs
  .readdirSync(new URL('server/rules/', root))
  .filter(name => name.endsWith('.md'))
  .sort()

/** Every workspace, the same and in the same order in each run. */
export const workspaces: readonly Files[] = [
  folder('examples/shop/'),
  folder('test/cli/project/'),
  ...pages.flatMap(page =>
    readPage(fs.readFileSync(new URL(`server/rules/${page}`, root), 'utf8')).cases.map(
      ({ files }): Files => new Map(files.map(({ path, text }) => [`/p/${path}`, text])),
    ),
  ),
]

/** The texts of all workspaces by what they are. */
export const textsByKind: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>()
  for (const files of workspaces) {
    for (const [path, text] of files) {
      const kind = kindOf(path, text)
      if (kind) found.set(kind, [...(found.get(kind) ?? []), text])
    }
  }
  return found
})()
