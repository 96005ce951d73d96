/** What is found in many parts of a configuration, kept for each run of them that an edit leaves alone. */
import { once, onceForRun } from './remembered.ts'

/**
 * Looks for something in each of many parts, given something else; `isSame` tells whether that is still the same to `find`. What is
 * found may hold words, directives and spans, but no offsets: those move.
 */
export function gatheringWith<Given, Part extends object, Found>(
  isSame: (given: Given, before: Given) => boolean,
  find: (part: Part, given: Given) => Iterable<Found>,
): (parts: readonly Part[], given: Given) => readonly Found[] {
  const kept = new WeakMap<Run, { readonly given: Given; readonly found: readonly Found[] }>()
  const foundIn = (run: Run, given: Given): readonly Found[] => {
    const known = kept.get(run)
    if (known && isSame(given, known.given)) return known.found
    const found = (run.parts as readonly Part[]).flatMap(part => [...find(part, given)])
    kept.set(run, { given, found })
    return found
  }
  return (parts, given) => {
    const all: Found[] = []
    for (const run of runsOf(parts)) for (const found of foundIn(run, given)) all.push(found)
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
}

/** How many parts a run has at most. */
const LONGEST = 32

const runsOf = once((parts: readonly object[]): readonly Run[] => {
  const runs: Run[] = []
  for (let from = 0; from < parts.length; from += LONGEST) runs.push(runOf(parts.slice(from, from + LONGEST)))
  return runs
})

const runOf = onceForRun((parts: readonly object[]): Run => ({ parts }))
