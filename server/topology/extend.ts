/** Resolves `extends`: a service takes what another one says, from the same file or another, and lays its own on top. */
import { join } from '../model/path.ts'
import { merge } from './merge.ts'
import { get, type Table, tableOf, type Value, wordOf } from './values.ts'

export interface Extended {
  /** All services with what they extend. Where that is missing, the key `extends` is left. */
  readonly root: Table
  /** The files that were extended. */
  readonly uses: readonly string[]
}

/** Longer than any real chain: then it is not followed. */
const LONGEST = 50

/** What is needed of the other files. */
export interface Others {
  /** The compose file at a path, its variables replaced, nothing merged onto it. */
  open(path: string): Table | undefined
  folderFor(file: string): string
  /** Takes what is left of the marks of merging from a service that another one extends. */
  settle(service: Value): Value
}

/** `root`: one file with what it includes, before it is merged onto others. */
export function extend(root: Table, { open, folderFor, settle }: Others): Extended {
  const services = root.entries.get('services')
  const uses = new Set<string>()
  const files = new Map<string, Table | undefined>()
  if (services?.value.kind !== 'table') return { root, uses: [] }

  const servicesIn = (path: string): Value | undefined => {
    if (!files.has(path)) files.set(path, open(path))
    return get(files.get(path), 'services')
  }
  const done = new Map<Value, Value>()
  const resolve = (service: Value, siblings: Value, seen: readonly Value[]): Value => {
    if (service.kind !== 'table' || (get(service, 'extends')?.kind ?? 'none') === 'none') return service
    if (seen.includes(service) || seen.length > LONGEST) return service
    const known = done.get(service) ?? onBase(service, siblings, [...seen, service])
    done.set(service, known)
    return known
  }

  const onBase = (service: Table, siblings: Value, seen: readonly Value[]): Value => {
    const link = get(service, 'extends')
    const file = get(link, 'file')
    const path = wordOf(file)
    const name = wordOf(get(link, 'service'))
    if (!name || (file && file.kind !== 'none' && !path)) return service
    const where = path && join(folderFor(path.at.file), path.text)
    if (where) uses.add(where)
    const others = where === undefined ? siblings : servicesIn(where)
    const base = get(others, name.text)
    if (!others || !base) return service
    const below = resolve(base, others, seen)
    return get(below, 'extends') ? service : merge(settle(below), without(service, 'extends'), 'services.*')
  }

  const siblings = services.value
  const resolved = Array.from(siblings.entries.values(), entry => ({
    ...entry,
    value: resolve(entry.value, siblings, []),
  }))
  const value = tableOf(resolved, siblings)
  return { root: { ...root, entries: new Map(root.entries).set('services', { ...services, value }) }, uses: [...uses] }
}

function without(table: Table, key: string): Table {
  const entries = new Map(table.entries)
  entries.delete(key)
  return { ...table, entries }
}
