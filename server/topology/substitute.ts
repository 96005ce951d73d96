/** Puts values in the place of `$NAME` and `${NAME…}`, as compose, Dockerfiles and shells write them. */
import { offsetOf, type Word } from '../syntax/text.ts'

/** The value of a variable; undefined when it is not set, null when it is set to what is not known. `fallback` is the default that the text gives it, if any. */
export type Variables = (name: string, fallback: string | undefined) => string | null | undefined

/** How a dollar sign is written that is none: `$$` in compose, `\$` in Dockerfiles and shells. */
export type Escape = 'dollar' | 'backslash'

/** Nested deeper than any real default: then it is unknown. */
const DEEPEST = 20

/** Values that hold each other twice grow without end: what adds more to a text is not known. */
const MOST_ADDED = 65_536

/** Stands for what is not known in a word of which the rest is. */
export const GAP = '\uFFFD'

/**
 * A word with all its variables replaced, or undefined when one of them is not known: with `gap` that stands in its place, and the rest
 * is known. What came from a variable has the place of its `${…}`.
 */
export function substitute(word: Word, variables: Variables, mark: Escape, gap?: typeof GAP): Word | undefined {
  const { text } = word
  if (!text.includes('$') && !(mark === 'backslash' && text.includes('\\'))) return word
  const expanded = expand(text, variables, mark, 0, gap)
  if (!expanded) return undefined
  const place = (index: number): number => offsetOf(word, index)
  return { text: expanded.text, at: word.at, offsets: [...expanded.from, text.length].map(place) }
}

/** A text, and the index in the source at which each of its characters came to be. */
interface Expanded {
  readonly text: string
  readonly from: readonly number[]
}

function expand(
  source: string,
  variables: Variables,
  mark: Escape,
  depth: number,
  gap?: typeof GAP,
): Expanded | undefined {
  if (depth > DEEPEST) return undefined
  const from: number[] = []
  let text = ''
  const put = (part: string, at: number): void => {
    text += part
    for (let i = 0; i < part.length; i += 1) from.push(at)
  }
  for (let at = 0; at < source.length; ) {
    if (mark === 'dollar' && source.startsWith('$$', at)) {
      put('$', at)
      at += 2
    } else if (mark === 'backslash' && source[at] === '\\' && source[at + 1] === '$') {
      put('$', at)
      at += 2
    } else if (source[at] !== '$' || (mark === 'dollar' && !/[A-Za-z_{]/.test(source[at + 1] ?? ''))) {
      put(source[at]!, at)
      at += 1
    } else {
      const reference = referenceAt(source, at, mark)
      if (!reference) return undefined
      const value = valueOfReference(reference, variables, mark, depth) ?? gap
      if (value === undefined || text.length + value.length > source.length + MOST_ADDED) return undefined
      put(value, at)
      at = reference.end
    }
  }
  return { text, from }
}

interface Reference {
  readonly name: string
  readonly operator: string
  readonly word: string
  readonly end: number
}

/** Where the variable at a dollar sign ends; undefined for what is none. */
export const referenceEnd = (source: string, at: number): number | undefined =>
  referenceAt(source, at, 'backslash')?.end

/** The variable at a dollar sign; undefined for what is none: `$(…)`, `$1`, an unclosed brace. */
function referenceAt(source: string, at: number, mark: Escape): Reference | undefined {
  const plain = /^\$([A-Za-z_][A-Za-z0-9_]*)/.exec(source.slice(at, at + 256))
  if (plain) return { name: plain[1]!, operator: '', word: '', end: at + plain[0].length }
  const braced = /^\$\{([A-Za-z_][A-Za-z0-9_]*)(:?[-?+]|(?=\}))/.exec(source.slice(at, at + 256))
  if (!braced) return undefined
  const start = at + braced[0].length
  const end = closing(source, start, mark)
  return end < 0 ? undefined : { name: braced[1]!, operator: braced[2]!, word: source.slice(start, end), end: end + 1 }
}

/** The brace that closes the reference. Compose pairs all braces, and ends its search with the line; shells pair those of references. */
function closing(source: string, from: number, mark: Escape): number {
  let open = 0
  for (let at = from; at < source.length; at += 1) {
    if (mark === 'dollar' && source[at] === '\n') return -1
    if (source[at] === '{' && (mark === 'dollar' || source[at - 1] === '$')) open += 1
    else if (source[at] === '}') {
      if (open === 0) return at
      open -= 1
    }
  }
  return -1
}

/** What a reference stands for. A variable that is not set and has no default is not known: it may be set where the files are used. */
function valueOfReference(
  { name, operator, word }: Reference,
  variables: Variables,
  mark: Escape,
  depth: number,
): string | undefined {
  const other = operator === '' || operator.endsWith('?') ? undefined : expand(word, variables, mark, depth + 1)?.text
  const value = variables(name, operator.endsWith('+') ? '' : other)
  if (value === null) return undefined
  const given = value !== undefined && !(operator.startsWith(':') && value === '')
  if (operator.endsWith('+')) return given ? other : ''
  return given ? value : operator.endsWith('-') ? other : undefined
}
