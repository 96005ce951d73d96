/** The files that a file names, where they are in the workspace: includes, mounted configurations, error files, maps. */

import { placeKey } from '../model/note.ts'
import { below, folderOf, join } from '../model/path.ts'
import type { View } from '../rule.ts'
import { type Span, slice, type Word } from '../syntax/text.ts'
import { walk } from '../syntax/tree.ts'
import { shortVolume } from '../topology/mounts.ts'
import type { Mount } from '../topology/topology.ts'
import { entriesOf, get, itemsOf, type Value, wordOf } from '../topology/values.ts'
import type { Workspace } from '../workspace.ts'
import { composeFile } from './compose-names.ts'

export interface Link {
  readonly at: Span
  /** The first, where a pattern names several. */
  readonly file: string
  readonly others: number
}

/** The links of a file, each place once, in their order. */
export function linksIn(workspace: Workspace, file: string): readonly Link[] {
  const kind = workspace.files().get(file)
  const views = workspace.views().filter(({ config }) => config.documents.some(document => document.file === file))
  const found = [
    ...views.flatMap(view => [...included(view), ...namedByPath(view)]),
    ...(kind === 'compose' ? pathsIn(composeFile(workspace, file)?.root) : []).flatMap(word => linkTo(workspace, word)),
    ...(kind === 'dockerfile' ? copied(workspace, file) : []),
  ].filter(({ at }) => at.file === file && !at.scattered)
  const links = new Map(found.map(link => [placeKey(link.at), link]))
  return [...links.values()].sort((a, b) => a.at.start - b.at.start)
}

const included = ({ config }: View): readonly Link[] =>
  config.inclusions.map(({ pattern, documents }) => ({
    at: pattern.at,
    file: documents[0]!.file,
    others: documents.length - 1,
  }))

/** The files of HAProxy stand in the container: which they are here is known by what is mounted there. */
function namedByPath({ config, placements }: View): readonly Link[] {
  if (config.dialect !== 'haproxy' || placements.length === 0) return []
  const mounts = placements[0]!.service.mounts
  const words: Word[] = []
  for (const { name, args } of walk(config.directives)) {
    if (name.text === 'errorfile' && args[1]) words.push(args[1])
    for (const [index, word] of args.entries()) {
      if (args[index - 1]?.text === '-f' || args[index - 1]?.text === 'errorfile') words.push(word)
      for (const { index: from, 1: before, 2: path } of word.text.matchAll(/(\bmap(?:_\w+)?\()([^,)]+)/g))
        words.push(slice(word, from + before!.length, from + before!.length + path!.length))
    }
  }
  return words.flatMap(word => {
    const file = mountedAt(mounts, word.text)
    return file === undefined ? [] : [{ at: word.at, file, others: 0 }]
  })
}

/** The file of the workspace that stands at a path of the container. */
function mountedAt(mounts: readonly Mount[], path: string): string | undefined {
  if (!path.startsWith('/')) return undefined
  const over = mounts
    .filter(({ to, pattern, into }) => pattern === undefined && !into && below(to, path) !== undefined)
    .sort((a, b) => b.to.length - a.to.length)
  const [mount] = over
  if (!mount) return undefined
  const rest = below(mount.to, path)!
  return rest === '' ? mount.from : join(mount.from, rest)
}

/** What a compose file names by its path: configurations that are mounted or given as `configs`, environments, other compose files. */
function pathsIn(root: Value | undefined): readonly Word[] {
  const services = entriesOf(get(root, 'services')).flatMap(({ value: service }) => {
    const build = get(service, 'build')
    return [
      ...itemsOf(get(service, 'volumes')).map(volumeSource),
      ...itemsOf(get(service, 'env_file')).map(item => wordOf(item) ?? wordOf(get(item, 'path'))),
      wordOf(get(get(service, 'extends'), 'file')),
      dockerfileOf(wordOf(get(build, 'context')), wordOf(get(build, 'dockerfile'))),
    ]
  })
  const files = ['configs', 'secrets'].flatMap(kind =>
    entriesOf(get(root, kind)).map(({ value }) => wordOf(get(value, 'file'))),
  )
  const includes = itemsOf(get(root, 'include')).flatMap(item =>
    [...itemsOf(item), ...itemsOf(get(item, 'path'))].map(wordOf),
  )
  return [...services, ...files, ...includes].flatMap(word => word ?? [])
}

function volumeSource(item: Value): Word | undefined {
  const word = wordOf(item)
  return word ? shortVolume(word)?.source : wordOf(get(item, 'source'))
}

/** Its path counts from the folder that is sent to the builder. */
const dockerfileOf = (context: Word | undefined, dockerfile: Word | undefined): Word | undefined =>
  dockerfile && context ? { text: join(context.text, dockerfile.text), at: dockerfile.at } : dockerfile

function linkTo(workspace: Workspace, word: Word): readonly Link[] {
  const file = join(folderOf(word.at.file), word.text)
  return workspace.text(file) === undefined ? [] : [{ at: word.at, file, others: 0 }]
}

/** The gateways' configurations that a Dockerfile copies. */
const copied = (workspace: Workspace, file: string): readonly Link[] => {
  const { projects } = workspace.topology()
  return projects
    .flatMap(({ services }) => services.flatMap(({ mounts }) => mounts))
    .filter(({ at, from, via }) => via === 'copy' && at.file === file && workspace.text(from) !== undefined)
    .map(({ at, from }) => ({ at, file: from, others: 0 }))
}
