/** Choices of a generated text, each of which fast-check can make smaller. */
import fc from 'fast-check'

/** What a text is made with. */
export interface Choose {
  of<T>(values: readonly T[]): T
  /** A whole number from 0 up to, but not including, the limit. */
  below(limit: number): number
  /** True so many times of a hundred. */
  perhaps(percent: number): boolean
  /** So many of what is made, from `least` to `most`. */
  some<T>(least: number, most: number, make: () => T): readonly T[]
}

/** Texts that a function makes of its choices. */
export const texts = (make: (choose: Choose) => string): fc.Arbitrary<string> =>
  fc.gen().map(choice => {
    const below = (limit: number): number => choice(fc.nat, { max: limit - 1 })
    return make({
      below,
      of: values => values[below(values.length)]!,
      perhaps: percent => below(100) >= 100 - percent,
      some: (least, most, one) => Array.from({ length: least + below(most - least + 1) }, one),
    })
  })
