/** The parts of a configuration by what they are called, or name: counted anew only where an edit has changed one. */
import { type Run, runsOf } from './runs.ts'

/** It holds until the next one is asked for. */
export interface Index<Key, Part> {
  /** In no order. */
  of(key: Key): readonly Part[]
  /** Two parts have a key in common. */
  readonly isRepeated: boolean
}

/** An index of many parts. The keys of one are those that it has for good. */
export function indexing<Key, Part extends object>(
  keysOf: (part: Part) => Iterable<Key>,
): (parts: readonly Part[]) => Index<Key, Part> {
  const kept = new WeakMap<Run, State<Key, Part>>()

  const put = (state: State<Key, Part>, key: Key, now: readonly Part[]): void => {
    const before = state.byKey.get(key) ?? NONE
    state.repeated += Number(now.length > 1) - Number(before.length > 1)
    if (now.length > 0) state.byKey.set(key, now)
    else state.byKey.delete(key)
  }
  const take = (state: State<Key, Part>, part: Part): void => {
    for (const key of new Set(keysOf(part))) put(state, key, [...(state.byKey.get(key) ?? NONE), part])
  }
  const drop = (state: State<Key, Part>, part: Part): void => {
    for (const key of new Set(keysOf(part))) {
      const others = state.byKey.get(key) ?? NONE
      const at = others.indexOf(part)
      put(state, key, [...others.slice(0, at), ...others.slice(at + 1)])
    }
  }

  return parts => {
    const runs = runsOf(parts)
    const before = runs.length > 0 ? (kept.get(runs[0]!) ?? kept.get(runs.at(-1)!)) : undefined
    const state: State<Key, Part> = before ?? { runs: [], byKey: new Map(), repeated: 0 }
    const { gone, come } = changed(state.runs, runs)
    for (const part of gone) drop(state, part as Part)
    for (const part of come) take(state, part as Part)
    state.runs = runs
    if (runs.length > 0) kept.set(runs[0]!, state).set(runs.at(-1)!, state)
    return { of: key => state.byKey.get(key) ?? NONE, isRepeated: state.repeated > 0 }
  }
}

const NONE: readonly never[] = []

/** What an index knows: of the parts that stood there last. */
interface State<Key, Part> {
  runs: readonly Run[]
  readonly byKey: Map<Key, readonly Part[]>
  /** How many keys two parts have. */
  repeated: number
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
