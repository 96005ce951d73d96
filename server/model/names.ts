/** The names of a configuration: what each stands for, where it is declared, and every place that uses it. The one truth of who names whom. */

import { once } from '../syntax/remembered.ts'
import type { Span, Word } from '../syntax/text.ts'
import type { Config } from './config.ts'
import { notesInHaproxy } from './names-haproxy.ts'
import { notesInNginx } from './names-nginx.ts'
import { type NameKind, placeKey } from './note.ts'

/** One thing that has a name. */
export interface Name {
  readonly kind: NameKind
  /** As the server compares it, within what it counts. */
  readonly key: string
  readonly text: string
  /** Each place once. None for what the server brings along, or another file near by declares. */
  readonly declared: readonly Word[]
  readonly used: readonly Word[]
}

export interface Names {
  readonly all: readonly Name[]
  /** The names that stand at an offset of a file, or end there: several, where one word names several things. */
  at(file: string, offset: number): readonly Name[]
  /** The names of which one place is the very same. */
  on(place: Span): readonly Name[]
  of(kind: NameKind, key: string): Name | undefined
}

/** Found once for each configuration. */
export const namesOf = once((config: Config): Names => {
  const found = new Map<string, Building>()
  for (const { kind, key, name, declares } of config.dialect === 'nginx'
    ? notesInNginx(config)
    : notesInHaproxy(config)) {
    const id = `${kind} ${key}`
    const one = found.get(id) ?? { kind, key, text: name.text, declares: new Map(), uses: new Map() }
    found.set(id, one)
    const place = placeKey(name.at)
    if (declares) {
      one.declares.set(place, name)
      one.uses.delete(place)
    } else if (!one.declares.has(place)) one.uses.set(place, name)
  }
  const names = new Map(
    Array.from(found, ([id, { kind, key, text, declares, uses }]): [string, Name] => [
      id,
      { kind, key, text, declared: [...declares.values()], used: [...uses.values()] },
    ]),
  )
  const all = [...names.values()]
  const places = once(placesIn)
  const sharing = once(sharedIn)
  return {
    all,
    at: (file, offset) => around(places(all).get(file) ?? [], offset),
    on: place => sharing(all).get(placeKey(place)) ?? [],
    of: (kind, key) => names.get(`${kind} ${key}`),
  }
})

interface Building extends Pick<Name, 'kind' | 'key' | 'text'> {
  readonly declares: Map<string, Word>
  readonly uses: Map<string, Word>
}

interface Place {
  readonly start: number
  readonly end: number
  readonly name: Name
}

/** The places of each file, in their order. They hold offsets: an edit makes another configuration. */
function placesIn(all: readonly Name[]): ReadonlyMap<string, readonly Place[]> {
  const files = new Map<string, Place[]>()
  for (const name of all) {
    for (const { at } of [...name.declared, ...name.used]) {
      const place = { start: at.start, end: at.end, name }
      const known = files.get(at.file)
      if (known) known.push(place)
      else files.set(at.file, [place])
    }
  }
  for (const places of files.values()) places.sort((a, b) => a.start - b.start)
  return files
}

function sharedIn(all: readonly Name[]): ReadonlyMap<string, readonly Name[]> {
  const places = new Map<string, Name[]>()
  for (const name of all) {
    for (const { at } of [...name.declared, ...name.used]) {
      const known = places.get(placeKey(at))
      if (known) known.push(name)
      else places.set(placeKey(at), [name])
    }
  }
  return places
}

/** Names do not overlap, but for those that stand at the very same place. */
function around(places: readonly Place[], offset: number): readonly Name[] {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]!.start <= offset) low = middle + 1
    else high = middle
  }
  const found: Name[] = []
  for (let index = low - 1; index >= 0 && places[index]!.end >= offset; index -= 1) found.push(places[index]!.name)
  return [...new Set(found)].reverse()
}
