/** What a fix makes of an example that is written in other ways does on the real server what the page claims of the example. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { rules } from '../../server/rules/index.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { type Mutation, mutations, type Written } from '../generate/mutations.ts'
import { textsAfter } from '../pages/fixes.ts'
import { type Case, readPage } from '../pages/page.ts'
import { randomOf } from '../syntax/random.ts'
import { prove } from './prove.ts'

vi.setConfig({ testTimeout: 90_000, maxConcurrency: 6 })

const folder = new URL('../../server/rules/', import.meta.url)

/** Examples with a proof and a safe outcome. */
const examples = readdirSync(folder)
  .filter(name => name.endsWith('.md'))
  .map(name => readPage(readFileSync(new URL(name, folder), 'utf8')))
  .flatMap(page => page.cases.map(found => ({ rule: page.id, found })))
  .filter(({ found: { proof, outcomes } }) => proof && outcomes.length === 1 && outcomes[0]!.title === undefined)

const ways: readonly Mutation[] = [
  mutations.tabs,
  mutations.quotes,
  mutations['comments between'],
  mutations['comments behind'],
  mutations['a word a line'],
  mutations['line ends of Windows'],
]

/** A few, of both dialects. */
const sample = [
  'buffers-inconsistent: Only room for larger headers',
  'check-sni-missing: A host that shares its addresses',
  'check-without-tls: The port of the requests',
  'localhost-in-container: With the port that was tried on the host',
  'missing-scheme: The address stands in quotes',
  'port-mismatch: HAProxy says it with 503',
  'proxy-header-missing: HAProxy in front of nginx',
  "scheme-mismatch: HAProxy's proto h2 to a server that speaks HTTP/1 alone",
  'socket-without-prefix: php-fpm',
  'timeout-without-effect: For a whole server',
  'unknown-directive: A slip in an option of HAProxy',
  'websocket-upgrade-missing: A path for websockets',
].map(name => examples.find(({ rule, found }) => `${rule}: ${found.name}` === name)!)

/** The case with its texts as they are after some ways, and the outcome that our fixes make of them. */
function rewritten({ rule, found }: (typeof examples)[number], number: number): Case {
  const random = randomOf(number)
  const files = ways
    .filter((_, index) => (number + index) % 3 > 0)
    .reduce<readonly Written[]>((done, way) => way(done, random), found.files)
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const workspace = createWorkspace()
  for (const { path, text, language } of files) workspace.set(path, text, language)
  const after = textsAfter(texts, workspace.findings(rules.filter(({ id }) => id === rule)))
  const written = (text: (path: string) => string) => found.files.map(file => ({ ...file, text: text(file.path) }))
  return {
    ...found,
    files: written(path => texts.get(path)!),
    outcomes: [{ files: written(path => after.get(path)!) }],
  }
}

describe.concurrent('on the real servers', () => {
  test.each(sample.map((example, number) => [`${example.rule}: ${example.found.name}`, example, number] as const))(
    '%s',
    async (_, example, number) => {
      const rows = await prove(rewritten(example, number))
      expect(rows.map(row => row.seen)).toEqual(rows.map(row => row.claimed))
    },
  )
})
