/** What the catalogue takes for newer than the installed HAProxy, that HAProxy refuses; what it takes for older, it knows. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import * as catalog from '../../server/catalog/haproxy.ts'
import { disagreements } from './haproxy-ask.ts'

const [, installed = ''] = /version (\d+\.\d+)/.exec(spawnSync('haproxy', ['-v'], { encoding: 'utf8' }).stdout) ?? []
const running = catalog.versions.indexOf(installed)

/** A configuration for each name of a table that came later. */
const later = (table: ReadonlyMap<string, catalog.Entry>, write: (name: string) => string): readonly string[] =>
  Array.from(table.values())
    .filter(({ since }) => since !== undefined && catalog.versions.indexOf(since) > running)
    .map(({ name }) => write(name))

test.each([
  ['options of a server', () => later(catalog.serverOptions(), name => `backend a\n  server b 127.0.0.1:80 ${name}\n`)],
  ['options of a bind line', () => later(catalog.bindOptions(), name => `frontend a\n  bind 127.0.0.1:8080 ${name}\n`)],
  [
    'options',
    () => later(catalog.options(), name => `listen a\n  bind 127.0.0.1:8080\n  mode http\n  option ${name}\n`),
  ],
  ['timeouts', () => later(catalog.timeouts(), name => `frontend a\n  bind 127.0.0.1:8080\n  timeout ${name} 5s\n`)],
  [
    'actions of http-request',
    () =>
      later(
        catalog.actionsOf('http-request'),
        name => `listen a\n  bind 127.0.0.1:8080\n  mode http\n  http-request ${name}\n`,
      ),
  ],
])('the installed HAProxy refuses newer %s', async (_, texts) => {
  expect(running).toBeGreaterThan(0)
  expect(texts().length).toBeGreaterThan(0)
  expect(await disagreements(texts(), (text, { refused }) => (refused ? undefined : text))).toEqual([])
})
