/** The fixes for what nobody wrote as an example: drawn worlds with known faults, and configurations made of the catalogues. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brokenBy } from '../generate/fixes.ts'
import { haproxyConfigurations } from '../generate/haproxy.ts'
import { nginxConfigurations } from '../generate/nginx.ts'
import type { Texts } from '../pages/fixes.ts'
import { drawWorld, filesOf } from '../truth/world.ts'

const alone = (path: string, texts: readonly string[]): readonly Texts[] => texts.map(text => new Map([[path, text]]))

const worlds = Array.from({ length: 40 }, (_, seed): Texts => {
  const { files } = filesOf(drawWorld(seed))
  return new Map(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]))
})

test.each<[what: string, all: () => readonly Texts[]]>([
  ['worlds', () => worlds],
  ['nginx', () => alone('/p/nginx.conf', fc.sample(nginxConfigurations(), { numRuns: 120, seed: 11 }))],
  ['HAProxy', () => alone('/p/haproxy.cfg', fc.sample(haproxyConfigurations, { numRuns: 120, seed: 11 }))],
])('fixes keep their promises: %s', { timeout: 120_000 }, (_, all) => {
  const judged = all().map(texts => ({ texts, ...brokenBy(texts) }))
  expect(judged.filter(({ broken }) => broken.length > 0)).toEqual([])
  // There was something to mend.
  expect(judged.filter(({ fixes }) => fixes > 0).length).toBeGreaterThan(10)
})
