/** Which known name a misspelt one comes nearest to. */
import { once } from './remembered.ts'

/** The candidate that a misspelt name was most likely meant to be; undefined when none is near, or two are equally near. */
export function nearest<Named extends { readonly text: string }>(
  name: string,
  candidates: readonly Named[],
): Named | undefined {
  const written = spellingOf(name)
  let near: Named | undefined
  let least = Number.POSITIVE_INFINITY
  let isOnly = true
  for (const candidate of candidates) {
    if (candidate.text === name) continue
    const known = spelling(candidate)
    const most = Math.min(least, Math.max(1, Math.floor(Math.min(name.length, candidate.text.length) / 3)))
    if (isFarther(written, known, most)) continue
    const distance = distanceOf(written.plain, known.plain, most)
    if (distance > most) continue
    if (distance < least) {
      near = candidate
      least = distance
      isOnly = true
    } else if (candidate.text !== near?.text) isOnly = false
  }
  return isOnly ? near : undefined
}

/** Whether one name is so plainly a slip of the other that it can be set right unasked: two letters in a name that is long enough, or nothing but its separators and case. */
export function isSpelling(written: string, meant: string): boolean {
  if (plain(written) === plain(meant)) return true
  return Math.min(written.length, meant.length) >= 4 && distanceOf(plain(written), plain(meant), 2) <= 2
}

/** What of a name counts, and which letters there are in it: a bit for each. */
interface Spelling {
  readonly plain: string
  readonly letters: number
}

function spellingOf(name: string): Spelling {
  const written = plain(name)
  let letters = 0
  for (let i = 0; i < written.length; i += 1) letters |= 1 << (written.charCodeAt(i) & 31)
  return { plain: written, letters }
}

/** Known names are held against each misspelt one. */
const spelling = once(({ text }: { readonly text: string }) => spellingOf(text))

/** Whether a look at length and letters tells that more than `most` are wrong: one that is added, dropped or changed brings one new letter at most. */
const isFarther = (a: Spelling, b: Spelling, most: number): boolean =>
  Math.abs(a.plain.length - b.plain.length) > most ||
  bitsOf(a.letters & ~b.letters) > most ||
  bitsOf(b.letters & ~a.letters) > most

function bitsOf(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}

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
