/** However a configuration is written, its fixes keep their promises: every example of every page, written in other ways. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { broken, type Seed, seeds, type Way, ways } from './rewritten.ts'

test('nearly every rule with fixes has examples', () =>
  expect(new Set(seeds.map(({ rule }) => rule.id)).size).toBeGreaterThan(80))

test('the fixes of examples, written in other ways, keep their promises', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.subarray([...ways], { maxLength: 3 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (seed, changes, number) => {
        expect(broken(seed, changes, number), seed.name).toEqual([])
      },
    ),
    { numRuns: 150, seed: 7, examples: kept.map(([name, changes, number]) => [named(name), changes, number]) },
  )
}, 120_000)

/** What was wrong once. */
const kept: [name: string, changes: Way[], number: number][] = [
  ['fragment-as-main: A server by itself', ['within the manifest'], 869348],
  [
    'keepalive-without-effect: Below it stands what takes its place',
    ['another order', 'a block in a file of its own'],
    912198,
  ],
  ['misplaced-backup: Beside ip_hash', ['comments between', 'a word a line', 'quotes'], 940983],
  ['missing-scheme: A port where TLS is usual', ['tabs', 'quotes'], 5676],
  ['proxy-header-missing: HAProxy in front of nginx', ['quotes'], 1],
  ['syntax-error: A last line that does not end', ['line ends of Windows'], 1189],
  ['trailing-slash-mismatch: A slash at the target alone', ['quotes'], 2480],
  ['undefined-acl: A slip in the name', ['another order', 'blanks at line ends'], 7293],
  ['useless-ignore: One of two is gone', ['another order'], 3061],
]

const named = (name: string): Seed => seeds.find(seed => seed.name === name)!
