/** From a name to where it is declared, to all places that use it, and from a port to what says that somebody listens there. */
import type { Config } from '../model/config.ts'
import { type Name, namesOf } from '../model/names.ts'
import { placeKey } from '../model/note.ts'
import { pointAt, type Span, type Word } from '../syntax/text.ts'
import { distanceBetween } from '../topology/namesake.ts'
import type { Workspace } from '../workspace.ts'
import { boundServices, placesOf, serviceNamesAt } from './service-names.ts'
import { evidenceOf, isIn, targetsIn } from './targets.ts'

/** A name in its configuration. */
export interface Known {
  readonly config: Config
  readonly name: Name
}

/** The names of configurations that stand at a place. */
export const namesAt = (workspace: Workspace, file: string, offset: number): readonly Known[] =>
  configsWith(workspace, file).flatMap(config =>
    namesOf(config)
      .at(file, offset)
      .map(name => ({ config, name })),
  )

const configsWith = (workspace: Workspace, file: string): readonly Config[] =>
  workspace.configs().filter(({ documents }) => documents.some(document => document.file === file))

/** All names that have a place in common with these, and so on: what has to be called the same. */
export function boundTo(workspace: Workspace, names: readonly Known[]): readonly Known[] {
  const found = new Map(names.map(({ config, name }) => [name, config]))
  const seen = new Set<string>()
  const configs = new Map<string, readonly Config[]>()
  const configsOf = (file: string): readonly Config[] => {
    const known = configs.get(file) ?? configsWith(workspace, file)
    configs.set(file, known)
    return known
  }
  // A map takes in what is added while it is gone through.
  for (const [name, config] of found) {
    for (const other of linked(workspace, { config, name })) found.set(other.name, other.config)
    for (const { at } of [...name.declared, ...name.used]) {
      const key = placeKey(at)
      if (seen.has(key)) continue
      seen.add(key)
      for (const config of configsOf(at.file)) for (const other of namesOf(config).on(at)) found.set(other, config)
    }
  }
  return Array.from(found, ([name, config]) => ({ config, name }))
}

/** Files of which nobody knows what loads them: the name of an upstream that one uses and another one near by declares. */
function linked(workspace: Workspace, { config, name }: Known): readonly Known[] {
  if (name.kind !== 'upstream' && name.kind !== 'backend') return []
  const text = config.dialect === 'nginx' ? name.text.toLowerCase() : name.text
  const same = (other: Config): readonly Known[] => {
    const found = other.dialect === config.dialect ? namesOf(other).of(name.kind, name.key) : undefined
    return found ? [{ config: other, name: found }] : []
  }
  const declaredFor = (user: Config): readonly Known[] => {
    const all = workspace
      .configs()
      .filter(
        other => other !== user && other.upstreams.some(upstream => upstream.declared && bears(upstream.name, text)),
      )
      .flatMap(same)
    const nearest = Math.min(...all.map(other => distance(other.config, user)))
    return all.filter(other => distance(other.config, user) === nearest)
  }
  if (name.declared.length === 0) return config.elsewhere.has(text) ? declaredFor(config) : []
  return workspace
    .configs()
    .filter(user => user !== config && user.elsewhere.has(text))
    .flatMap(same)
    .filter(user => user.name.declared.length === 0 && declaredFor(user.config).some(other => other.name === name))
}

/** `name`: in lower case where case does not count, as in nginx. */
const bears = ({ text }: Word, name: string): boolean => text === name || text.toLowerCase() === name

const distance = (one: Config, other: Config): number =>
  distanceBetween(one.documents[0]!.file, other.documents[0]!.file)

export interface Definition {
  /** What was asked for. */
  readonly from: Span
  readonly to: readonly Span[]
}

/** Where that is declared which stands at a place; undefined where nothing does that is declared anywhere. */
export function definitionAt(workspace: Workspace, file: string, offset: number): Definition | undefined {
  const names = namesAt(workspace, file, offset)
  const declared = [...names, ...names.flatMap(name => linked(workspace, name))].flatMap(({ name }) => name.declared)
  const from = names.flatMap(({ name }) => [...name.declared, ...name.used]).find(({ at }) => isIn(at, file, offset))
  if (from && declared.length > 0) return { from: from.at, to: distinct(declared.map(({ at }) => at)) }
  return includedAt(workspace, file, offset) ?? portAt(workspace, file, offset) ?? serviceAt(workspace, file, offset)
}

/** The files that an `include` brings: their beginnings. */
function includedAt(workspace: Workspace, file: string, offset: number): Definition | undefined {
  const found = configsWith(workspace, file)
    .flatMap(({ inclusions }) => inclusions)
    .filter(({ pattern }) => isIn(pattern.at, file, offset))
  const to = found.flatMap(({ documents }) => documents.map(({ at }) => pointAt(at.file, at.start)))
  return found[0] && { from: found[0].pattern.at, to: distinct(to) }
}

/** From the port of a target to what says that its service listens there, or where it listens instead. */
function portAt(workspace: Workspace, file: string, offset: number): Definition | undefined {
  const asked = targetsIn(workspace).filter(({ target }) => target.port && isIn(target.port.at, file, offset))
  const to = asked.flatMap(({ target, services }) =>
    services.flatMap(service => (target.portNumber === undefined ? [] : evidenceOf(service, target.portNumber))),
  )
  return to.length > 0 ? { from: asked[0]!.target.port!.at, to: distinct(to) } : undefined
}

function serviceAt(workspace: Workspace, file: string, offset: number): Definition | undefined {
  const places = serviceNamesAt(workspace, file, offset).map(name => placesOf(workspace, name))
  const all = places.flatMap(({ declared, used, targets }) => [...declared, ...used, ...targets])
  const from = all.find(({ at }) => isIn(at, file, offset))
  const to = places.flatMap(({ declared }) => declared.map(({ at }) => at))
  return from && to.length > 0 ? { from: from.at, to: distinct(to) } : undefined
}

/** One place that speaks of what was asked for. */
export interface Reference {
  readonly at: Span
  readonly declares: boolean
}

/** Every place that speaks of what stands at a place, in all files; none where nothing stands there that has a name. */
export function referencesAt(workspace: Workspace, file: string, offset: number): readonly Reference[] {
  const names = boundTo(workspace, namesAt(workspace, file, offset))
  const services = boundServices(workspace, serviceNamesAt(workspace, file, offset)).map(name =>
    placesOf(workspace, name),
  )
  const all = [
    ...names.flatMap(({ name }) => [...told(name.declared, true), ...told(name.used, false)]),
    ...services.flatMap(({ declared, used, targets }) => [
      ...told(declared, true),
      ...told([...used, ...targets], false),
    ]),
  ]
  return inOrder(all.length > 0 ? all : askedFor(workspace, file, offset))
}

const told = (words: readonly Word[], declares: boolean): readonly Reference[] =>
  words.map(({ at }) => ({ at, declares }))

/** From what says that a service listens on a port to the targets that ask for it there. */
function askedFor(workspace: Workspace, file: string, offset: number): readonly Reference[] {
  return targetsIn(workspace).flatMap(({ target, services }) => {
    const evidence = services
      .flatMap(({ ports }) => ports)
      .find(({ number, at }) => number === target.portNumber && isIn(at, file, offset))
    return evidence
      ? [
          { at: evidence.at, declares: true },
          { at: target.port?.at ?? target.at, declares: false },
        ]
      : []
  })
}

/** Each once, by files and places; a place that declares and uses declares. */
function inOrder(references: readonly Reference[]): readonly Reference[] {
  const found = new Map<string, Reference>()
  for (const each of references) {
    const key = placeKey(each.at)
    if (each.declares || !found.has(key)) found.set(key, each)
  }
  return [...found.values()].sort(
    ({ at: a }, { at: b }) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.start - b.start,
  )
}

const distinct = (spans: readonly Span[]): readonly Span[] => [
  ...new Map(spans.map(span => [placeKey(span), span])).values(),
]
