/** Merges compose files as compose does: tables by key, lists appended, resources of one place and everything else replaced. */
import { uniqueItems } from './unique.ts'
import type { Entry, List, Table, Value } from './values.ts'

/** Tables whose keys people choose: in a path each stands as `*`. */
const NAMED = new Set([
  'services',
  'networks',
  'volumes',
  'configs',
  'secrets',
  'services.*.networks',
  'services.*.depends_on',
  'services.*.environment',
  'services.*.build.args',
  'services.*.extra_hosts',
])

/** Values that are replaced as a whole, also by nothing (compose specification, "Merge": shell commands; compose-go, `mergeSpecials`). */
const REPLACED = new Set([
  'services.*.command',
  'services.*.entrypoint',
  'services.*.healthcheck.test',
  'networks.*.ipam.config',
])

/** Entries for which a bare name says something: it replaces what was said before. */
const BARE = new Set(['services.*.environment.*', 'services.*.build.args.*', 'services.*.depends_on.*'])

/** Scalars of which both count. */
const COLLECTED = new Set(['services.*.extra_hosts.*'])

/** One value merged onto another. `path`: where both stand, as `services.*.ports`; empty for whole files. */
export function merge(base: Value, over: Value, path: string): Value {
  if (over.tag === 'override' || over.kind === 'unknown' || REPLACED.has(path)) return over
  if (over.kind === 'none') return BARE.has(path) ? over : base
  if (base.kind === 'none') return over
  if (base.kind === 'table' && over.kind === 'table') return mergeTables(base, over, path)
  if (COLLECTED.has(path)) return { ...listed(base), items: [...listed(base).items, ...listed(over).items] }
  if (base.kind === 'list' && over.kind === 'list')
    return { ...base, items: uniqueItems([...base.items, ...over.items], path) }
  const fits = over.kind === 'scalar' && base.kind !== 'table' && base.kind !== 'list'
  return fits ? over : { kind: 'unknown', at: over.at }
}

function mergeTables(base: Table, over: Table, path: string): Table {
  const entries = new Map(base.entries)
  for (const [name, entry] of over.entries) {
    const below = entries.get(name)
    if (entry.value.tag === 'reset') entries.delete(name)
    else
      entries.set(name, below && below.value.tag !== 'reset' ? mergeEntries(below, entry, pathTo(path, name)) : entry)
  }
  return { ...base, entries }
}

const mergeEntries = (below: Entry, over: Entry, path: string): Entry => ({
  key: below.key,
  value: merge(below.value, over.value, path),
  shared: below.shared || over.shared,
})

const pathTo = (path: string, key: string): string =>
  path === '' ? key : NAMED.has(path) ? `${path}.*` : `${path}.${key}`

const listed = (value: Value): List =>
  value.kind === 'list' ? value : { kind: 'list', at: value.at, flow: true, items: [value] }

/** A value once everything is merged that it is merged with: no `!reset` and no `!override` is left in it. */
export function settled(value: Value): Value {
  /** What an alias shares is worked out once. */
  const done = new Map<Value, Value>()
  const settle = (inner: Value): Value => {
    const known = done.get(inner) ?? withoutTags(inner, settle)
    done.set(inner, known)
    return known
  }
  return settle(value)
}

function withoutTags(value: Value, settle: (inner: Value) => Value): Value {
  const { tag, ...bare } = value
  if (bare.kind === 'list') return { ...bare, items: bare.items.filter(item => item.tag !== 'reset').map(settle) }
  if (bare.kind !== 'table') return bare
  const kept = [...bare.entries].filter(([, entry]) => entry.value.tag !== 'reset')
  return { ...bare, entries: new Map(kept.map(([name, entry]) => [name, { ...entry, value: settle(entry.value) }])) }
}
