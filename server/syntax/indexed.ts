/** The parts of a configuration by what they are called, or name: looked at anew only where an edit has changed one. */
import { areSame, joined, type Run, runsOf, takeSlot } from './runs.ts'

/** It holds until another one is asked for. */
export interface Index<Key, Part> {
  /** In the order of the list. */
  of(key: Key): readonly Part[]
  /** The same, which stays the same object however the list is edited. */
  entry(key: Key): Entry<Part>
  /** Two parts have a key in common. */
  readonly isRepeated: boolean
  /** Its entries are those of another index where this is the same. */
  readonly entries: ReadonlyMap<Key, Entry<Part>>
}

/** All parts that have a key. */
interface Entry<Part> {
  parts: readonly Part[]
}

/** An index of many parts. The keys of one are those that it has for good. */
export function indexing<Key, Part extends object>(
  keysOf: (part: Part) => Iterable<Key>,
): (parts: readonly Part[]) => Index<Key, Part> {
  const kept = new WeakMap<Run, State<Key, Part>>()

  return parts => {
    const runs = runsOf(parts)
    const before = runs.length > 0 ? (kept.get(runs[0]!) ?? kept.get(runs.at(-1)!)) : undefined
    const state: State<Key, Part> = before ?? { runs: [], entries: new Map(), taken: 0, repeated: 0 }
    const entry = (key: Key): Entry<Part> => {
      const known = state.entries.get(key) ?? { parts: NONE }
      state.entries.set(key, known)
      return known
    }
    const edited = new Set<Entry<Part>>()
    const put = (key: Key, change: (parts: readonly Part[]) => readonly Part[]): void => {
      const one = entry(key)
      const now = change(one.parts)
      state.taken += Number(now.length > 0) - Number(one.parts.length > 0)
      state.repeated += Number(now.length > 1) - Number(one.parts.length > 1)
      one.parts = now
      edited.add(one)
    }
    const { gone, come } = changed(state.runs, runs)
    for (const part of gone as readonly Part[])
      for (const key of new Set(keysOf(part))) put(key, others => without(others, part))
    for (const part of come as readonly Part[])
      for (const key of new Set(keysOf(part))) put(key, others => [...others, part])
    sort([...edited], parts)
    if (state.entries.size > MOST_IDLE + 2 * state.taken) sweep(state)
    state.runs = runs
    if (runs.length > 0) kept.set(runs[0]!, state).set(runs.at(-1)!, state)
    const { entries, repeated } = state
    return { of: key => entries.get(key)?.parts ?? NONE, entry, isRepeated: repeated > 0, entries }
  }
}

/**
 * Looks for something in each of many parts, which asks for others by their keys: looked for again where the part is another, or one of
 * those that it has asked for, or something in `dependsOn`.
 */
export function gatheringFrom<Key, Other, Part extends object, Given, Found>(
  dependsOn: (given: Given) => readonly unknown[],
  find: (part: Part, ask: (key: Key) => readonly Other[], given: Given) => Iterable<Found>,
): (parts: readonly Part[], index: Index<Key, Other>, given: Given) => readonly Found[] {
  const slot = takeSlot()
  const before = new WeakMap<Part, Told<Key, Other, Found>>()

  const foundOf = (part: Part, index: Index<Key, Other>, given: Given, depends: readonly unknown[]) => {
    const known = before.get(part)
    if (known && isAsBefore(known, index, depends)) return known
    const isTrue =
      known && areSame(known.depends, depends) && known.asked.every(({ key, parts }) => areEqual(index.of(key), parts))
    const asked: Asked<Key, Other>[] = []
    const ask = (key: Key): readonly Other[] => {
      const entry = index.entry(key)
      asked.push({ key, entry, parts: entry.parts })
      return entry.parts
    }
    if (isTrue) for (const { key } of known.asked) ask(key)
    const found = isTrue ? known.found : [...find(part, ask, given)]
    const told = { depends, entries: index.entries, asked, found }
    before.set(part, told)
    return told
  }

  const toldIn = (run: Run, index: Index<Key, Other>, given: Given, depends: readonly unknown[]) => {
    const known = run.kept[slot] as Told<Key, Other, Found> | undefined
    if (known && isAsBefore(known, index, depends)) return known
    const each: readonly Told<Key, Other, Found>[] = run.runs
      ? run.runs.map(inner => toldIn(inner, index, given, depends))
      : (run.parts as readonly Part[]).map(part => foundOf(part, index, given, depends))
    const told: Told<Key, Other, Found> = {
      depends,
      entries: index.entries,
      asked: joined(each.map(({ asked }) => asked)),
      found: joined(each.map(({ found }) => found)),
    }
    run.kept[slot] = told
    return told
  }

  return (parts, index, given) => {
    const depends = dependsOn(given)
    return joined(runsOf(parts).map(run => toldIn(run, index, given, depends).found))
  }
}

/** What was found in a part, or in some, and with which answers. */
interface Told<Key, Other, Found> {
  readonly depends: readonly unknown[]
  readonly entries: ReadonlyMap<Key, Entry<Other>>
  readonly asked: readonly Asked<Key, Other>[]
  readonly found: readonly Found[]
}

interface Asked<Key, Other> {
  readonly key: Key
  readonly entry: Entry<Other>
  readonly parts: readonly Other[]
}

function isAsBefore<Key, Other, Found>(
  { depends, entries, asked }: Told<Key, Other, Found>,
  index: Index<Key, Other>,
  now: readonly unknown[],
): boolean {
  if (entries !== index.entries || !areSame(depends, now)) return false
  for (let at = 0; at < asked.length; at += 1) if (asked[at]!.entry.parts !== asked[at]!.parts) return false
  return true
}

const areEqual = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && areSame(a, b))

const NONE: readonly never[] = []

/** What an index knows: of the parts that stood there last. */
interface State<Key, Part> {
  runs: readonly Run[]
  readonly entries: Map<Key, Entry<Part>>
  /** How many keys a part has, and how many two have. */
  taken: number
  repeated: number
}

/** So many keys may be kept that no part has any more. */
const MOST_IDLE = 64

/** Leaves out the keys that no part has. Who has asked for one asks again. */
function sweep<Key, Part>({ entries }: State<Key, Part>): void {
  for (const [key, entry] of entries) {
    if (entry.parts.length > 0) continue
    entries.delete(key)
    entry.parts = []
  }
}

/** Without the first of them that is this one. */
function without<Part>(parts: readonly Part[], part: Part): readonly Part[] {
  const at = parts.indexOf(part)
  return at < 0 ? parts : [...parts.slice(0, at), ...parts.slice(at + 1)]
}

function sort<Part>(edited: readonly Entry<Part>[], parts: readonly Part[]): void {
  const shared = edited.filter(entry => entry.parts.length > 1)
  if (shared.length === 0) return
  const places = new Map(parts.map((part, index) => [part, index]))
  for (const entry of shared) entry.parts = [...entry.parts].sort((a, b) => places.get(a)! - places.get(b)!)
}

interface Changed {
  readonly gone: readonly object[]
  readonly come: readonly object[]
}

/** The parts that stand in one list and not in the other, apart from some that may stand in both. */
function changed(before: readonly Run[], now: readonly Run[]): Changed {
  const [gone, come] = apart(before, now)
  if (gone.length === 1 && come.length === 1) {
    const [one, other] = [gone[0]!, come[0]!]
    if (one.runs && other.runs) return changed(one.runs, other.runs)
    if (!one.runs && !other.runs) {
      const [parts, others] = apart(one.parts, other.parts)
      return { gone: parts, come: others }
    }
  }
  return { gone: gone.flatMap(partsOf), come: come.flatMap(partsOf) }
}

/** Two lists without what they have in common at their starts and at their ends. */
function apart<Thing>(a: readonly Thing[], b: readonly Thing[]): readonly [readonly Thing[], readonly Thing[]] {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start += 1
  let end = 0
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)]
}

const partsOf = ({ parts, runs }: Run): readonly object[] => (runs ? runs.flatMap(partsOf) : parts)
