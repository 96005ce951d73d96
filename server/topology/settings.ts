/** The variables of a compose project: what its `.env` files say, and the names that it was given. */
import { scatteredAt } from '../syntax/text.ts'
import type { Settings } from './interpolate.ts'
import type { Materials } from './materials.ts'
import type { Variables } from './substitute.ts'
import { type Entry, get, type Table, type Value } from './values.ts'

/**
 * `paths`: the files whose variables count, the first one first. A default that a sample of such a file (`.env.example`) beside the
 * project contradicts is not trusted: the real `.env`, which is seldom part of a repository, is made from the sample. `outer`: the
 * project that includes this one; its variables count first.
 */
export function settingsIn(
  paths: readonly string[],
  folder: string,
  materials: Pick<Materials, 'env' | 'samples'>,
  outer?: Settings,
): Settings {
  const own = paths.flatMap(path => materials.env(path) ?? [])
  const samples = materials.samples(folder).filter(({ file }) => !paths.includes(file))
  const sampled = (name: string): string | undefined => samples.flatMap(({ values }) => values.get(name)?.text ?? [])[0]
  const variables: Variables = (name, fallback) => {
    const given = outer?.variables(name, fallback)
    if (given !== undefined) return given
    const file = own.find(({ values }) => values.has(name))
    if (file) return file.values.get(name)?.text ?? null
    if (name === 'PWD') return '.'
    return samples.some(({ values }) => values.has(name) && values.get(name)?.text !== fallback) ? null : undefined
  }
  return {
    variables,
    likely: (name, fallback) => variables(name, fallback) ?? sampled(name) ?? outer?.likely(name, fallback),
  }
}

/** Names without values in `environment` and in `build.args` take those that the project has (compose-go, `Normalize`). */
export function inherited(root: Table, settings: Settings): Table {
  const services = root.entries.get('services')
  if (services?.value.kind !== 'table') return root
  const value = changed(services.value, service => {
    const own = inside(service, 'environment', names => changed(names, (none, entry) => given(none, entry, settings)))
    return inside(own, 'build', build =>
      inside(build, 'args', names => changed(names, (none, entry) => given(none, entry, settings))),
    )
  })
  return value === services.value
    ? root
    : { ...root, entries: new Map(root.entries).set('services', { ...services, value }) }
}

/** The value that the project's variables give a bare name. It is written elsewhere: its name is what can be pointed at. */
function given(value: Value, { key }: Entry, { variables }: Settings): Value {
  const text = value.kind === 'none' ? variables(key.text, undefined) : undefined
  if (typeof text !== 'string') return value
  const at = scatteredAt(key.at)
  return { kind: 'scalar', at, word: { text, at } }
}

/** The table under a key with something changed in it; the very same value where nothing is. */
function inside(value: Value, key: string, change: (table: Table) => Table | Value): Value {
  const inner = get(value, key)
  if (value.kind !== 'table' || inner?.kind !== 'table') return value
  const now = change(inner)
  return now === inner
    ? value
    : { ...value, entries: new Map(value.entries).set(key, { ...value.entries.get(key)!, value: now }) }
}

function changed(table: Table, change: (value: Value, entry: Entry) => Value): Table {
  const entries = new Map<string, Entry>()
  let same = true
  for (const [name, entry] of table.entries) {
    const value = change(entry.value, entry)
    same &&= value === entry.value
    entries.set(name, { ...entry, value })
  }
  return same ? table : { ...table, entries }
}
