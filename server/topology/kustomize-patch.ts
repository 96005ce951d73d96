/** The patches of kustomize: strategic merges, and the operations of JSON patches (RFC 6902). */
import { ownOf } from '../syntax/own.ts'
import { scatteredAt, slice, type Word } from '../syntax/text.ts'
import { type Entry, get, itemsOf, type List, type Table, tableOf, type Value, wordOf } from './values.ts'

/** By which key the items of a list are told apart; a list of no such key is replaced (Kubernetes API, `patchMergeKey`). */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port'],
  hostAliases: ['ip'],
}

/** A value with a strategic merge laid on it; undefined where nothing of it is left. */
export function merged(value: Value | undefined, patch: Value, key = ''): Value | undefined {
  if (patch.kind === 'none') return undefined
  if (patch.kind === 'list') return value?.kind === 'list' ? mergedList(value, patch, key) : patch
  if (patch.kind !== 'table') return patch
  const directive = wordOf(get(patch, '$patch'))?.text
  if (directive === 'delete') return undefined
  const entries = new Map(value?.kind === 'table' && directive !== 'replace' ? value.entries : [])
  for (const [name, entry] of patch.entries) {
    if (name.startsWith('$')) continue
    const own = merged(entries.get(name)?.value, entry.value, name)
    if (own) entries.set(name, { ...entry, value: own })
    else entries.delete(name)
  }
  return tableOf(entries.values(), value?.kind === 'table' ? value : patch)
}

function mergedList(value: List, patch: List, key: string): Value {
  const name = ownOf(MERGE_KEYS, key)?.find(each => patch.items.every(item => wordOf(get(item, each))))
  if (name === undefined) return patch
  const same = (a: Value, b: Value): boolean => wordOf(get(a, name))?.text === wordOf(get(b, name))?.text
  const kept = value.items.flatMap(item => {
    const own = patch.items.find(each => same(each, item))
    return own ? (merged(item, own) ?? []) : [item]
  })
  const added = patch.items.filter(item => !get(item, '$patch') && !value.items.some(each => same(each, item)))
  return { ...value, items: [...kept, ...added] }
}

/** A value after the operations of a JSON patch; undefined where one of them cannot be followed. */
export function patched(value: Value, operations: Value): Value | undefined {
  return itemsOf(operations).reduce<Value | undefined>((before, operation) => {
    const kind = wordOf(get(operation, 'op'))?.text
    const path = wordOf(get(operation, 'path'))?.text.split('/').slice(1).map(unescaped)
    if (!before || !path || (kind !== 'add' && kind !== 'replace' && kind !== 'remove'))
      return kind === 'test' ? before : undefined
    return atPath(before, path, kind, get(operation, 'value'))
  }, value)
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

function atPath(
  value: Value | undefined,
  [first, ...rest]: readonly string[],
  kind: 'add' | 'replace' | 'remove',
  put: Value | undefined,
): Value | undefined {
  if (first === undefined) return kind === 'remove' ? undefined : put
  if (value?.kind === 'list') {
    const index = first === '-' ? value.items.length : Number(first)
    if (!Number.isInteger(index) || index < 0 || index > value.items.length) return undefined
    const isNew = kind === 'add' && rest.length === 0
    const own = isNew ? put : atPath(value.items[index], rest, kind, put)
    const isGone = kind === 'remove' && rest.length === 0
    return own || isGone
      ? { ...value, items: value.items.toSpliced(index, isNew ? 0 : 1, ...(own ? [own] : [])) }
      : undefined
  }
  if (value?.kind !== 'table') return undefined
  const entries = new Map(value.entries)
  const entry = entries.get(first)
  if (kind === 'remove' && rest.length === 0) entries.delete(first)
  else {
    const own = atPath(entry?.value, rest, kind, put)
    if (!own) return undefined
    entries.set(first, { key: entry?.key ?? { text: first, at: own.at }, value: own, shared: true })
  }
  return tableOf(entries.values(), value)
}

/** A value with what stands at a path changed, where it is there; `*` is every item of a list. */
export function changed(value: Value, path: readonly string[], change: (value: Value) => Value): Value {
  const [first, ...rest] = path
  if (first === undefined) return change(value)
  if (value.kind === 'list')
    return first === '*' ? { ...value, items: value.items.map(item => changed(item, rest, change)) } : value
  const entry = value.kind === 'table' ? value.entries.get(first) : undefined
  if (value.kind !== 'table' || !entry) return value
  return tableOf(
    new Map(value.entries).set(first, { ...entry, value: changed(entry.value, rest, change) }).values(),
    value,
  )
}

/** A table with entries put over its own, made where there is none yet. */
export function withEntries(value: Value, path: readonly string[], added: Iterable<Entry>): Value {
  const [first, ...rest] = path
  if (value.kind !== 'table') return value
  if (first === undefined) return tableOf([...value.entries.values(), ...added], value)
  const entry = value.entries.get(first)
  const inner = entry?.value.kind === 'table' ? entry.value : emptyAt(value)
  const own = withEntries(inner, rest, added)
  return tableOf(
    new Map(value.entries)
      .set(first, { key: { text: first, at: value.at }, shared: true, ...entry, value: own })
      .values(),
    value,
  )
}

const emptyAt = ({ at }: Value): Table => ({ kind: 'table', at, flow: true, entries: new Map() })

/** A scalar with another text, to be pointed at but not to be edited. */
export const rewritten = (value: Value, text: (word: Word) => string): Value =>
  value.kind === 'scalar' ? { ...value, word: { text: text(value.word), at: scatteredAt(value.word.at) } } : value

/** `key=value` and `path` alone, as lists of a kustomization write them. */
export function pairOf(word: Word): { readonly key: string | undefined; readonly rest: Word } {
  const cut = word.text.indexOf('=')
  return cut < 0 ? { key: undefined, rest: word } : { key: word.text.slice(0, cut), rest: slice(word, cut + 1) }
}
