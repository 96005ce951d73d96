/** What becomes of a service's name: all that speaks of it, and why it cannot be renamed where something may that nobody can tell. */

import { namesOf } from '../model/names.ts'
import { placeKey } from '../model/note.ts'
import { folderOf } from '../model/path.ts'
import type { View } from '../rule.ts'
import type { Word } from '../syntax/text.ts'
import { walk } from '../syntax/tree.ts'
import { entriesOf, get, itemsOf, type Value, wordOf } from '../topology/values.ts'
import type { Workspace } from '../workspace.ts'
import { composeFile } from './compose-names.ts'
import { escaped, followers, placeOf, templatesIn } from './hindrances.ts'
import { objectionToService } from './new-name.ts'
import { placesOf, type ServiceKey, type ServiceName, targetsNamedBy } from './service-names.ts'

/** Every place of a service's name that changes with it. */
export function wordsOfService(workspace: Workspace, name: ServiceName): readonly Word[] {
  const { declared, used, targets } = placesOf(workspace, name)
  return [...declared, ...used, ...targets.filter(({ text }) => text.toLowerCase() === name.text.toLowerCase())]
}

/** Why services that have to be called the same cannot be renamed; undefined where they can. */
export function hindranceOfServices(workspace: Workspace, names: readonly ServiceName[]): string | undefined {
  const [first] = names
  if (names.some(({ text }) => text.toLowerCase() !== first?.text.toLowerCase()))
    return 'This name means different services in the places that run the configuration.'
  for (const name of names) {
    const refused = name.kind === 'key' ? hindranceOf(workspace, name) : whyByHand(name)
    if (refused !== undefined) return refused
  }
  return undefined
}

const whyByHand = ({ text, service }: Exclude<ServiceName, ServiceKey>): string =>
  service.kubernetes
    ? 'A Service of Kubernetes is named by objects that no file here may show: rename it by hand.'
    : `"${text}" is another name of the service "${service.name.text}", which commands and other projects may use: rename it by hand.`

function hindranceOf(workspace: Workspace, name: ServiceKey): string | undefined {
  const targets = targetsNamedBy(workspace, name)
  const apart = targets.find(({ view }) => view.placements.length === 0)
  if (apart)
    return `Who runs the configuration at ${placeOf(workspace, apart.target.at)} is not known, so whether it means this service is not sure.`
  const longer = targets.find(
    ({ target: { host } }) => host.text.includes(name.text) && host.text.length > name.text.length,
  )
  if (longer)
    return `The target at ${placeOf(workspace, longer.target.at)} calls the container by a name that is made of this one.`
  const followed = targets.flatMap(({ view }) => followers(view.config, name.text))[0]
  if (followed)
    return `${placeOf(workspace, followed)} follows from the name "${name.text}", by which the targets are asked.`
  const words = wordsOfService(workspace, name)
  if (words.some(({ at }) => at.scattered))
    return `"${name.text}" is put together from several places, as by a variable: rename it by hand.`
  const other = mentionOf(workspace, name, words)
  return (
    other && `${placeOf(workspace, other.at)} speaks of "${name.text}", too: whether it means the service is not known.`
  )
}

/** Why a service cannot have that name; undefined where it can. */
export function objectionToName(workspace: Workspace, name: ServiceKey, to: string): string | undefined {
  const objection = objectionToService(to)
  if (objection) return objection
  const isSame = ({ text }: { readonly text: string }): boolean => text.toLowerCase() === to.toLowerCase()
  const { projects } = workspace.topology()
  const taken = projects
    .filter(({ files, services }) =>
      [...files, ...services.map(each => each.name.at.file)].some(file => name.files.includes(file)),
    )
    .flatMap(({ services }) => services)
    .find(
      ({ name: own, otherNames, networks, extraHosts }) =>
        (own.text !== name.text && isSame(own)) ||
        [...otherNames, ...networks.flatMap(({ aliases }) => aliases)].some(isSame) ||
        extraHosts.some(text => isSame({ text })),
    )
  if (taken) return `"${to}" is a name of the service "${taken.name.text}" already, or a host that it knows.`
  for (const { view, target } of targetsNamedBy(workspace, name)) {
    const { config, topology, placements } = view
    if (config.dialect === 'nginx' && config.upstreams.some(({ declared, name: own }) => declared && isSame(own)))
      return `An upstream is called "${to}" already: the target at ${placeOf(workspace, target.at)} would mean that.`
    if (
      to.toLowerCase() !== name.text.toLowerCase() &&
      placements.some(from => topology.lookup(to, from).kind === 'service')
    )
      return `"${to}" is a name of another service already.`
  }
  return undefined
}

/** A place that may speak of the service, and is none of those that are known to. */
function mentionOf(workspace: Workspace, name: ServiceKey, words: readonly Word[]): Word | undefined {
  const known = new Set(words.map(({ at }) => placeKey(at)))
  // In front of an @ stand a user and a password.
  const pattern = new RegExp(`(?:^|[\\s"'=,;@([]|//)${escaped(name.text)}(?=$|[\\s"'=,;:/)\\]])(?![^/\\s"']*@)`, 'i')
  const speaks = (word: Word): boolean =>
    pattern.test(word.text) && !known.has(placeKey(word.at)) && !isAround(word, words)
  return (
    name.files.flatMap(file => valuesIn(workspace, file)).find(speaks) ??
    linesOfOthers(workspace, name.files).find(speaks) ??
    workspace
      .views()
      .filter(({ placements }) =>
        placements.some(({ project }) => project.files.some(file => name.files.includes(file))),
      )
      .flatMap(view => chosenIn(view))
      .find(speaks)
  )
}

const isAround = ({ at }: Word, words: readonly Word[]): boolean =>
  words.some(word => word.at.file === at.file && word.at.start >= at.start && word.at.end <= at.end)

/** What the services of a compose file are told: any of it may be a host. */
function valuesIn(workspace: Workspace, file: string): readonly Word[] {
  const root = composeFile(workspace, file)?.root
  return entriesOf(get(root, 'services')).flatMap(({ value: service }) => [
    ...TOLD.flatMap(key => wordsIn(get(service, key))),
    ...wordsIn(get(get(service, 'build'), 'args')),
    ...COMMANDS.flatMap(key => argumentsIn(get(service, key))),
  ])
}

const TOLD = ['environment', 'healthcheck', 'extra_hosts', 'external_links']
const COMMANDS = ['entrypoint', 'command']

/** The first word of a list is the program. */
const argumentsIn = (value: Value | undefined): readonly Word[] => wordsIn(value).slice(value?.kind === 'list' ? 1 : 0)

/** All words of a value; such values are flat. */
const wordsIn = (value: Value | undefined): readonly Word[] =>
  value?.kind === 'table'
    ? entriesOf(value).flatMap(entry => itemsOf(entry.value).flatMap(item => wordOf(item) ?? []))
    : itemsOf(value).flatMap(item => wordOf(item) ?? [])

/** The lines of the `.env` files beside the manifests or below them, and of gateways that are templates yet. */
const linesOfOthers = (workspace: Workspace, files: readonly string[]): readonly Word[] => {
  const folders = files.map(file => `${folderOf(file)}/`)
  const kinds = workspace.files()
  const variables = Array.from(kinds, ([file, kind]) => (kind === 'env' ? [file] : [])).flat()
  return [...variables, ...templatesIn(workspace).filter(file => /^(?:nginx|haproxy|compose)$/.test(kinds.get(file)!))]
    .filter(file => folders.some(folder => file.startsWith(folder)))
    .flatMap(file => linesOf(file, workspace.text(file) ?? ''))
    .filter(({ text }) => !/^\s*#/.test(text))
}

function linesOf(file: string, text: string): readonly Word[] {
  let start = 0
  return text.split('\n').map(line => {
    const written = line.replace(/\r$/, '')
    const word = { text: written, at: { file, start, end: start + written.length } }
    start += line.length + 1
    return word
  })
}

/** The words of a gateway that may come to be a host: values of variables, and what is passed to. Names of upstreams are none. */
function chosenIn({ config }: View): readonly Word[] {
  if (config.dialect === 'haproxy') return []
  const names = namesOf(config)
  const words: Word[] = []
  for (const { name, args, body = [] } of walk(config.directives)) {
    if (/^(?:set|\w+_pass)$/.test(name.text)) words.push(...args.slice(-1))
    else if (/^(?:map|geo|split_clients)$/.test(name.text)) for (const line of body) words.push(...line.args.slice(-1))
  }
  return words.filter(({ at }) => names.at(at.file, at.end).every(({ kind }) => kind !== 'upstream'))
}
