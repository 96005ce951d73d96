/** What is kept for runs of parts is what one finds who looks at each of them. */
import { describe, expect, test } from 'vitest'
import { gatheringFrom, indexing } from '../../server/syntax/indexed.ts'
import { carrying, gatheringWith } from '../../server/syntax/runs.ts'
import { type Random, randomOf } from './random.ts'

interface Part {
  readonly number: number
}

/** Lists that come from each other by edits, as long as `longest`. */
function* edits(random: Random, longest: number): Generator<readonly Part[]> {
  const part = (): Part => ({ number: random.below(40) })
  let parts: readonly Part[] = Array.from({ length: longest }, part)
  yield parts
  for (let count = 0; count < 200; count += 1) {
    const at = random.below(parts.length + 1)
    const gone = random.below(8) === 0 ? random.below(20) : random.below(3)
    const come = random.below(8) === 0 ? random.below(20) : random.below(3)
    const others = random.below(10) === 0 ? parts.slice(0, 3) : Array.from({ length: come }, part)
    parts = [...parts.slice(0, at), ...others, ...parts.slice(at + gone)]
    yield parts
  }
}

describe.each([0, 5, 100, 1000])('of %i parts', length => {
  test('what is found in each', () => {
    const random = randomOf(length)
    const gather = gatheringWith(
      (given: number) => [given],
      ({ number }: Part, given) => (number % given === 0 ? [number] : []),
    )
    for (const parts of edits(random, length)) {
      const given = 1 + random.below(3)
      const found = gather(parts, given)
      expect(found).toEqual(parts.map(({ number }) => number).filter(number => number % given === 0))
    }
  })

  test('what holds for each because of those above', () => {
    const random = randomOf(length)
    const start = { sum: 0 }
    const carry = carrying(
      (a: { sum: number }, b: { sum: number }) => a.sum === b.sum,
      (parts: readonly Part[], above: { sum: number }) => {
        let state = above
        const found = parts.map(({ number }) => {
          if (number < 3) state = { sum: state.sum + number }
          return state.sum
        })
        return { found, state }
      },
    )
    for (const parts of edits(random, length)) {
      let sum = 0
      const expected = parts.map(({ number }) => (sum += number < 3 ? number : 0))
      expect(carry(parts, start)).toEqual(expected)
    }
  })

  test('what each is called', () => {
    const random = randomOf(length)
    const index = indexing(({ number }: Part) => (number % 3 === 0 ? [] : [number, number % 7, number]))
    let before: readonly Part[] = []
    for (const parts of edits(random, length)) {
      for (const list of [parts, before, parts]) {
        const found = index(list)
        const named = (key: number): readonly Part[] =>
          list.filter(({ number }) => number % 3 !== 0 && (number === key || number % 7 === key))
        const keys = Array.from({ length: 40 }, (_, key) => key)
        const byNumber = (a: Part, b: Part): number => list.indexOf(a) - list.indexOf(b)
        for (const key of keys) expect([...found.of(key)].sort(byNumber)).toEqual([...named(key)].sort(byNumber))
        expect(found.isRepeated).toBe(keys.some(key => named(key).length > 1))
      }
      before = parts
    }
  })

  test('what each is told by those that it asks for', () => {
    const random = randomOf(length)
    const index = indexing(({ number }: Part) => [number])
    const gather = gatheringFrom(
      (given: number) => [given],
      ({ number }: Part, ask: (number: number) => readonly Part[], given) => [
        ask(1000 * (1 + random.below(50)) + number).length + ask(number + given).length,
      ],
    )
    const asking = edits(random, length)
    for (const others of edits(random, length)) {
      const parts = asking.next().value as readonly Part[]
      const given = random.below(2)
      const expected = parts.map(({ number }) => others.filter(other => other.number === number + given).length)
      expect(gather(parts, index(others), given)).toEqual(expected)
    }
  })
})
