/** A bounded run of what `npm run fuzz` does without end. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { caseOf } from './inputs.ts'
import { wrongOf } from './properties.ts'
import { wrongOfSession } from './sessions.ts'
import { validate } from './validate.ts'

test.each([1, 2, 3, 4])('every property holds of the cases from seed %i', seed => {
  for (let number = 0; number < 100; number++) {
    expect(wrongOf(caseOf(seed, number), validate), `npm run fuzz -- --seed ${seed} --only ${number}`).toBeUndefined()
  }
})

test.each([1, 2])('every property holds of the conversations from seed %i', async seed => {
  // The library that reads messages says there what it thinks of nonsense.
  const said = vi.spyOn(console, 'error').mockReturnValue(undefined)
  onTestFinished(() => said.mockRestore())
  for (let number = 0; number < 50; number++) {
    const command = `npm run fuzz -- --sessions --seed ${seed} --only ${number}`
    expect(await wrongOfSession(seed, number), command).toBeUndefined()
  }
})
