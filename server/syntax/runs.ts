/** What is found in many parts of a configuration, kept for each run of them that an edit leaves alone. */
import { once } from './remembered.ts'

/**
 * Looks for something in each of many parts, given something else; `dependsOn` tells what of that counts to `find`, and is kept with
 * what was found. That may hold words, directives and spans, but no offsets: those move. The very same list where all is as before.
 */
export function gatheringWith<Given, Part extends object, Found>(
  dependsOn: (given: Given) => readonly unknown[],
  find: (part: Part, given: Given) => Iterable<Found>,
): (parts: readonly Part[], given: Given) => readonly Found[] {
  const slot = takeSlot()
  const foundIn = (run: Run, given: Given, depends: readonly unknown[]): readonly Found[] => {
    const known = run.kept[slot] as Kept<Found> | undefined
    if (known && areSame(known.depends, depends)) return known.found
    const each = run.runs ? run.runs.map(inner => foundIn(inner, given, depends)) : foundInEach(run, given, depends)
    const found = joined(each)
    run.kept[slot] = { depends, found, each: run.runs || found.length === 0 ? undefined : each } satisfies Kept<Found>
    return found
  }
  /** A part that stands in its place still is not looked at again. */
  const foundInEach = (run: Run, given: Given, depends: readonly unknown[]): readonly (readonly Found[])[] => {
    const kept = run.before?.kept[slot] as Kept<Found> | undefined
    const before = kept && areSame(kept.depends, depends) ? kept : undefined
    return run.parts.map((part, index) =>
      before && part === run.before!.parts[index] ? (before.each?.[index] ?? NONE) : asList(find(part as Part, given)),
    )
  }
  return (parts, given) => {
    const depends = dependsOn(given)
    return joined(runsOf(parts).map(run => foundIn(run, given, depends)))
  }
}

/** The same for what the parts alone decide. */
export function gatheringAlone<Part extends object, Found>(
  find: (part: Part) => Iterable<Found>,
): (parts: readonly Part[]) => readonly Found[] {
  const gather = gatheringWith<undefined, Part, Found>(() => [], find)
  return parts => gather(parts, undefined)
}

/**
 * What parts come to together, a few sums for a list of any length: `of` looks at one part, `together` adds up some, one at least.
 * A sum that says the same as before an edit is the very same.
 */
export function summing<Part extends object, Sum>(
  of: (part: Part) => Sum,
  together: (sums: readonly Sum[]) => Sum,
  isSame: (sum: Sum, before: Sum) => boolean = (sum, before) => sum === before,
): (parts: readonly Part[]) => readonly Sum[] {
  interface Summed {
    readonly sums: readonly Sum[]
    readonly sum: Sum
  }
  const slot = takeSlot()
  const summed = (run: Run): Sum => {
    const known = run.kept[slot] as Summed | undefined
    if (known) return known.sum
    const before = run.before?.kept[slot] as Summed | undefined
    const sums = run.runs ? run.runs.map(summed) : (run.parts as readonly Part[]).map(of)
    const now = before?.sums.length === sums.length && areSame(sums, before.sums) ? before.sum : together(sums)
    const sum = before && isSame(now, before.sum) ? before.sum : now
    run.kept[slot] = { sums, sum } satisfies Summed
    return sum
  }
  return parts => runsOf(parts).map(summed)
}

/**
 * Looks at parts one after the other, each of which may change what holds for those behind it. `see` gives what it finds in some of
 * them, and the state behind them: the one that was given where nothing has changed. `isSame` tells whether two say the same.
 */
export function carrying<State extends object, Part extends object, Found>(
  isSame: (state: State, before: State) => boolean,
  see: (parts: readonly Part[], state: State) => Carried<State, Found>,
): (parts: readonly Part[], state: State) => readonly Found[] {
  const slot = takeSlot()
  /** What was behind a state when it last changed: one that says the same is the very same. */
  const behind = new WeakMap<State, State>()
  const seenIn = (run: Run, state: State): Carried<State, Found> => {
    const known = run.kept[slot] as { readonly from: State; readonly seen: Carried<State, Found> } | undefined
    if (known?.from === state) return known.seen
    const seen = run.runs ? through(run.runs, state) : settled(see(run.parts as readonly Part[], state), state)
    run.kept[slot] = { from: state, seen }
    return seen
  }
  const through = (runs: readonly Run[], from: State): Carried<State, Found> => {
    let state = from
    const lists = runs.map(run => {
      const seen = seenIn(run, state)
      state = seen.state
      return seen.found
    })
    return { found: joined(lists), state }
  }
  const settled = ({ found, state }: Carried<State, Found>, from: State): Carried<State, Found> => {
    if (state === from) return { found, state }
    const before = behind.get(from)
    if (before && isSame(state, before)) return { found, state: before }
    behind.set(from, state)
    return { found, state }
  }
  return (parts, state) => through(runsOf(parts), state).found
}

/** What was seen in some parts, and what holds behind them. */
export interface Carried<State, Found> {
  readonly found: readonly Found[]
  readonly state: State
}

/** What was found in one run. */
interface Kept<Found> {
  readonly depends: readonly unknown[]
  readonly found: readonly Found[]
  /** In each part; undefined where that is nothing, and for a run of runs. */
  readonly each: readonly (readonly Found[])[] | undefined
}

/** Some parts that stand one after the other: the very same object for the very same parts. */
export interface Run {
  readonly parts: readonly object[]
  /** Those that it consists of; undefined for one of a few parts. */
  readonly runs: readonly Run[] | undefined
  /** What was found in it, each find in its own slot: a table for each find would cost more than most of them. */
  readonly kept: unknown[]
  /** What stood in its place before an edit, until the next one. */
  before: Run | undefined
}

/** How many slots are taken. */
let slots = 0

/** A slot in all runs. */
export const takeSlot = (): number => slots++

/** How many parts a run has, and how many shorter runs a longer one. */
const WIDTH = 8

/** To look at so many costs less than to keep what they have in common. */
const FEW = 16

/** The runs of which a list consists, the longest that there are: an edit changes one of each length. */
export const runsOf = once((parts: readonly object[]): readonly Run[] => {
  const [first] = parts
  if (!first) return NONE
  const last = parts.at(-1)!
  const before = likest(lists.get(first), parts) ?? likest(lists.get(last), parts)
  const list = listOf(parts, before)
  for (const end of new Set([first, last])) {
    const others = lists.get(end)?.filter(other => other !== before) ?? NONE
    lists.set(end, [list, ...others.slice(0, MOST - 1)])
  }
  let longest = list
  while (longest.longer) longest = longest.longer
  return longest.runs
})

/** A list, cut into runs. */
interface List {
  readonly parts: readonly object[]
  readonly runs: readonly Run[]
  /** Those of them that were not in the list before. */
  readonly fresh: readonly Run[]
  /** The runs in longer ones, where they are many. */
  readonly longer: List | undefined
}

/** What was last cut, by its first part and by its last: most of it stands there again. Nothing else keeps runs, which hold much. */
const lists = new WeakMap<object, readonly List[]>()

/** How many lists may begin, or end, with the same part. */
const MOST = 6

/** The list of which another one is most likely an edit: one that begins alike and is about as long, or one that ends alike and is as long. */
function likest(lists: readonly List[] | undefined, parts: readonly object[]): List | undefined {
  const longer = ({ parts: { length } }: List): number => Math.abs(length - parts.length)
  const alike = lists?.filter(list => list.parts[0] === parts[0] && longer(list) <= WIDTH) ?? NONE
  return (
    alike.toSorted((a, b) => longer(a) - longer(b))[0] ??
    lists?.find(list => longer(list) === 0 && list.parts.at(-1) === parts.at(-1))
  )
}

function listOf(parts: readonly object[], before: List | undefined, isOfRuns = false): List {
  const was = before?.parts ?? NONE
  for (const run of before?.fresh ?? NONE) run.before = undefined
  const runs: Run[] = []
  const fresh: Run[] = []
  for (let from = 0; from < parts.length; from += WIDTH) {
    const there = before?.runs[runs.length]
    // Not a look at the runs themselves, which lie all over the memory.
    if (there && isHere(was, parts, from)) runs.push(there)
    else {
      const own = parts.slice(from, from + WIDTH)
      const inner = isOfRuns ? (own as readonly Run[]) : undefined
      const run: Run = { parts: own, runs: inner, kept: new Array(slots), before: there }
      fresh.push(run)
      runs.push(run)
    }
  }
  return { parts, runs, fresh, longer: runs.length > FEW ? listOf(runs, before?.longer, true) : undefined }
}

/** Whether the run that begins at an index is the same in two lists. */
function isHere(one: readonly object[], other: readonly object[], from: number): boolean {
  const size = Math.min(WIDTH, other.length - from)
  if (Math.min(WIDTH, one.length - from) !== size) return false
  for (let at = from; at < from + size; at += 1) if (one[at] !== other[at]) return false
  return true
}

/** Two lists of the same length. */
export function areSame(depends: readonly unknown[], before: readonly unknown[]): boolean {
  for (let at = 0; at < depends.length; at += 1) if (depends[at] !== before[at]) return false
  return true
}

const asList = <Found>(found: Iterable<Found>): readonly Found[] => (Array.isArray(found) ? found : [...found])

/** The lists in one: that of them which is not empty, where there is only one. */
export function joined<Found>(lists: readonly (readonly Found[])[]): readonly Found[] {
  const full = lists.filter(list => list.length > 0)
  if (full.length <= 1) return full[0] ?? NONE
  // Faster, but a call takes only so many arguments.
  return full.length < MOST_ARGUMENTS ? ([] as Found[]).concat(...full) : full.flat()
}

const MOST_ARGUMENTS = 1000

const NONE: readonly never[] = []
