/** Reads one compose file, apart from all others. */
import type { SyntaxProblem } from '../syntax/tree.ts'
import { configMapsIn, contentsIn, type Embedded } from './embedded.ts'
import { merge } from './merge.ts'
import { normalize } from './normalize.ts'
import { type Entry, entriesOf, get, type Table, type Value } from './values.ts'
import { readYaml } from './yaml.ts'

export interface ComposeFile {
  readonly kind: 'compose'
  readonly file: string
  readonly text: string
  /** The whole file with its short forms written out, variables not yet replaced; undefined when it is no compose file. */
  readonly root: Table | undefined
  readonly problems: readonly SyntaxProblem[]
  /** It takes away or stands in the place of what it is merged onto. */
  readonly isTagged: boolean
  /** Every service of the file stands in `root`: it is valid YAML, and no other engine's template. */
  readonly complete: boolean
  readonly embedded: readonly Embedded[]
}

export function readCompose(file: string, text: string): ComposeFile {
  const { documents, problems } = readYaml(file, text)
  const root = documents.reduce<Value | undefined>(
    (base, document) => (base ? merge(base, document, '') : document),
    undefined,
  )
  const isCompose = root?.kind === 'table' && [...root.entries].some(isPartOfProject)
  return {
    kind: 'compose',
    file,
    text,
    root: isCompose ? normalize(root) : undefined,
    problems: isCompose || isMain(file) || isOverride(file) ? problems : [],
    embedded: problems.length > 0 ? [] : [...contentsIn(root), ...documents.flatMap(each => configMapsIn(file, each))],
    isTagged: /!(?:reset|override)\b/.test(text),
    complete: problems.length === 0 && !TEMPLATE.test(text),
  }
}

/** Something that is no other YAML file's: `include`, or a table of services or of what services name. */
const isPartOfProject = ([key, { value }]: readonly [string, Entry]): boolean =>
  key === 'include' || (/^(?:services|networks|volumes|configs|secrets)$/.test(key) && value.kind === 'table')

/** Whether a file could be run by itself: not if it only holds what others name. */
export const isRunnable = ({ root }: ComposeFile): boolean =>
  root !== undefined && (get(root, 'services')?.kind === 'table' || root.entries.has('include'))

/** The marks of another engine where they are more than part of a string: statements, and what may stand for keys and whole values. */
const TEMPLATE = /\{%|<%|^[ \t-]*\{\{|[:,[-][ \t]+\{\{|\[\{\{|^[ \t]*["']\{\{/m

/** The names that compose looks for by itself, the first one found counts (compose-go, `DefaultFileNames`). */
const MAIN = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']

/** The names that compose merges onto the main file by itself (compose-go, `DefaultOverrideFileNames`). */
const OVERRIDE = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

export const isMain = (file: string): boolean => MAIN.includes(nameOf(file))
export const isOverride = (file: string): boolean => OVERRIDE.includes(nameOf(file))

/** The file of a folder that compose takes when it is told no name. */
export const mainOf = (files: readonly ComposeFile[]): ComposeFile | undefined => firstNamed(files, MAIN)
export const overrideOf = (files: readonly ComposeFile[]): ComposeFile | undefined => firstNamed(files, OVERRIDE)

const firstNamed = (files: readonly ComposeFile[], names: readonly string[]): ComposeFile | undefined =>
  names.flatMap(name => files.find(({ file }) => nameOf(file) === name) ?? [])[0]

/** The services of a file that cannot run by what the file says of them: another file must say what they run. */
export const dependentServices = ({ root }: ComposeFile): readonly string[] =>
  entriesOf(get(root, 'services')).flatMap(({ key, value }) =>
    value.kind === 'table' && !STARTERS.some(starter => value.entries.has(starter)) ? [key.text] : [],
  )

/** What makes a service run something. */
const STARTERS = ['image', 'build', 'extends', 'provider']

export const serviceNames = ({ root }: ComposeFile): readonly string[] =>
  entriesOf(get(root, 'services')).map(({ key }) => key.text)
