/** Merges compose files as compose does: tables by key, lists appended, the rest replaced. */
import { slice, type Word } from '../syntax/text.ts'
import { type Entry, type Table, tableOf, type Value } from './values.ts'

/** Keys of a service whose lists are replaced, not appended (compose specification, "Merge": exceptions to the rules). */
const REPLACED = new Set(['command', 'entrypoint', 'test'])

/** Keys of a service that may be a table, or a list of `name=value`. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['environment', '='],
  ['extra_hosts', '=:'],
])

/** One value merged onto another of the same key. */
export function merge(base: Value, over: Value, key = ''): Value {
  if (over.tag === 'override' || over.kind === 'unknown') return over
  if (base.kind === 'table' && over.kind === 'table') return mergeTables(base, over)
  if (base.kind === 'list' && over.kind === 'list' && !REPLACED.has(key))
    return { ...base, items: [...base.items, ...over.items] }
  return over.kind === 'none' ? base : over
}

function mergeTables(base: Table, over: Table): Table {
  const entries = new Map(base.entries)
  for (const [name, entry] of over.entries) {
    const below = entries.get(name)
    if (entry.value.tag === 'reset') entries.delete(name)
    else
      entries.set(
        name,
        below
          ? { key: below.key, value: merge(below.value, entry.value, name), shared: below.shared || entry.shared }
          : entry,
      )
  }
  return { ...base, entries }
}

/** A compose file with the short forms of its services written out, so that two files of different forms can be merged. */
export function normalize(root: Table): Table {
  const services = root.entries.get('services')
  if (services?.value.kind !== 'table') return root
  const written = tableOf(
    Array.from(services.value.entries.values(), entry => ({ ...entry, value: normalizeService(entry.value) })),
    services.value,
  )
  return { ...root, entries: new Map(root.entries).set('services', { ...services, value: written }) }
}

function normalizeService(service: Value): Value {
  if (service.kind !== 'table') return service
  const entries = new Map(service.entries)
  for (const [key, entry] of entries) {
    const value = writtenOut(key, entry.value)
    if (value !== entry.value) entries.set(key, { ...entry, value })
  }
  return { ...service, entries }
}

function writtenOut(key: string, value: Value): Value {
  if (key === 'build') {
    const args = value.kind === 'table' ? value.entries.get('args') : undefined
    if (value.kind === 'scalar') return tableOf([{ key: named('context', value.word), value, shared: false }], value)
    if (value.kind !== 'table' || args?.value.kind !== 'list') return value
    return { ...value, entries: new Map(value.entries).set('args', { ...args, value: pairs(args.value, '=') }) }
  }
  if (key === 'extends' && value.kind === 'scalar')
    return tableOf([{ key: named('service', value.word), value, shared: false }], value)
  if (key === 'env_file' && value.kind === 'scalar') return { kind: 'list', at: value.at, flow: false, items: [value] }
  if (key === 'networks' && value.kind === 'list') return pairs(value, '')
  const separators = PAIRS.get(key)
  return separators && value.kind === 'list' ? pairs(value, separators) : value
}

const named = (text: string, { at }: Word): Word => ({ text, at })

/** A list of `name=value` as a table. A name without a value has none; what is no scalar is left out, but leaves its trace. */
function pairs(list: Value & { kind: 'list' }, separators: string): Value {
  if (list.items.some(item => item.kind === 'unknown')) return { kind: 'unknown', at: list.at }
  const entries = list.items.flatMap((item): Entry[] => {
    if (item.kind !== 'scalar') return []
    const { word } = item
    const at = [...separators].map(separator => word.text.indexOf(separator)).filter(index => index > 0)
    if (at.length === 0) return [{ key: word, value: { kind: 'none', at: item.at }, shared: false }]
    const cut = Math.min(...at)
    const value = slice(word, cut + 1)
    return [{ key: slice(word, 0, cut), value: { kind: 'scalar', at: value.at, word: value }, shared: false }]
  })
  return tableOf(entries, list)
}
