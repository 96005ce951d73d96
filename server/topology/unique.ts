/** Which items of a list are one and the same thing to compose, so that of two the later one counts. */
import { join } from '../model/path.ts'
import { shortVolume } from './mounts.ts'
import { get, likelyOf, type Value, wordOf } from './values.ts'

/** What two items of one place may not both have (compose specification, "Merge": unique resources; compose-go, `unique`). */
const KEYS: ReadonlyMap<string, (item: Value) => string | undefined> = new Map([
  ['services.*.volumes', volumeTarget],
  ['services.*.configs', item => mountTarget(item, '/')],
  ['services.*.secrets', item => mountTarget(item, '/run/secrets')],
  ['services.*.env_file', item => (wordOf(item) ?? wordOf(get(item, 'path')))?.text],
  ...['expose', 'links', 'profiles', 'dns', 'networks.*.aliases'].map(
    key => [`services.*.${key}`, (item: Value) => wordOf(item)?.text] as const,
  ),
])

/** The list without the items that later ones replace: those stand in their places. */
export function uniqueItems(items: readonly Value[], path: string): readonly Value[] {
  const keyOf = KEYS.get(path)
  if (!keyOf) return items
  const kept = new Map<string | Value, Value>()
  for (const item of items) kept.set(keyOf(item) ?? item, item)
  return [...kept.values()]
}

function volumeTarget(item: Value): string | undefined {
  const word = likelyOf(item)
  const target = word ? shortVolume(word)?.target : TARGETS.flatMap(key => likelyOf(get(item, key))?.text ?? [])[0]
  return target === undefined ? undefined : join('/', target)
}

/** The names that the container's side of a volume has in the long form. */
const TARGETS = ['target', 'destination', 'dst']

function mountTarget(item: Value, folder: string): string | undefined {
  const target = wordOf(get(item, 'target')) ?? wordOf(item) ?? wordOf(get(item, 'source'))
  return target && join(folder, target.text)
}
