/** Matches paths against the patterns of glob(3), as nginx's `include` does. */

/** Whether a pattern has a wildcard at all: a pattern without one names a file that must be there. */
export const hasWildcard = (pattern: string): boolean => /[*?[]/.test(pattern)

/**
 * Whether a path matches a pattern of `*`, `?` and `[…]`. None of them matches `/`, and a leading dot of a name must be written.
 * Takes time in proportion to pattern × path, whatever they hold.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const patterns = pattern.split('/')
  const names = path.split('/')
  return patterns.length === names.length && patterns.every((part, index) => matchesName(part, names[index]!))
}

function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  let p = 0
  let n = 0
  let star = -1
  let resume = 0
  while (n < name.length) {
    const step = pattern[p] === '*' ? 0 : matchesOne(pattern, p, name[n]!)
    if (step > 0) {
      p += step
      n += 1
    } else if (pattern[p] === '*') {
      star = p
      resume = n
      p += 1
    } else if (star >= 0) {
      p = star + 1
      resume += 1
      n = resume
    } else return false
  }
  while (pattern[p] === '*') p += 1
  return p === pattern.length
}

/** How many characters of the pattern match this one character; 0 when they do not. */
function matchesOne(pattern: string, at: number, char: string): number {
  if (at >= pattern.length) return 0
  if (pattern[at] === '?') return 1
  if (pattern[at] === '[') {
    const close = pattern.indexOf(']', at + 2)
    if (close > 0) return inSet(pattern.slice(at + 1, close), char) ? close - at + 1 : 0
  }
  return pattern[at] === char ? 1 : 0
}

function inSet(set: string, char: string): boolean {
  const not = set.startsWith('!') || set.startsWith('^')
  let found = false
  for (let i = not ? 1 : 0; i < set.length; i += 1) {
    if (set[i + 1] === '-' && i + 2 < set.length) {
      found ||= set[i]! <= char && char <= set[i + 2]!
      i += 2
    } else found ||= set[i] === char
  }
  return found !== not
}
