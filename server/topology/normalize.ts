/** Writes out the short forms of a compose file, so that files of different forms can be merged. */
import { slice, type Word } from '../syntax/text.ts'
import { type Entry, get, itemsOf, type List, type Table, tableOf, type Value } from './values.ts'

/** Keys of a service that may be a table, or a list of `name=value`; the separators that are tried, the first one first. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['environment', '='],
  ['extra_hosts', '=:'],
  ['depends_on', ''],
  ['networks', ''],
])

/** Keys of `build` that may be both, too. */
const BUILD_PAIRS = ['args', 'additional_contexts']

/**
 * A compose file with the short forms of its services written out. A list of which the names depend on variables is left as it is: it is
 * written out once they are replaced.
 */
export const normalize = (root: Table): Table => normalizeRoot(root, value => value.includes('$'))

/** The same for a file whose variables are replaced. */
export const normalizeReplaced = (root: Table): Table => normalizeRoot(root, () => false)

type Waits = (name: string) => boolean

function normalizeRoot(root: Table, waits: Waits): Table {
  const services = get(root, 'services')
  if (services?.kind !== 'table') return root
  return replaced(
    root,
    'services',
    eachOf(services, service => normalizeService(service, waits)),
  )
}

const eachOf = (table: Table, change: (value: Value) => Value): Table => ({
  ...table,
  entries: new Map(Array.from(table.entries, ([name, entry]) => [name, { ...entry, value: change(entry.value) }])),
})

/** The same table with another value under one of its keys. */
function replaced(table: Table, key: string, value: Value): Table {
  const entry = table.entries.get(key)
  return !entry || entry.value === value
    ? table
    : { ...table, entries: new Map(table.entries).set(key, { ...entry, value }) }
}

function normalizeService(service: Value, waits: Waits): Value {
  if (service.kind !== 'table') return service
  let written = service
  for (const [key, { value }] of service.entries) written = replaced(written, key, writtenOut(key, value, waits))
  return written
}

function writtenOut(key: string, value: Value, waits: Waits): Value {
  if (key === 'build') return buildOf(value, waits)
  if (key === 'extends' && value.kind === 'scalar') return single('service', value)
  if (key === 'env_file' && value.kind === 'scalar') return { kind: 'list', at: value.at, flow: false, items: [value] }
  const separators = PAIRS.get(key)
  return separators !== undefined && value.kind === 'list' ? pairs(value, separators, waits) : value
}

function buildOf(value: Value, waits: Waits): Value {
  if (value.kind === 'scalar') return single('context', value)
  if (value.kind !== 'table') return value
  return BUILD_PAIRS.reduce<Table>((build, key) => {
    const list = get(build, key)
    return list?.kind === 'list' ? replaced(build, key, pairs(list, '=', waits)) : build
  }, value)
}

const single = (key: string, value: Value): Table =>
  tableOf([{ key: { text: key, at: value.at }, value, shared: false }], value)

/** A list of `name=value` as a table. A name without a value has none; of two of one name both count where a list may stand. */
function pairs(list: List, separators: string, waits: Waits): Value {
  if (list.items.some(item => item.kind === 'unknown')) return { kind: 'unknown', at: list.at }
  const names = list.items.flatMap(item => (item.kind === 'scalar' ? pairOf(item.word, separators).key.text : []))
  if (names.some(waits)) return list
  const entries = new Map<string, Entry>()
  for (const item of list.items) {
    if (item.kind !== 'scalar' || item.tag === 'reset') continue
    const { key, value } = pairOf(item.word, separators)
    const before = separators === '=:' ? entries.get(key.text) : undefined
    const both = before && itemsOf(before.value)
    entries.set(key.text, {
      key,
      value: both ? { kind: 'list', at: list.at, flow: true, items: [...both, value] } : value,
      shared: false,
    })
  }
  return tableOf(entries.values(), list)
}

function pairOf(word: Word, separators: string): { readonly key: Word; readonly value: Value } {
  const cut = [...separators].map(separator => word.text.indexOf(separator)).find(index => index > 0)
  if (cut === undefined) return { key: word, value: { kind: 'none', at: word.at } }
  const value = slice(word, cut + 1)
  return { key: slice(word, 0, cut), value: { kind: 'scalar', at: value.at, word: value } }
}
