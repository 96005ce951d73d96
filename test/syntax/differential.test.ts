/** The compiled grammars against ohm-js itself: the same tokens for every text, and no line without tokens. */
import { expect, test } from 'vitest'
import { grammars } from '../../scripts/compile-grammars.ts'
import type { Engine } from '../../server/syntax/engine.ts'
import { engine as compiled } from '../../server/syntax/engine-compiled.ts'
import { engine as ohm } from '../../server/syntax/engine-ohm.ts'
import { randomLine, randomOf } from './random.ts'

/** Texts for each grammar, shared out among its start rules. */
const cases = 100_000

/** The start rules that match no more than they should; every other one matches all texts. */
const recognisers = new Set(['size', 'time'])

for (const [name, starts] of Object.entries(grammars)) {
  const grammar = name as keyof Engine
  test(`${name}: both engines read alike`, () => {
    const random = randomOf(name.length * 7919)
    for (let done = 0; done < cases; done++) {
      const start = starts[done % starts.length]!
      const text = randomLine(random)
      const fast = compiled[grammar](start as never, text)
      const exact = ohm[grammar](start as never, text)
      const told = `${start} of ${JSON.stringify(text)}`
      if (String(fast) !== String(exact)) expect(fast, told).toEqual(exact)
      if (!fast && !recognisers.has(start)) expect.fail(`${told} does not match`)
    }
  })
}
