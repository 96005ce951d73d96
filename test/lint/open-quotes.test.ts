/** Behind a quote that is not closed nothing is put: what closes it is the only fix there. */
import { expect, test } from 'vitest'
import { createWorkspace } from '../../server/workspace.ts'

const proxy = (server: string, rest = ''): string =>
  `defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
frontend web
  bind :80
  default_backend app
backend app
  ${server}
  server s2 b.example:443
${rest}`

/** The titles of the fixes of a rule. */
function titlesOf(file: string, text: string, rule: string): readonly string[] {
  const workspace = createWorkspace()
  workspace.set('/p/compose.yaml', 'services:\n  api: { image: example/api, ports: ["8080:3000"] }\n')
  workspace.set(file, text)
  return workspace
    .findings()
    .filter(found => found.rule === rule)
    .flatMap(({ fixes = [] }) => fixes.map(({ title }) => title))
}

test.each<readonly [name: string, server: string, titles: readonly string[]]>([
  ['no quote', 'server s1 a.example:443', ['Check the servers']],
  ['a quote that is closed', "server s1 a.example:443 cookie 's1'", ['Check the servers']],
  ['an open quote', "server s1 a.example:443 cookie 's1", []],
])('check-missing, with %s', (_, server, titles) =>
  expect(titlesOf('/p/haproxy.cfg', proxy(server), 'check-missing')).toEqual(titles),
)

test('a quote on another line hinders nothing', () =>
  expect(
    titlesOf('/p/haproxy.cfg', proxy('server s1 a.example:443', "backend b\n  server s 'b\n"), 'check-missing'),
  ).toEqual(['Check the servers']))

test('what closes the quote can be put there', () =>
  expect(titlesOf('/p/nginx.conf', 'server {\n  add_header X "abc;\n  listen 80;\n}\n', 'syntax-error')).toEqual([
    'Close the quote',
  ]))
