/** One service of a project, understood. */
import type { Word } from '../syntax/text.ts'
import { imageBuiltBy, makerIn, type Workshop } from './built.ts'
import { commandOf } from './command.ts'
import type { Draft } from './draft.ts'
import { environmentOf } from './environment.ts'
import { healthCheckOf } from './health.ts'
import { hostsOf } from './hosts.ts'
import { joinNetworkOf, newKeyOf } from './insert.ts'
import { lifecycleOf } from './lifecycle.ts'
import { listeningOf } from './listening.ts'
import type { Materials } from './materials.ts'
import { mountsOf, volumesOf } from './mounts.ts'
import { attachmentsOf, type Networks, networkModeOf, networksKnown } from './networks.ts'
import { isPristine, mayRewrite } from './pristine.ts'
import { GAP } from './substitute.ts'
import type { Service } from './topology.ts'
import { type Entry, get, isUnknown, itemsOf, partOf, type Value, wordOf } from './values.ts'
import { waitListOf } from './waiting.ts'

/** What a service is understood by. */
export interface Context {
  readonly draft: Draft
  readonly networks: Networks
  /** The service of each `container_name`. */
  readonly containers: ReadonlyMap<string, string>
  readonly workshop: Workshop
  readonly materials: Materials
}

export function serviceOf({ key: name, value: service }: Entry, context: Context): Service {
  const { draft, networks, containers, workshop } = context
  const image = imageOf(get(service, 'image'))
  const isBuilt = (get(service, 'build')?.kind ?? 'none') !== 'none'
  const maker = isBuilt ? makerIn(draft, name.text) : image && workshop.maker(image.text)
  const built = maker && imageBuiltBy(maker, workshop)
  const base = isBuilt || maker ? built?.base : image
  const command = commandOf(service, built)
  const environment = environmentOf(service, built?.environment, context.materials, draft)
  const mounts = [...mountsOf(service, draft.root, draft.folderFor), ...(built?.copies ?? [])]
  const words = command?.flatMap(word => word ?? [])
  const hosts = hostsOf(service)
  const profiles = itemsOf(get(service, 'profiles')).flatMap(profile => wordOf(profile)?.text ?? [])
  const healthcheck = healthCheckOf(service, built?.healthcheck)
  const joinNetwork = joinNetworkOf(name.text, service, draft.files)
  const newKey = newKeyOf(name.text, draft.files)
  const waitList = waitListOf(name.text, draft.files)
  const volumes = volumesOf(service)
  return {
    name,
    otherNames: ['container_name', 'hostname'].flatMap(key => wordOf(get(service, key)) ?? []),
    networkMode: networkModeOf(service, containers),
    networks: attachmentsOf(service),
    image,
    base,
    pristine: (built !== undefined || (!isBuilt && !maker)) && isPristine(built, command),
    ...(mayRewrite(built, mounts) && { rewrites: true }),
    untouched: built ? built.plain : !isBuilt && !maker,
    command: words && words.length === command!.length ? words : undefined,
    ...listeningOf({ name: name.text, service, image: built, base, command, environment, mounts }),
    environment: environment.values,
    ...(!environment.complete && { environmentOpen: true }),
    extraHosts: hosts.map(({ name }) => name.text),
    hosts,
    ...lifecycleOf(service),
    ...(healthcheck && { healthcheck }),
    ...(get(service, 'user') && { ownUser: true as const }),
    profiles,
    active:
      profiles.length === 0 ||
      profiles.some(profile => draft.profiles.includes(profile)) ||
      draft.profiles.includes('*'),
    complete: isComplete(service, networks),
    ...(joinNetwork && { joinNetwork }),
    ...(newKey && { newKey }),
    ...(waitList && { waitList }),
    mounts,
    ...(volumes && { volumes }),
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
    !['container_name', 'hostname', 'extra_hosts', 'links'].some(key => isUnknown(get(service, key))) &&
    networksKnown(service, networks)
  )
}
