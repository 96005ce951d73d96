/** Finds the Dockerfile behind a service, and what it makes. */
import { join } from '../model/path.ts'
import { build } from './build.ts'
import type { BuiltImage, Context, Named } from './built-image.ts'
import { type Dockerfile, readDockerfile } from './dockerfile.ts'
import type { Draft } from './draft.ts'
import type { Materials } from './materials.ts'
import { entriesOf, get, isUnknown, likelyOf, type Table, type Value, wordOf } from './values.ts'

/** The `build` of a service, with the folders from which its paths are counted. */
export interface Maker {
  readonly settings: Table
  folderFor(file: string): string
  /** The service of the same project. */
  service(name: string): Maker | undefined
}

/** What the workspace holds to build with. */
export interface Workshop {
  readonly materials: Pick<Materials, 'dockerfile' | 'dockerignore'>
  /** Who makes the image of a name: undefined where nobody is known to. */
  maker(image: string): Maker | undefined
  /** What has been built already. */
  readonly images: Map<Table, BuiltImage | undefined>
}

/** Images that begin with each other: longer than any real chain. */
const LONGEST = 30

/** The `build` of a service, if it has one. */
export function makerIn(draft: Pick<Draft, 'root' | 'folderFor'>, name: string): Maker | undefined {
  const settings = get(get(get(draft.root, 'services'), name), 'build')
  if (settings?.kind !== 'table') return undefined
  return { settings, folderFor: draft.folderFor, service: other => makerIn(draft, other) }
}

/** The image that a `build` makes; undefined when its Dockerfile is not in the workspace. `open`: those for which it is needed. */
export function imageBuiltBy(maker: Maker, workshop: Workshop, open: readonly Table[] = []): BuiltImage | undefined {
  const { settings } = maker
  const { images } = workshop
  if (open.includes(settings) || open.length > LONGEST) return undefined
  if (!images.has(settings)) images.set(settings, makeImage(maker, workshop, [...open, settings]))
  return images.get(settings)
}

function makeImage(maker: Maker, workshop: Workshop, open: readonly Table[]): BuiltImage | undefined {
  const { settings, folderFor } = maker
  const folder = contextOf(settings, folderFor)
  const target = get(settings, 'target')
  const dockerfile = dockerfileOf(settings, folder, workshop.materials)
  if (!dockerfile || isUnknown(target)) return undefined
  const args = entriesOf(get(settings, 'args')).map(
    ({ key, value }) => [key.text, wordOf(value)?.text ?? null] as const,
  )
  const made = (other: Maker | undefined): Named | undefined => {
    const image = other && imageBuiltBy(other, workshop, open)
    return image && { kind: 'image', image }
  }
  return build(dockerfile, {
    target: wordOf(target)?.text,
    args: new Map(args),
    context: folder === undefined ? undefined : sent(folder, dockerfile.file, workshop),
    named: name => {
      const context = get(get(settings, 'additional_contexts'), name)
      return context ? additional(context, maker, workshop, made) : made(workshop.maker(name))
    },
  })
}

/** A context beside the main one: a folder, an image, what another service builds; what is elsewhere is not known. */
function additional(
  value: Value,
  { folderFor, service }: Maker,
  workshop: Workshop,
  made: (other: Maker | undefined) => Named | undefined,
): Named | undefined {
  const word = likelyOf(value)
  if (!word) return undefined
  const [, kind, name] = /^(service:|docker-image:\/\/)(.+)$/.exec(word.text) ?? []
  if (kind) return made(kind === 'service:' ? service(name!) : workshop.maker(name!))
  if (isElsewhere(word.text)) return undefined
  return { kind: 'folder', context: sent(join(folderFor(word.at.file), word.text), undefined, workshop) }
}

/** A folder without what is left out of it: the Dockerfile's own list counts before the folder's. */
function sent(folder: string, dockerfile: string | undefined, { materials }: Workshop): Context {
  const list =
    (dockerfile === undefined ? undefined : materials.dockerignore(`${dockerfile}.dockerignore`)) ??
    materials.dockerignore(join(folder, '.dockerignore'))
  return list ? { folder, without: { folder, patterns: list.patterns } } : { folder }
}

/** The folder that is sent to the builder; undefined for a remote one. */
function contextOf(settings: Table, folderFor: (file: string) => string): string | undefined {
  const written = get(settings, 'context')
  const word = likelyOf(written)
  if (!word) return written && written.kind !== 'none' ? undefined : folderFor(settings.at.file)
  return isElsewhere(word.text) ? undefined : join(folderFor(word.at.file), word.text)
}

/** A Git repository or an archive on some server. */
const isElsewhere = (text: string): boolean => /^(?:[a-z-]+:\/\/|git@|github\.com\/)/.test(text)

/** Without a name the builder takes `Dockerfile`, or else `dockerfile`. */
function dockerfileOf(
  settings: Table,
  context: string | undefined,
  materials: Workshop['materials'],
): Dockerfile | undefined {
  const inline = wordOf(get(settings, 'dockerfile_inline'))
  if (inline) return readDockerfile(inline.at.file, inline)
  const named = get(settings, 'dockerfile')
  if (context === undefined || (isUnknown(named) && !likelyOf(named))) return undefined
  const name = likelyOf(named)?.text
  const names = name === undefined ? ['Dockerfile', 'dockerfile'] : [name]
  return names.flatMap(each => materials.dockerfile(join(context, each)) ?? [])[0]
}
