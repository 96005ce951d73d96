/** What the HAProxy that runs does not know, as its image's tag says which one that is, or the settings do. */
import { expect, test } from 'vitest'
import { createWorkspace } from '../../server/workspace.ts'

const NEW = `
defaults
  mode http
  timeout client-hs 5s
frontend web
  bind :443 ssl crt /a.pem default-crt /b.pem
  option forwarded
  http-response set-timeout server 5s
  default_backend api
backend api
  balance hash req.hdr(x)
  option http-drop-request-trailers
  server one 127.0.0.1:80 check init-state down
`

const OLD = `
listen web
  bind :80
  mode http
  option http-use-htx
  server one 127.0.0.1:80
`

/** The names that are told of, with what is said of them. */
const toldOf = (text: string, image: string, settings = ''): readonly string[] => {
  const workspace = createWorkspace()
  workspace.set('/p/haproxy.cfg', text)
  workspace.set('/p/.gatelint.yaml', settings)
  workspace.set(
    '/p/compose.yaml',
    `services:
  lb: { image: "${image}", volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"] }
`,
  )
  return workspace
    .findings()
    .filter(({ rule, severity }) => rule === 'unknown-directive' && severity === 'error')
    .map(({ at }) => text.slice(at.start, at.end))
}

test.each<[image: string, settings: string, text: string, told: readonly string[]]>([
  ['haproxy:3.2', '', NEW, []],
  [
    'haproxy:2.6',
    '',
    NEW,
    ['client-hs', 'default-crt', 'forwarded', 'set-timeout', 'http-drop-request-trailers', 'init-state'],
  ],
  [
    'haproxy:2.8.5-alpine',
    '',
    NEW,
    ['client-hs', 'default-crt', 'set-timeout', 'http-drop-request-trailers', 'init-state'],
  ],
  ['images.example.com/haproxytech/haproxy-alpine:3.0', '', NEW, ['http-drop-request-trailers', 'init-state']],
  ['haproxy:lts', '', NEW, []],
  ['haproxy', '', NEW, []],
  ['example/lb:2.6', '', NEW, []],
  ['haproxy:lts', 'versions: { haproxy: "3.0" }', NEW, ['http-drop-request-trailers', 'init-state']],
  ['haproxy:3.2', 'versions: { haproxy: "2.6" }', NEW, []],
  ['haproxy:2.6', '', OLD, ['http-use-htx']],
  ['haproxy:2.4', '', OLD, []],
])('%s %s', (image, settings, text, told) => {
  expect(toldOf(text, image, settings)).toEqual(told)
})

test('what is said', () => {
  const workspace = createWorkspace()
  workspace.set('/p/haproxy.cfg', 'listen a\n  bind :80\n  server b 127.0.0.1:80 init-state down\n')
  workspace.set('/p/.gatelint.yaml', 'versions: { haproxy: "2.6.12" }')
  const [found] = workspace.findings().filter(({ rule }) => rule === 'unknown-directive')
  expect(found?.message).toBe('The option "init-state" came with HAProxy 3.1: 2.6, which runs here, does not know it.')
})
