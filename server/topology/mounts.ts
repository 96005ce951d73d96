/** What of the workspace stands where in a container: bind mounts, `configs`, `secrets`, `develop.watch`. */
import { join } from '../model/path.ts'
import { slice, type Word } from '../syntax/text.ts'
import { isRendered, pathOfConfig } from './embedded.ts'
import type { Mount } from './topology.ts'
import { get, itemsOf, likelyOf, type Value, wordOf } from './values.ts'

/** `root`: the project's own `configs`, `secrets` and `volumes`. Of two volumes at one place the later counts. */
export function mountsOf(service: Value, root: Value, folderFor: (file: string) => string): readonly Mount[] {
  const path = (word: Word): string | undefined =>
    /^~|^\$/.test(word.text) ? undefined : join(folderFor(word.at.file), word.text.replaceAll('\\', '/'))
  const volumes = itemsOf(get(service, 'volumes')).flatMap(item => volume(item, root, path))
  const named = (['configs', 'secrets'] as const).flatMap(kind =>
    itemsOf(get(service, kind)).flatMap(item => config(kind, item, root, path)),
  )
  const watched = itemsOf(get(get(service, 'develop'), 'watch')).flatMap(item => watch(item, path))
  return [...new Map([...watched, ...volumes].map(mount => [mount.to, mount])).values(), ...named]
}

type ToPath = (word: Word) => string | undefined

/** The two sides of a short volume, `[source:]target[:mode]`; undefined for what is none. */
export function shortVolume(word: Word): { readonly source: Word | undefined; readonly target: string } | undefined {
  const [, source, target] = /^(?:([A-Za-z]:[\\/][^:]*|[^:]+):)?(\/[^:]*)(?::[^/]*)?$/.exec(word.text) ?? []
  if (target === undefined) return undefined
  return { source: source === undefined ? undefined : slice(word, 0, source.length), target }
}

function volume(item: Value, root: Value, path: ToPath): readonly Mount[] {
  const word = likelyOf(item)
  const short = word && shortVolume(word)
  if (word) return short?.source ? mount(short.source, short.target, word, isPath(short.source), root, path) : []
  const source = likelyOf(get(item, 'source')) ?? likelyOf(get(item, 'src'))
  const target = likelyOf(get(item, 'target')) ?? likelyOf(get(item, 'destination')) ?? likelyOf(get(item, 'dst'))
  const type = get(item, 'type')
  if (!source || !target) return []
  const below = wordOf(get(get(item, 'volume'), 'subpath'))?.text ?? ''
  const isBind = wordOf(type)?.text === 'bind' || (!wordOf(type) && isPath(source))
  return mount(source, target.text, source, isBind, root, path).map(each => ({ ...each, from: join(each.from, below) }))
}

/** A name without a slash or a dot in front is a volume's, in the short form. */
const isPath = ({ text }: Word): boolean => /^(?:[./~\\]|[A-Za-z]:[\\/])/.test(text)

/** A volume of a name may be bound to a folder, too. */
function mount(source: Word, to: string, { at }: Word, isBind: boolean, root: Value, path: ToPath): readonly Mount[] {
  const device = isBind ? source : wordOf(get(get(get(get(root, 'volumes'), source.text), 'driver_opts'), 'device'))
  const from = device && path(device)
  return from === undefined ? [] : [{ from, to: join('/', to), at, via: 'volume' }]
}

/** Every path of the container at which something is mounted, of whatever kind; undefined where one of them is not known. */
export function volumesOf(service: Value): readonly string[] | undefined {
  if (get(service, 'volumes_from')) return undefined
  const targets = itemsOf(get(service, 'volumes')).map(item => {
    const word = wordOf(item)
    return word
      ? shortVolume(word)?.target
      : wordOf(get(item, 'target') ?? get(item, 'destination') ?? get(item, 'dst'))?.text
  })
  const tmpfs = get(service, 'tmpfs')
  const inMemory = tmpfs?.kind === 'scalar' ? [tmpfs.word.text] : itemsOf(tmpfs).map(item => wordOf(item)?.text)
  const all = [...targets, ...inMemory.map(text => text?.replace(/:.*$/, ''))]
  const isRead = ['volumes', 'tmpfs'].every(key => get(service, key)?.kind !== 'unknown')
  return isRead && all.every(path => path !== undefined) ? all.map(path => join('/', path)) : undefined
}

/** A config stands at `/<name>` unless it has a target, a secret at `/run/secrets/<name>`. */
function config(kind: 'configs' | 'secrets', item: Value, root: Value, path: ToPath): readonly Mount[] {
  const name = wordOf(item) ?? wordOf(get(item, 'source'))
  const declared = name && get(get(root, kind), name.text)
  const file = likelyOf(get(declared, 'file'))
  const content = file ? undefined : get(declared, 'content')
  const from = file ? path(file) : content && pathOfConfig(content.at.file, name!.text)
  if (from === undefined) return []
  const target = get(item, 'target')
  if (target?.kind === 'unknown') return []
  const to = join(kind === 'configs' ? '/' : '/run/secrets', wordOf(target)?.text ?? name!.text)
  return content && isRendered(to) ? [] : [{ from, to, at: name!.at, via: 'config' }]
}

function watch(item: Value, path: ToPath): readonly Mount[] {
  const source = wordOf(get(item, 'path'))
  const target = wordOf(get(item, 'target'))
  const from = source && path(source)
  return from !== undefined && target ? [{ from, to: join('/', target.text), at: source!.at, via: 'volume' }] : []
}
