/** Configurations made of the catalogue: nginx and we agree on each, whether it is refused and on which line. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withNginx } from '../generate/agree.ts'
import { nginxConfigurations } from '../generate/nginx.ts'
import { installedNginx, type Nginx } from './nginx-ask.ts'

let nginx: Nginx

beforeAll(() => {
  nginx = installedNginx()
})

afterAll(() => nginx.end())

test.each([1, 2, 3])('nginx and we say the same of configurations from seed %i', seed => {
  const told = { accepted: 0, refused: 0 }
  fc.assert(
    fc.property(nginxConfigurations(), text => {
      const theirs = nginx.ask(text)
      told[theirs ? 'refused' : 'accepted']++
      expect(withNginx(text, theirs)).toBeUndefined()
    }),
    { numRuns: 150, seed },
  )
  // Both kinds came up, or the test would prove nothing.
  expect(Math.min(told.accepted, told.refused)).toBeGreaterThan(10)
})
