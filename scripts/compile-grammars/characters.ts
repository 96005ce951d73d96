/** Which characters an expression takes: whether it is just one character of a set, and with which characters it can begin. */
import type { Expression, Rules } from './expressions.ts'

/** Ranges of UTF-16 units, in order, neither touching nor overlapping. */
export type CharacterSet = readonly (readonly [first: number, last: number])[]

export const everyCharacter: CharacterSet = [[0, 0xffff]]

export const isEvery = (set: CharacterSet): boolean => set.length === 1 && set[0]![0] === 0 && set[0]![1] === 0xffff

/** What an expression can begin with; `empty` when it can match without taking a character. */
export interface Beginning {
  readonly set: CharacterSet
  readonly empty: boolean
}

export interface Characters {
  /** The set of an expression that takes exactly one character, whichever of a set, and yields no token; else undefined. */
  setOf(expression: Expression): CharacterSet | undefined
  /** Never too small: a character outside cannot begin the expression. */
  beginningOf(expression: Expression): Beginning
}

export function charactersOf(rules: Rules): Characters {
  const setOf = (expression: Expression, within: readonly string[] = []): CharacterSet | undefined => {
    switch (expression.is) {
      case 'text': {
        const code = expression.text.charCodeAt(0)
        return expression.text.length === 1 ? [[code, code]] : undefined
      }
      case 'range':
        return [[expression.first, expression.last]]
      case 'choice': {
        const sets = expression.options.map(option => setOf(option, within))
        return sets.every(set => set !== undefined) ? union(sets.flat()) : undefined
      }
      case 'sequence': {
        const [first, second, ...more] = expression.parts
        if (!second) return first && setOf(first, within)
        if (more.length > 0 || first?.is !== 'peek' || first.wanted) return undefined
        const unwanted = setOf(first.body, within)
        const wanted = setOf(second, within)
        return unwanted && wanted && intersection(wanted, complement(unwanted))
      }
      case 'rule': {
        const rule = rules.get(expression.name)
        if (!rule || rule.isToken || within.includes(expression.name)) return undefined
        return setOf(rule.body, [...within, expression.name])
      }
      default:
        return undefined
    }
  }

  const beginningOf = (expression: Expression, within: readonly string[] = []): Beginning => {
    switch (expression.is) {
      case 'text': {
        const code = expression.text.charCodeAt(0)
        return expression.text ? { set: [[code, code]], empty: false } : { set: [], empty: true }
      }
      case 'range':
        return { set: [[expression.first, expression.last]], empty: false }
      case 'choice': {
        const all = expression.options.map(option => beginningOf(option, within))
        return { set: union(all.flatMap(({ set }) => set)), empty: all.some(({ empty }) => empty) }
      }
      case 'sequence': {
        const reached: CharacterSet[] = []
        for (const part of expression.parts) {
          if (part.is === 'peek') continue
          const { set, empty } = beginningOf(part, within)
          reached.push(set)
          if (!empty) return { set: union(reached.flat()), empty: false }
        }
        return { set: union(reached.flat()), empty: true }
      }
      case 'repeat': {
        const { set, empty } = beginningOf(expression.body, within)
        return { set, empty: empty || expression.least === 0 }
      }
      case 'optional':
        return { set: beginningOf(expression.body, within).set, empty: true }
      case 'rule': {
        const rule = rules.get(expression.name)
        if (!rule || within.includes(expression.name)) return { set: everyCharacter, empty: true }
        return beginningOf(rule.body, [...within, expression.name])
      }
      case 'peek':
      case 'end':
        return { set: [], empty: true }
    }
  }

  return { setOf: expression => setOf(expression), beginningOf: expression => beginningOf(expression) }
}

/** The characters that are not in a set. */
export function complement(set: CharacterSet): CharacterSet {
  const gaps: [number, number][] = []
  let next = 0
  for (const [first, last] of set) {
    if (first > next) gaps.push([next, first - 1])
    next = last + 1
  }
  return next > 0xffff ? gaps : [...gaps, [next, 0xffff]]
}

const intersection = (a: CharacterSet, b: CharacterSet): CharacterSet =>
  complement(union([...complement(a), ...complement(b)]))

function union(ranges: CharacterSet): CharacterSet {
  const joined: [number, number][] = []
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = joined.at(-1)
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else joined.push([first, last])
  }
  return joined
}
