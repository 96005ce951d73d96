/** What is certainly wrong with a regular expression as PCRE reads it: something that is opened and not closed, or repeated and not there. */

/** Why PCRE refuses a pattern; undefined where that cannot be told by its brackets alone. */
export function patternFault(pattern: string): string | undefined {
  if (BEYOND.test(pattern)) return undefined
  let depth = 0
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!
    if (char === '\\') {
      if (at === pattern.length - 1) return 'it ends with a "\\"'
      at++
    } else if (char === '[') {
      const end = classEnd(pattern, at)
      if (end < 0) return 'a "[" is not closed'
      at = end
    } else if (char === '(') {
      depth++
    } else if (char === ')') {
      if (depth === 0) return 'a ")" closes nothing'
      depth--
    } else if ('*+?'.includes(char) && (at === 0 || (START.test(pattern[at - 1]!) && !isEscaped(pattern, at - 1)))) {
      if (pattern[at - 1] !== '(') return `nothing stands before "${char}" that it could repeat`
    }
  }
  return depth > 0 ? 'a "(" is not closed' : undefined
}

/** Literal parts, comments, and flags by which blanks and "#" mean something else. */
const BEYOND = /\\Q|\(\?#|\(\?[a-z-]*x|\(\*/

/** What stands before the first part of an alternative. */
const START = /[(|]/

const isEscaped = (pattern: string, at: number): boolean => /(?<!\\)(?:\\\\)*\\$/.test(pattern.slice(0, at))

/** Where the set that begins here is closed; a "]" right at its beginning is one of its characters. -1 where it is not. */
function classEnd(pattern: string, start: number): number {
  let at = start + (pattern[start + 1] === '^' ? 2 : 1)
  if (pattern[at] === ']') at++
  for (; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === ']') return at
    else if (pattern[at] === '[' && /[:.=]/.test(pattern[at + 1] ?? '')) {
      const named = pattern.indexOf(`${pattern[at + 1]}]`, at + 2)
      if (named > 0) at = named + 1
    }
  }
  return -1
}
