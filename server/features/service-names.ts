/** The names of services: in manifests, where they are declared and used, and in gateways, whose targets they answer. */

import { placeKey } from '../model/note.ts'
import type { Word } from '../syntax/text.ts'
import type { Cluster, Project, Service } from '../topology/topology.ts'
import type { Workspace } from '../workspace.ts'
import { composeFile, composeFilesIn, type ServiceNote, serviceNotesIn } from './compose-names.ts'
import { type Asked, bearerOf, isIn, targetsIn } from './targets.ts'

/** A name that a service answers to. */
export type ServiceName =
  | ServiceKey
  /** An alias, a container's name, a Service of Kubernetes. */
  | { readonly kind: 'word'; readonly text: string; readonly word: Word; readonly service: Service }

/** The key of a service of compose, in all files that may speak of it. */
export interface ServiceKey {
  readonly kind: 'key'
  readonly text: string
  readonly files: readonly string[]
}

/** The names of services at a place: of a target's host in a gateway, or in a manifest. */
export function serviceNamesAt(workspace: Workspace, file: string, offset: number): readonly ServiceName[] {
  const { projects, clusters } = workspace.topology()
  const asked = targetsIn(workspace)
    .filter(({ target }) => isIn(target.host.at, file, offset))
    .flatMap(({ target, services }) => services.map(service => nameOf(workspace, service, target.host.text)))
  if (asked.length > 0 || workspace.files().get(file) === undefined) return distinct(asked)
  if (workspace.files().get(file) === 'compose') {
    const note = notesIn(workspace, file).find(({ name }) => isIn(name.at, file, offset))
    if (note) return [keyOf(workspace, note.name.text, note.file)]
    const services = projects.flatMap(project => project.services)
    return distinct(services.flatMap(service => otherWords(service, file, offset).map(word => wordName(service, word))))
  }
  return distinct(
    clusters.flatMap(cluster => servicesAt(cluster, file, offset)).map(service => wordName(service, service.name)),
  )
}

/** The Services of a cluster whose name stands at a place, or that an Ingress or a route names there. */
const servicesAt = (cluster: Cluster, file: string, offset: number): readonly Service[] => [
  ...cluster.kubernetes.filter(({ name }) => isIn(name.at, file, offset)).map(object => cluster.asService(object)),
  ...cluster.backends
    .filter(({ name }) => isIn(name.at, file, offset))
    .flatMap(ref => {
      const found = cluster.lookup(ref)
      return found.kind === 'service' ? [found.service] : []
    }),
]

const otherWords = ({ otherNames, networks }: Service, file: string, offset: number): readonly Word[] =>
  [...otherNames, ...networks.flatMap(({ aliases }) => aliases)].filter(({ at }) => isIn(at, file, offset))

const wordName = (service: Service, word: Word): ServiceName => ({ kind: 'word', text: word.text, word, service })

/** By which of its names a service answers to a host. */
export function nameOf(workspace: Workspace, service: Service, host: string): ServiceName {
  const word = bearerOf(service, host)
  return service.kubernetes || word !== service.name
    ? wordName(service, word)
    : keyOf(workspace, word.text, service.name.at.file)
}

/** A service, with all files that may say something of it: those of every project that shares a file with another one. */
function keyOf(workspace: Workspace, text: string, file: string): ServiceKey {
  const { projects } = workspace.topology()
  const files = new Set([file])
  const own = projects.filter(({ services }) => services.some(({ name }) => name.text === text))
  for (let size = 0; size < files.size; ) {
    size = files.size
    for (const project of own) {
      const all = filesOf(project)
      if (all.some(each => files.has(each))) for (const each of all) files.add(each)
    }
  }
  return { kind: 'key', text, files: [...files].sort() }
}

/** Those that are merged, and those that they include. */
const filesOf = ({ files, services }: Project): readonly string[] => [
  ...new Set([...files, ...services.map(({ name }) => name.at.file)]),
]

/** The first of each: two places of a configuration mean the same. */
const distinct = (names: readonly ServiceName[]): readonly ServiceName[] => [
  ...new Map(names.map(name => [identityOf(name), name])).values(),
]

const identityOf = (name: ServiceName): string =>
  name.kind === 'key' ? `${name.text}\n${name.files.join('\n')}` : placeKey(name.word.at)

/** With those that have to be called the same: a configuration that runs in several places means a service in each of them. */
export function boundServices(workspace: Workspace, names: readonly ServiceName[]): readonly ServiceName[] {
  const found = new Map(names.map(name => [identityOf(name), name]))
  // A map takes in what is added while it is gone through.
  for (const name of found.values())
    for (const { target, services } of targetsNamedBy(workspace, name))
      for (const service of services) {
        const other = nameOf(workspace, service, target.host.text)
        found.set(identityOf(other), other)
      }
  return [...found.values()]
}

export interface ServicePlaces {
  readonly declared: readonly Word[]
  /** In manifests. */
  readonly used: readonly Word[]
  /** The hosts of targets. */
  readonly targets: readonly Word[]
}

/** Every place of a service's name. */
export function placesOf(workspace: Workspace, name: ServiceName): ServicePlaces {
  const targets = targetsNamedBy(workspace, name).map(({ target }) => target.host)
  if (name.kind === 'word') {
    const refs = workspace.topology().clusters.flatMap(cluster => refsTo(cluster, name.word).map(ref => ref.name))
    return { declared: [name.word], used: distinctWords(refs), targets: distinctWords(targets) }
  }
  const notes = composeFilesIn(workspace).flatMap(file => notesOf(workspace, file, name))
  return {
    declared: notes.filter(({ declares }) => declares).map(note => note.name),
    used: notes.filter(({ declares }) => !declares).map(note => note.name),
    targets: distinctWords(targets),
  }
}

function notesIn(workspace: Workspace, file: string): readonly ServiceNote[] {
  const compose = composeFile(workspace, file)
  return compose ? serviceNotesIn(compose) : []
}

/** Any compose file may extend the service. Most have nothing of that name, and are not read. */
const notesOf = (workspace: Workspace, file: string, { text, files }: ServiceKey): readonly ServiceNote[] =>
  workspace.text(file)?.includes(text)
    ? notesIn(workspace, file).filter(note => note.name.text === text && files.includes(note.file))
    : []

/** The targets whose host is that name of that service. */
export const targetsNamedBy = (workspace: Workspace, name: ServiceName): readonly Asked[] =>
  targetsIn(workspace).filter(({ target, services }) =>
    services.some(service => {
      const bearer = bearerOf(service, target.host.text)
      return name.kind === 'word'
        ? placeKey(bearer.at) === placeKey(name.word.at)
        : bearer === service.name &&
            bearer.text === name.text &&
            !service.kubernetes &&
            name.files.includes(bearer.at.file)
    }),
  )

/** The backends of Ingresses and routes that lead to a Service. */
const refsTo = (cluster: Cluster, { at }: Word): Cluster['backends'] =>
  cluster.backends.filter(ref => {
    const found = cluster.lookup(ref)
    return found.kind === 'service' && placeKey(found.service.name.at) === placeKey(at)
  })

const distinctWords = (words: readonly Word[]): readonly Word[] => [
  ...new Map(words.map(word => [placeKey(word.at), word])).values(),
]
