/** A bounded run of what `npm run fuzz` does without end. */
import { expect, test } from 'vitest'
import { caseOf } from './inputs.ts'
import { wrongOf } from './properties.ts'
import { validate } from './validate.ts'

test.each([1, 2, 3, 4])('every property holds of the cases from seed %i', seed => {
  for (let number = 0; number < 100; number++) {
    expect(wrongOf(caseOf(seed, number), validate), `npm run fuzz -- --seed ${seed} --only ${number}`).toBeUndefined()
  }
})
