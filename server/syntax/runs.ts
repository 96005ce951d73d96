/** What is found in many parts of a configuration, kept for each run of them that an edit leaves alone. */
import { once } from './remembered.ts'

/**
 * Looks for something in each of many parts, given something else; `isSame` tells whether that is still the same to `find`. What is
 * found may hold words, directives and spans, but no offsets: those move.
 */
export function gatheringWith<Given, Part extends object, Found>(
  isSame: (given: Given, before: Given) => boolean,
  find: (part: Part, given: Given) => Iterable<Found>,
): (parts: readonly Part[], given: Given) => readonly Found[] {
  const keptIn = (run: Run | undefined, given: Given): Kept | undefined => {
    const kept = run?.kept.get(find)
    return kept && isSame(given, kept.given as Given) ? kept : undefined
  }
  const foundIn = (run: Run, given: Given): readonly unknown[] => {
    const known = keptIn(run, given)
    if (known) return known.found
    const before = keptIn(run.before, given)
    const each = run.parts.map((part, index) => {
      const there = before ? run.places[index]! : -1
      const found = there >= 0 ? (before!.each?.[there] ?? NOTHING) : [...find(part as Part, given)]
      return found.length > 0 ? found : NOTHING
    })
    const found = each.some(some => some !== NOTHING) ? each.flat() : NOTHING
    run.kept.set(find, { given, found, each: found === NOTHING ? undefined : each })
    return found
  }
  return (parts, given) => {
    const all: Found[] = []
    for (const run of runsOf(parts)) for (const found of foundIn(run, given)) all.push(found as Found)
    return all
  }
}

/** The same for what the parts alone decide. */
export function gatheringAlone<Part extends object, Found>(
  find: (part: Part) => Iterable<Found>,
): (parts: readonly Part[]) => readonly Found[] {
  const gather = gatheringWith<undefined, Part, Found>(() => true, find)
  return parts => gather(parts, undefined)
}

/** What some parts are together, for each run of them: what it is told of is at least one part. The very same for the very same parts. */
export function perRun<Part extends object, Found>(
  sum: (parts: readonly Part[]) => Found,
): (parts: readonly Part[]) => readonly Found[] {
  const summed = once((run: Run) => sum(run.parts as readonly Part[]))
  return parts => runsOf(parts).map(summed)
}

/** Some parts that stand one after the other: the very same object for the very same parts. */
interface Run {
  readonly parts: readonly object[]
  /** What was found in it, by what looked for it. */
  readonly kept: Map<unknown, Kept>
  /** The run that it was before an edit; it forgets its own. */
  before: Run | undefined
  /** For each part its place in that one; -1 for a new one. */
  readonly places: readonly number[]
}

interface Kept {
  readonly given: unknown
  readonly found: readonly unknown[]
  /** In each part; undefined where nothing was found. */
  readonly each: readonly (readonly unknown[])[] | undefined
}

const NOTHING: readonly unknown[] = []

/** How many parts a run has at most. */
const LONGEST = 32

const runsOf = once((parts: readonly object[]): readonly Run[] => {
  const runs: Run[] = []
  for (let from = 0; from < parts.length; from += LONGEST) runs.push(runOf(parts, from))
  return runs
})

function runOf(all: readonly object[], from: number): Run {
  const to = Math.min(from + LONGEST, all.length)
  const first = runsFrom.get(all[from]!)
  const known = first?.find(run => isRunOf(run, all, from, to))
  if (known) return known
  const parts = all.slice(from, to)
  const before = first?.[0] ?? runsTo.get(parts.at(-1)!)
  const run: Run = { parts, kept: new Map(), before, places: before ? placesIn(before, parts) : [] }
  if (before) before.before = undefined
  runsFrom.set(parts[0]!, [run, ...(first ?? []).slice(0, MOST - 1)])
  runsTo.set(parts.at(-1)!, run)
  return run
}

function isRunOf({ parts }: Run, all: readonly object[], from: number, to: number): boolean {
  if (parts.length !== to - from) return false
  for (let index = 0; index < parts.length; index += 1) if (parts[index] !== all[from + index]) return false
  return true
}

const placesIn = ({ parts }: Run, now: readonly object[]): readonly number[] =>
  now.map((part, index) => (parts[index] === part ? index : parts.indexOf(part)))

/** By their first part: several lists may have some of the same parts. */
const runsFrom = new WeakMap<object, readonly Run[]>()

/** By the last one, where the first has been edited. */
const runsTo = new WeakMap<object, Run>()

/** So many lists that begin with the same part are told from each other. */
const MOST = 3
