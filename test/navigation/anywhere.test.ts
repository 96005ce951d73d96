/** Whatever stands in a file, and wherever somebody asks: an answer, or none, and in bounds. */
import { describe, expect, test } from 'vitest'
import { stepsFrom, stepsTo, stopsAt } from '../../server/features/flow.ts'
import { foldsOf } from '../../server/features/folding.ts'
import { linksIn } from '../../server/features/links.ts'
import { outlineOf } from '../../server/features/outline.ts'
import { definitionAt, referencesAt } from '../../server/features/places.ts'
import { renamedAt } from '../../server/features/rename.ts'
import { search } from '../../server/features/search.ts'
import type { Span } from '../../server/syntax/text.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'

const texts: Readonly<Record<string, string>> = {
  'nginx.conf': `events {}
http {
  log_format js '$status'; limit_req_zone $x zone=each:1m rate=1r/s;
  map $host $pool { default api:3000; ~^(?<who>.)$ app; }
  upstream app { server api:3000; }
  include sites/*.conf;
  server {
    listen 80; error_page 502 @late; set $a "\${b} $who";
    location @late { content_by_lua_block { ngx.say(ngx.var.a) } }
    location / { limit_req zone=each; proxy_pass http://$pool/; access_log /x js; }
    location /b { proxy_pass http://app; }
  }
}
`,
  'haproxy.cfg': `defaults base
  acl local src 127.0.0.1
frontend web from base
  bind :80
  .if defined(X)
  use_backend %[path] if local !{ nbsrv(api/x) gt 1 }
  .endif
  default_backend api
backend api
  use-server one if local
  server one api:3000 track api/one resolvers none
`,
  'compose.yaml': `services:
  gateway: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"], depends_on: [api] }
  api: { image: example/api, ports: ["80:3000"], links: ["gateway:x"], extends: { service: gateway } }
configs:
  inner:
    content: |
      server { location / { proxy_pass http://api:3000; set $$a $$b; } }
`,
}

/** Asks everything at a place. */
function ask(workspace: Workspace, file: string, offset: number): void {
  const isThere = ({ file, start, end }: Span): void => {
    const { length } = workspace.text(file)!
    expect(0 <= start && start <= end && end <= length, `${start}-${end} of ${length}, asked at ${offset}`).toBe(true)
  }
  const definition = definitionAt(workspace, file, offset)
  if (definition) for (const span of [definition.from, ...definition.to]) isThere(span)
  for (const { at } of referencesAt(workspace, file, offset)) isThere(at)
  const renamed = renamedAt(workspace, file, offset, 'x')
  if (renamed && 'edits' in renamed) for (const { at } of renamed.edits) isThere(at)
  for (const stop of stopsAt(workspace, file, offset))
    for (const { from, to } of [...stepsFrom(workspace, stop), ...stepsTo(workspace, stop)])
      for (const span of [from.at, from.head, to.at, to.head]) isThere(span)
}

function look(workspace: Workspace, file: string): void {
  outlineOf(workspace, file)
  foldsOf(workspace, file)
  linksIn(workspace, file)
  search(workspace, 'a')
}

const withAll = (changes: Readonly<Record<string, string>> = {}): Workspace => {
  const workspace = createWorkspace()
  for (const [name, text] of Object.entries({ ...texts, ...changes })) workspace.set(`/p/${name}`, text)
  return workspace
}

describe.each(Object.entries(texts))('%s', (name, text) => {
  test('at every place', () => {
    const workspace = withAll()
    look(workspace, `/p/${name}`)
    for (let offset = 0; offset <= text.length; offset += 1) ask(workspace, `/p/${name}`, offset)
  })

  test('cut off anywhere, at its end', () => {
    const workspace = withAll()
    for (let end = 0; end <= text.length; end += 7) {
      workspace.set(`/p/${name}`, text.slice(0, end))
      look(workspace, `/p/${name}`)
      ask(workspace, `/p/${name}`, Math.max(0, end - 1))
    }
  })

  test('without a stretch of it', () => {
    const workspace = withAll()
    for (let at = 0; at < text.length; at += 13) {
      workspace.set(`/p/${name}`, text.slice(0, at) + text.slice(at + 9))
      look(workspace, `/p/${name}`)
      ask(workspace, `/p/${name}`, at)
    }
  })
})

test('in blocks a hundred thousand deep', () => {
  const text = `${'location / {'.repeat(100_000)}proxy_pass http://api:3000;${'}'.repeat(100_000)}`
  const workspace = withAll({ 'nginx.conf': text })
  look(workspace, '/p/nginx.conf')
  ask(workspace, '/p/nginx.conf', text.indexOf('api'))
})
