/** What our fixes make of generated configurations and worlds, on the real servers. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { withHaproxy, withNginx } from '../generate/agree.ts'
import { faultsIn, mended } from '../generate/fixes.ts'
import { haproxyConfigurations } from '../generate/haproxy.ts'
import { nginxConfigurations } from '../generate/nginx.ts'
import { drawWorld, filesOf, type World } from '../truth/world.ts'
import { ask } from './haproxy-ask.ts'
import { installedNginx, type Nginx } from './nginx-ask.ts'
import { prove } from './prove.ts'

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 })

let nginx: Nginx

beforeAll(() => {
  nginx = installedNginx()
})

afterAll(() => nginx.end())

/** Those that safe fixes change, as they are before and after. */
const changed = (path: string, texts: readonly string[]): readonly (readonly [before: string, after: string])[] =>
  texts
    .map(text => [text, mended(new Map([[path, text]])).get(path)!] as const)
    .filter(([before, after]) => before !== after)

test('nginx and we agree on what fixes make of configurations, and it takes what it took', () => {
  const pairs = changed('/p/nginx.conf', fc.sample(nginxConfigurations(), { numRuns: 400, seed: 21 }))
  for (const [before, after] of pairs) {
    const now = nginx.ask(after)
    if (nginx.ask(before) === undefined) expect(now, after).toBeUndefined()
    expect(withNginx(after, now), after).toBeUndefined()
  }
  expect(pairs.length).toBeGreaterThan(10)
})

test('HAProxy takes what it took, and what we then find no error in', async () => {
  const pairs = changed('/p/haproxy.cfg', fc.sample(haproxyConfigurations, { numRuns: 300, seed: 21 }))
  for (const [before, after] of pairs) {
    const now = await ask(after)
    if (!(await ask(before)).refused) expect(now, after).toMatchObject({ refused: false })
    expect(withHaproxy(after, now)?.kind, after).not.toBe('false alarm')
  }
  expect(pairs.length).toBeGreaterThan(10)
})

/** Worlds with faults, none of which is left once all safe fixes are applied. */
const worlds = Array.from({ length: 120 }, (_, seed) => {
  const world = drawWorld(seed)
  const before = new Map(Object.entries(filesOf(world).files).map(([path, text]) => [`/p/${path}`, text]))
  return { seed, world, before, after: mended(before) }
})
  .filter(({ before, after }) => faultsIn(before) > 0 && faultsIn(after) === 0)
  .slice(0, 10)

/** Each service by all its names as it is once it is mended: reached by others, where its process listens. */
const neighboursOf = ({ services }: World): string =>
  services.flatMap(({ name, aliases, port }) => [name, ...aliases].map(each => `${each}: http ${port}\n`)).join('')

describe.concurrent('worlds that fixes have mended', () => {
  test('there are some', () => expect(worlds.length).toBeGreaterThan(5))

  test.each(worlds)('every route of world $seed answers', async ({ world, after }) => {
    const { dialect, routes } = world
    const requests = routes.map(({ path }) => `GET ${path}: 200\n`).join('')
    const rows = await prove({
      name: 'a world',
      kind: 'example',
      line: 1,
      outcomes: [],
      files: Array.from(after, ([path, text]) => ({
        path: path.slice('/p/'.length),
        language: path.endsWith('.yaml') ? 'yaml' : dialect,
        text,
        line: 1,
      })),
      proof: { text: `${neighboursOf(world)}start: accepted\n${requests}`, line: 1 },
    })
    expect(rows.map(({ seen }) => seen)).toEqual(rows.map(({ claimed }) => claimed))
  })
})
