/** Which known name a misspelt one comes nearest to. */
import { once } from './remembered.ts'

/** The candidate that a misspelt name was most likely meant to be; undefined when none is near, or two are equally near. */
export function nearest<Named extends { readonly text: string }>(
  name: string,
  candidates: readonly Named[],
): Named | undefined {
  const written = plain(name)
  const ranked: { readonly candidate: Named; readonly distance: number }[] = []
  for (const candidate of candidates) {
    if (candidate.text === name) continue
    const known = plainName(candidate)
    const most = Math.max(1, Math.floor(Math.min(name.length, candidate.text.length) / 3))
    // So many letters at least are too many or too few.
    if (Math.abs(known.length - written.length) > most) continue
    const distance = distanceOf(written, known, most)
    if (distance > most || ranked.some(other => other.candidate.text === candidate.text)) continue
    ranked.push({ candidate, distance })
  }
  ranked.sort((a, b) => a.distance - b.distance)
  const [first, second] = ranked
  return first && first.distance !== second?.distance ? first.candidate : undefined
}

/** Whether one name is so plainly a slip of the other that it can be set right unasked: two letters in a name that is long enough, or nothing but its separators and case. */
export function isSpelling(written: string, meant: string): boolean {
  if (plain(written) === plain(meant)) return true
  return Math.min(written.length, meant.length) >= 4 && distanceOf(plain(written), plain(meant), 2) <= 2
}

/** Known names are held against each misspelt one. */
const plainName = once(({ text }: { readonly text: string }) => plain(text))

/** Separators and case count for nothing. */
const plain = (name: string): string => name.replace(/[-_.]/g, '').toLowerCase()

/** How many letters must be added, dropped, changed or swapped with their neighbour; where they are more than `most`, just more. */
function distanceOf(a: string, b: string, most: number): number {
  let before: readonly number[] = []
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j)
  let leastAbove = 0
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      const change = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : change
      const distance = Math.min(above[j]! + 1, row[j - 1]! + 1, change, swap)
      row.push(distance)
      if (distance < least) least = distance
    }
    // What comes below is made of these two rows, and is no less.
    if (least > most && leastAbove > most) return least
    leastAbove = least
    before = above
    above = row
  }
  return above[b.length]!
}
