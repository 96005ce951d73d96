/** Whatever stands in a file, and wherever somebody asks: an answer, or none, and in bounds. */
import { describe, expect, test } from 'vitest'
import { completionAt } from '../../server/features/completion.ts'
import { hintsIn } from '../../server/features/hints.ts'
import { hoverAt } from '../../server/features/hover.ts'
import { toMarkdown } from '../../server/features/prose.ts'
import { signatureAt } from '../../server/features/signature.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { compose, inLocation } from './marked.ts'

const texts: Readonly<Record<string, string>> = {
  'nginx.conf': inLocation(`set $a "x $host \${b}"; # gatelint-ignore port-mismatch: why
      if ($a ~* "^x$") { return 301 https://$host$request_uri; }
      proxy_set_header Connection ''; proxy_pass http://$pool/x?y=z; error_page 502 =200 @late;
      content_by_lua_block { ngx.say("}") }
      try_files $uri $uri/ @late; access_log /x js;`),
  'haproxy.cfg': `global
  log stdout format raw local0 # here
defaults base
  no option httplog
  timeout server 5000
frontend web from base
  bind :443 ssl crt "/a b" alpn h2
  acl is_api path_beg,lower -i /api "x y"
  http-request set-header A %[src,ipmask(24)] if is_api || { path_end .x }
  use_backend %[req.hdr(host),lower] if !is_api
backend api
  server one api:3000 check inter 2s resolvers dns
.if feature(OPENSSL)
  server two api:3000
.endif
`,
  'compose.yaml': `${compose}configs:
  inner:
    content: |
      events {}
      http { server { location / { proxy_pass http://api:3000; set $$a $$b; } } }
`,
}

describe.each(Object.entries(texts))('%s', (name, text) => {
  /** Asks everything at a place of a text. */
  const ask = (text: string, offset: number): number => {
    const workspace = createWorkspace()
    workspace.set('/shop/compose.yaml', compose)
    const file = `/shop/${name}`
    workspace.set(file, text)
    const hover = hoverAt(workspace, file, offset)
    if (hover) {
      expect(hover.at.start <= offset && offset <= hover.at.end && hover.at.file === file, `hover at ${offset}`).toBe(
        true,
      )
      expect(toMarkdown(hover.lines)).not.toBe('')
    }
    const completion = completionAt(workspace, file, offset)
    if (completion) {
      const { start, end } = completion.at
      expect(start <= offset && offset <= end && end <= text.length, `completion at ${offset}`).toBe(true)
      expect(text.slice(start, end)).not.toContain('\n')
    }
    const signature = signatureAt(workspace, file, offset)
    if (signature) expect(signature.active ?? 0).toBeLessThan(signature.parameters.length)
    expect(hintsIn(workspace, file, 0, text.length).every(hint => hint.offset <= text.length)).toBe(true)
    return Number(hover !== undefined) + Number(completion !== undefined) + Number(signature !== undefined)
  }

  test('at every place', () => {
    let answers = 0
    for (let offset = 0; offset <= text.length; offset += 3) answers += ask(text, offset)
    expect(answers).toBeGreaterThan(30)
  })
  test('at the end of every beginning', () => {
    let answers = 0
    for (let end = 0; end <= text.length; end += 3) answers += ask(text.slice(0, end), end)
    expect(answers).toBeGreaterThan(30)
  })
})

test('blocks may be nested as deep as a file likes', () => {
  const workspace = createWorkspace()
  const deep = 20_000
  const text = `http { server { ${'location / { proxy_read_timeout 5; '.repeat(deep)}${'} '.repeat(deep)} } }`
  workspace.set('/shop/nginx.conf', text)
  const middle = text.indexOf('proxy_read', text.length / 3) + 4
  for (const offset of [text.indexOf('proxy_read') + 4, middle]) {
    expect(hoverAt(workspace, '/shop/nginx.conf', offset)?.lines.length).toBeGreaterThan(1)
    expect(completionAt(workspace, '/shop/nginx.conf', offset)?.items.length).toBeGreaterThan(1)
  }
})
