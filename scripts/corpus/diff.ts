/** Which lines of one text are not in another, by their longest common subsequence. */

/** The numbers, from one, of the lines that the other text has not in their place. */
export function diffLines(lines: readonly string[], other: readonly string[]): ReadonlySet<number> {
  const width = other.length + 1
  const common = new Uint32Array((lines.length + 1) * width)
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        lines[i] === other[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
    }
  }
  const changed = new Set<number>()
  for (let i = 0, j = 0; i < lines.length; ) {
    if (j < other.length && lines[i] === other[j]) {
      i += 1
      j += 1
    } else if (j < other.length && common[i * width + j + 1]! >= common[(i + 1) * width + j]!) {
      j += 1
    } else {
      i += 1
      changed.add(i)
    }
  }
  return changed
}
