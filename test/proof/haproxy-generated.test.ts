/** Configurations made of the catalogue that HAProxy takes: we say nothing against them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withHaproxy } from '../generate/agree.ts'
import { haproxyConfigurations } from '../generate/haproxy.ts'
import { disagreements } from './haproxy-ask.ts'

test('no false alarm on what HAProxy takes, and most of what it refuses is found', { timeout: 120_000 }, async () => {
  const told = { accepted: 0, refused: 0, missed: 0 }
  const alarms = await disagreements(fc.sample(haproxyConfigurations, { numRuns: 200, seed: 7 }), (text, verdict) => {
    const found = withHaproxy(text, verdict)
    told[verdict.refused ? 'refused' : 'accepted']++
    if (found && found.kind !== 'false alarm') told.missed++
    return found?.kind === 'false alarm' ? `${text}\n${found.message}` : undefined
  })
  expect(alarms).toEqual([])
  expect(told.accepted).toBeGreaterThan(20)
  expect(told.missed).toBeLessThan(told.refused / 4)
})
