/** Which known name a misspelt one comes nearest to. */

/** The candidate that a misspelt name was most likely meant to be; undefined when none is near, or two are equally near. */
export function nearest<Named extends { readonly text: string }>(
  name: string,
  candidates: readonly Named[],
): Named | undefined {
  const ranked = candidates
    .filter(
      (candidate, index) =>
        candidate.text !== name && candidates.findIndex(other => other.text === candidate.text) === index,
    )
    .map(candidate => ({ candidate, distance: distanceOf(name, candidate.text) }))
    .filter(
      ({ candidate, distance }) =>
        distance <= Math.max(1, Math.floor(Math.min(name.length, candidate.text.length) / 3)),
    )
    .sort((a, b) => a.distance - b.distance)
  const [first, second] = ranked
  return first && first.distance !== second?.distance ? first.candidate : undefined
}

/** Whether one name is so plainly a slip of the other that it can be set right unasked: two letters in a name that is long enough, or nothing but its separators and case. */
export function isSpelling(written: string, meant: string): boolean {
  if (plain(written) === plain(meant)) return true
  return Math.min(written.length, meant.length) >= 4 && distanceOf(written, meant) <= 2
}

const plain = (name: string): string => name.replace(/[-_.]/g, '').toLowerCase()

/** How many letters must be added, dropped, changed or swapped with their neighbour; separators and case count for nothing. */
function distanceOf(from: string, to: string): number {
  const a = plain(from)
  const b = plain(to)
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : change
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, change, swap))
    }
    before = above
    above = row
  }
  return above[b.length]!
}
