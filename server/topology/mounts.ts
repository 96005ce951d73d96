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

function volume(item: Value, root: Value, path: ToPath): readonly Mount[] {
  const word = likelyOf(item)
  if (word) {
    const match = /^([A-Za-z]:[\\/][^:]*|[^:]+):(\/[^:]*)(?::[^/]*)?$/.exec(word.text)
    return match ? mount(slice(word, 0, match[1]!.length), match[2]!, word, root, path) : []
  }
  const source = likelyOf(get(item, 'source')) ?? likelyOf(get(item, 'src'))
  const target = likelyOf(get(item, 'target')) ?? likelyOf(get(item, 'destination')) ?? likelyOf(get(item, 'dst'))
  return source && target ? mount(source, target.text, source, root, path) : []
}

/** A name without a slash or a dot in front is a volume's; that may be bound to a folder, too. */
function mount(source: Word, to: string, { at }: Word, root: Value, path: ToPath): readonly Mount[] {
  const isPath = /^(?:[./~\\]|[A-Za-z]:[\\/])/.test(source.text)
  const device = isPath ? source : wordOf(get(get(get(get(root, 'volumes'), source.text), 'driver_opts'), 'device'))
  const from = device && path(device)
  return from === undefined ? [] : [{ from, to: join('/', to), at, via: 'volume' }]
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
