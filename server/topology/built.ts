/** Finds the Dockerfile behind a service, and what it makes. */
import { join } from '../model/path.ts'
import { type BuiltImage, build } from './build.ts'
import { type Dockerfile, readDockerfile } from './dockerfile.ts'
import { entriesOf, get, isUnknown, likelyOf, type Table, type Value, wordOf } from './values.ts'

/** The `build` of a service: its own, or that of the service that makes the image which it uses. */
export function buildOf(service: Value, builders: ReadonlyMap<string, Value>): Table | undefined {
  const settings = get(service, 'build') ?? builders.get(wordOf(get(service, 'image'))?.text ?? '')
  return settings?.kind === 'table' ? settings : undefined
}

/** The image that a `build` makes; undefined when its Dockerfile is not in the workspace. */
export function imageBuiltBy(
  settings: Table,
  dockerfiles: ReadonlyMap<string, Dockerfile>,
  folderFor: (file: string) => string,
): BuiltImage | undefined {
  const context = contextOf(settings, folderFor)
  const target = get(settings, 'target')
  const dockerfile = dockerfileOf(settings, context, dockerfiles)
  if (!dockerfile || isUnknown(target)) return undefined
  const args = entriesOf(get(settings, 'args')).map(
    ({ key, value }) => [key.text, wordOf(value)?.text ?? null] as const,
  )
  return build(dockerfile, { target: wordOf(target)?.text, args: new Map(args), context })
}

/** The folder that is sent to the builder; undefined for a remote one. */
function contextOf(settings: Table, folderFor: (file: string) => string): string | undefined {
  const written = get(settings, 'context')
  const word = likelyOf(written)
  if (!word) return written && written.kind !== 'none' ? undefined : folderFor(settings.at.file)
  return /^(?:[a-z+]+:\/\/|git@|github\.com\/)/.test(word.text) ? undefined : join(folderFor(word.at.file), word.text)
}

/** Without a name the builder takes `Dockerfile`, or else `dockerfile`. */
function dockerfileOf(
  settings: Table,
  context: string | undefined,
  dockerfiles: ReadonlyMap<string, Dockerfile>,
): Dockerfile | undefined {
  const inline = wordOf(get(settings, 'dockerfile_inline'))
  if (inline) return readDockerfile(inline.at.file, inline)
  const named = get(settings, 'dockerfile')
  if (context === undefined || (isUnknown(named) && !likelyOf(named))) return undefined
  const name = likelyOf(named)?.text
  const names = name === undefined ? ['Dockerfile', 'dockerfile'] : [name]
  return names.flatMap(each => dockerfiles.get(join(context, each)) ?? [])[0]
}
