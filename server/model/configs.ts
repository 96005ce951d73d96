/** Finds the configurations among the files of a workspace: which file is a main one, and which belong to it. */
import { gatheringAlone } from '../syntax/runs.ts'
import { type Directive, type Document, walk } from '../syntax/tree.ts'
import type { Config } from './config.ts'
import { fromHaproxy } from './haproxy.ts'
import type { Process } from './haproxy-if.ts'
import { containerPaths, type Expanded, expand, type Surroundings } from './include.ts'
import { fromNginx } from './nginx.ts'
import type { Environment } from './nginx-values.ts'
import { folderOf } from './path.ts'

/** Every configuration of a workspace. `surroundings`: where a file stands in the containers that run it. */
export function configsOf(
  documents: readonly Document[],
  surroundings: (file: string) => readonly Surroundings[],
): readonly Config[] {
  const nginx = documents.filter(document => document.dialect === 'nginx')
  const haproxy = documents.filter(document => document.dialect === 'haproxy')
  return [...nginxConfigs(nginx, surroundings), ...haproxyConfigs(haproxy, surroundings)]
}

/** A file that another one includes is no configuration of its own, and files that one stock main file includes are one together. */
function nginxConfigs(
  documents: readonly Document[],
  surroundings: (file: string) => readonly Surroundings[],
): readonly Config[] {
  const byPath = new Map(documents.map(document => [document.path, document]))
  const expanded = new Map(documents.map(document => [document, expand(document, byPath, surroundings(document.path))]))
  const included = new Set([...expanded.values()].flatMap(({ documents: [, ...others] }) => others))
  const mains = documents.filter(document => !included.has(document))
  /** Files that only include each other have no main one: each is judged, so that the cycle is told. */
  const reached = new Set(mains.flatMap(main => expanded.get(main)!.documents))
  const inCycle = documents.filter(
    main => included.has(main) && !reached.has(main) && expanded.get(main)!.problems.length > 0,
  )
  const upstreams = (): ReadonlySet<string> => new Set(documents.flatMap(upstreamsIn))
  /** The official image renders what lies in its folder of templates with the container's environment (20-envsubst-on-templates.sh). */
  const environmentOf = (file: string): Environment | undefined =>
    file.endsWith('.template') ? surroundings(file)[0]?.environment : undefined
  return [...groupedByContainer([...mains, ...inCycle], surroundings)].map(([container, group]) =>
    fromNginx(
      together(group.map(main => expanded.get(main)!)),
      upstreams,
      typeof container === 'string',
      environmentOf,
    ),
  )
}

/** The files of one container's `conf.d`, under the container's name; every other file alone, under itself. */
function groupedByContainer(
  mains: readonly Document[],
  surroundings: (file: string) => readonly Surroundings[],
): ReadonlyMap<string | Document, readonly Document[]> {
  const groups = new Map<string | Document, Document[]>()
  for (const main of mains) {
    const stock = surroundings(main.path).find(({ stockMain, path }) => stockMain && STOCK_INCLUDE.test(path))
    const key = stock?.container ?? main
    groups.set(key, [...(groups.get(key) ?? []), main])
  }
  return groups
}

/** What the main file of the official images includes. */
const STOCK_INCLUDE = /^\/etc\/nginx\/conf\.d\/[^/]+\.conf$/

const together = (parts: readonly Expanded[]): Expanded => ({
  directives: parts.flatMap(({ directives }) => directives),
  documents: [...new Set(parts.flatMap(({ documents }) => documents))],
  complete: parts.every(({ complete }) => complete),
  problems: parts.flatMap(({ problems }) => problems),
  inclusions: parts.flatMap(({ inclusions }) => inclusions),
})

/** HAProxy includes nothing: a configuration is what its command line names. Where that is not known each file stands alone, but may lean on its neighbours. */
function haproxyConfigs(
  documents: readonly Document[],
  surroundings: (file: string) => readonly Surroundings[],
): readonly Config[] {
  const together = new Map(documents.flatMap(document => loadedWith(document, documents, surroundings)))
  const groups = new Map<string, readonly Document[]>()
  for (const document of documents) {
    const group = together.get(document) ?? [document]
    groups.set(group.map(({ path }) => path).join('\n'), group)
  }
  return [...groups.values()].map(group => {
    const known = together.has(group[0]!)
    const neighbours = known
      ? []
      : documents.filter(other => other !== group[0] && folderOf(other.path) === folderOf(group[0]!.path))
    const elsewhere = new Set(neighbours.flatMap(backendsIn))
    if (elsewhere.size > 0) for (const name of group.flatMap(backendsIn)) elsewhere.delete(name)
    return fromHaproxy(group, elsewhere, processOf(surroundings(group[0]!.path)))
  })
}

/** What holds of the process in every place in which it runs. */
function processOf(places: readonly Surroundings[]): Process {
  const [first, ...others] = places
  const variables = [...(first?.environment.keys() ?? [])].filter(name =>
    others.every(({ environment }) => environment.has(name)),
  )
  const release = others.every(other => other.release === first?.release) ? first?.release : undefined
  return { variables: new Set(variables), release }
}

const backendsIn = ({ directives }: Document): readonly string[] => backendNames(directives)

const backendNames = gatheringAlone(({ name, args }: Directive) =>
  args[0] && /^(?:backend|listen)$/.test(name.text) ? [args[0].text] : [],
)

/** What HAProxy loads together with a file, in its order, where a container's command line says so. */
function loadedWith(
  document: Document,
  documents: readonly Document[],
  surroundings: (file: string) => readonly Surroundings[],
): readonly (readonly [Document, readonly Document[]])[] {
  for (const { command, mounts } of surroundings(document.path)) {
    const named = command ? filesNamedIn(command) : []
    if (named.length === 0) continue
    const there = documents.flatMap(other =>
      mounts.flatMap(mount => containerPaths(mount, other.path)).map(at => ({ other, at })),
    )
    const loaded = named.flatMap(name =>
      there
        .filter(({ at }) => at === name || (folderOf(at) === name.replace(/\/$/, '') && /\/[^./][^/]*\.cfg$/.test(at)))
        .sort((a, b) => (a.at < b.at ? -1 : 1))
        .map(({ other }) => other),
    )
    if (loaded.includes(document)) return [[document, [...new Set(loaded)]]]
  }
  return []
}

/** The files and folders that `-f` names, and those behind `--`; of a folder HAProxy loads every `*.cfg`, sorted (management guide, section 3). */
function filesNamedIn(command: readonly string[]): readonly string[] {
  const end = command.indexOf('--')
  const options = end < 0 ? command : command.slice(0, end)
  const named = options.flatMap((word, index) => (word === '-f' ? command.slice(index + 1, index + 2) : []))
  return [...named, ...(end < 0 ? [] : command.slice(end + 1))].filter(name => name.startsWith('/'))
}

/** The names of the upstreams that a file declares, lower case. */
function upstreamsIn(document: Document): readonly string[] {
  const known = upstreamNames.get(document)
  if (known) return known
  const names: string[] = []
  for (const { name, args } of walk(document.directives)) {
    if (args[0] && name.text === 'upstream') names.push(args[0].text.toLowerCase())
  }
  upstreamNames.set(document, names)
  return names
}

const upstreamNames = new WeakMap<Document, readonly string[]>()
