/** One service of a project, understood. */
import { join } from '../model/path.ts'
import type { Word } from '../syntax/text.ts'
import { type BuiltImage, build } from './build.ts'
import { commandOf } from './command.ts'
import { type Dockerfile, readDockerfile } from './dockerfile.ts'
import type { EnvFile } from './env.ts'
import { environmentOf } from './environment.ts'
import { joinNetworkOf } from './insert.ts'
import { listeningOf } from './listening.ts'
import { mountsOf } from './mounts.ts'
import { attachmentsOf, type Networks, networkModeOf, networksKnown } from './networks.ts'
import { isPristine } from './pristine.ts'
import type { Draft } from './projects.ts'
import { GAP } from './substitute.ts'
import type { Service } from './topology.ts'
import { type Entry, entriesOf, get, isUnknown, itemsOf, likelyOf, partOf, type Value, wordOf } from './values.ts'

/** What a service is understood by. */
export interface Context {
  readonly draft: Draft
  readonly networks: Networks
  /** The service of each `container_name`. */
  readonly containers: ReadonlyMap<string, string>
  readonly dockerfiles: ReadonlyMap<string, Dockerfile>
  readonly env: ReadonlyMap<string, EnvFile>
}

export function serviceOf({ key: name, value: service }: Entry, context: Context): Service {
  const { draft, networks, containers } = context
  const image = imageOf(get(service, 'image'))
  const built = builtBy(service, context)
  const base = get(service, 'build') ? built?.base : image
  const command = commandOf(service, built)
  const environment = environmentOf(service, built?.environment, context.env, draft.folderFor)
  const mounts = [...mountsOf(service, draft.root, draft.folderFor), ...(built?.copies ?? [])]
  const words = command?.flatMap(word => word ?? [])
  const joinNetwork = joinNetworkOf(name.text, draft.files)
  return {
    name,
    otherNames: ['container_name', 'hostname'].flatMap(key => wordOf(get(service, key)) ?? []),
    networkMode: networkModeOf(service, containers),
    networks: attachmentsOf(service),
    image,
    base,
    pristine: (built !== undefined || !get(service, 'build')) && isPristine(built, command),
    command: words && words.length === command!.length ? words : undefined,
    ...listeningOf({ name: name.text, service, image: built, base, command, environment, mounts }),
    environment: environment.values,
    extraHosts: otherHosts(service),
    profiles: itemsOf(get(service, 'profiles')).flatMap(profile => wordOf(profile)?.text ?? []),
    complete: isComplete(service, networks),
    ...(joinNetwork && { joinNetwork }),
    mounts,
  }
}

/** An image of whose name only a part is known, mostly all but the tag, is shown with an ellipsis there. */
function imageOf(value: Value | undefined): Word | undefined {
  const word = partOf(value)
  return word && { ...word, text: word.text.replaceAll(GAP, '…') }
}

function isComplete(service: Value, networks: Networks): boolean {
  const runs = ['image', 'build', 'provider'].some(key => get(service, key))
  return (
    runs &&
    !get(service, 'extends') &&
    !['container_name', 'hostname'].some(key => isUnknown(get(service, key))) &&
    networksKnown(service, networks)
  )
}

/** Names that stand in the container's own hosts file. A link without an alias only repeats the service's name. */
function otherHosts(service: Value): readonly string[] {
  const hosts = entriesOf(get(service, 'extra_hosts')).map(({ key }) => key.text)
  const links = [...itemsOf(get(service, 'links')), ...itemsOf(get(service, 'external_links'))].flatMap(
    link => wordOf(link)?.text.split(':') ?? [],
  )
  return [...hosts, ...links]
}

/** The image that the service's `build` makes; undefined without one, or when its Dockerfile is not in the workspace. */
function builtBy(service: Value, { draft, dockerfiles }: Context): BuiltImage | undefined {
  const settings = get(service, 'build')
  if (settings?.kind !== 'table') return undefined
  const context = contextOf(settings, draft)
  const inline = wordOf(get(settings, 'dockerfile_inline'))
  const named = get(settings, 'dockerfile')
  const target = get(settings, 'target')
  if ((isUnknown(named) && !likelyOf(named)) || isUnknown(target)) return undefined
  const dockerfile = inline
    ? readDockerfile(inline.at.file, inline)
    : context === undefined
      ? undefined
      : dockerfiles.get(join(context, likelyOf(named)?.text ?? 'Dockerfile'))
  const args = new Map(
    entriesOf(get(settings, 'args')).map(({ key, value }) => [key.text, wordOf(value)?.text ?? null]),
  )
  return dockerfile && build(dockerfile, wordOf(target)?.text, args, context)
}

/** The folder that is sent to the builder; undefined for a remote one. */
function contextOf(settings: Value, { folderFor }: Draft): string | undefined {
  const written = get(settings, 'context')
  const word: Word | undefined = likelyOf(written)
  if (!word) return written && written.kind !== 'none' ? undefined : folderFor(settings.at.file)
  return /^(?:[a-z+]+:\/\/|git@|github\.com\/)/.test(word.text) ? undefined : join(folderFor(word.at.file), word.text)
}
