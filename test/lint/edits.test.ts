/** What is kept from one keystroke to the next changes nothing: after any edits a workspace says what a fresh one says. */
import { describe, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'
import { type Random, randomOf } from '../syntax/random.ts'

const files: Readonly<Record<string, string>> = {
  '/shop/compose.yaml': `services:
  gateway:
    image: nginx:1.27
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro", "./conf.d:/etc/nginx/conf.d:ro", "./snippets:/etc/nginx/snippets:ro"]
  edge:
    image: haproxy:3.0
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
  rendered:
    image: nginx:1.27
    environment:
      TARGET: api
      PORT: 3000
    volumes: ["./templates:/etc/nginx/templates:ro"]
  api: { image: example/api, ports: ["8080:3000"] }
  cache: { image: "redis:7" }
`,
  '/shop/nginx.conf': `events { }
http {
  proxy_read_timeout 30s; # of all
  map $host $pool {
    default api;
    shop cache:6379;
  }
  upstream backend { server api:3000; server cache:6379 down; }
  upstream "shop \\"x\\"" { server api:8080; }
  server {
    listen 80 default_server;
    location / { proxy_pass http://api:8080; }
    location /pool { proxy_pass http://$pool; }
    include snippets/headers.conf;
  }
  include conf.d/*.conf;
  server {
    listen 81;
    set $target "api:8080";
    location ~ ^/v1/(.+)$ { proxy_read_timeout 0; proxy_pass http://$target/$1; }
    location /fcgi { fastcgi_pass backend; } # gatelint-ignore scheme-mismatch: as it is
  }
}
`,
  '/shop/conf.d/one.conf': `# one
server {
  listen 82;
  location / { proxy_pass http://backned; include snippets/headers.conf; }
}
`,
  '/shop/conf.d/two.conf': `upstream other { server other:80; keepalive 8; }
server { location / { proxy_pass https://other; proxy_read_timeout 2s; } }
`,
  '/shop/templates/site.conf.template': `upstream rendered { server \${TARGET}:\${PORT}; }
server {
  listen 80;
  location / { proxy_pass http://\${TARGET}:\${PORT}; }
}
server {
  listen 81;
  location / { proxy_pass http://$pool; }
}
`,
  '/shop/snippets/headers.conf': 'proxy_set_header Host $host;\nproxy_connect_timeout 1s;\n',
  '/hosts/nginx.conf': `events { }
http {
  server { listen 127.0.0.1:83; location / { proxy_pass http://api.example.com; } }
  server { listen 127.0.0.1:84; location / { fastcgi_pass api.example.com; } }
}
`,
  '/parts/one.conf': 'server { location / { proxy_pass http://pool; } }\n',
  '/parts/two.conf': 'upstream spool { server api:80; }\n',
  '/parts/edge.cfg': 'frontend web\n  use_backend spare if TRUE\n',
  '/parts/more.cfg': 'backend other\n  server one api:80\n',
  '/shop/haproxy.cfg': `global
    maxconn 2000
defaults
    mode http
    timeout client 30s
    timeout server 3s
frontend web # in front
    bind :80
    acl is-api path_beg /api
    use_backend api if is-api
    default_backend shop
backend api
    option httpchk
    server one api:8080 check
backend shop
    timeout connect 50
    server one shop:80 ssl verify none
listen stats
    bind :8404
    stats enable
`,
}

/** Lines that mean something wherever they come to stand, and some that break what stands around them. */
const lines: Readonly<Record<string, readonly string[]>> = {
  conf: [
    'proxy_pass http://api:3000;',
    'proxy_read_timeout 1s;',
    'proxy_read_timeout 60s;',
    'resolver 127.0.0.11;',
    'set $target other:80;',
    'set $pool "cache:6379";',
    'upstream backend { server cache:6379; }',
    'upstream api { server api:3000 resolve; }',
    'server { listen 80; location / { proxy_pass http://backend; } }',
    'location /more { grpc_pass grpc://api; }',
    'include snippets/headers.conf;',
    'include conf.d/one.conf;',
    'map $uri $target { default api; }',
    'log_format long "a"\n  \'b\';',
    'proxy_pas http://api;',
    '# gatelint-ignore port-mismatch: known',
    '{% if x %}',
    'root __ROOT__;',
    'other api:8080;',
    'map $host $pool { default api:8080; }',
    'stream {',
    'server {',
    '}',
    'set $quoted "open',
  ],
  cfg: [
    'mode tcp',
    'timeout client 1',
    'timeout server 60s',
    'default_backend api',
    'use_backend shop if is-api',
    'acl is-api path /',
    'server two api:3000',
    'default-server ssl',
    'backend api',
    'backend more',
    'defaults spare',
    'frontend also from spare',
    '# gatelint-ignore undefined-acl: known',
    '.if defined(X)',
    '.endif',
    'http-request set-header X "open',
    'http-reqest deny',
  ],
  yaml: [
    '      PORT: 8080',
    '      TARGET: cache',
    '      CACHE_SIZE: 8',
    '  other: { image: example/other, expose: ["8080"] }',
    '  shop: { image: "nginx:1.27" }',
    '# nothing',
  ],
}

/** Types, deletes, or moves something; sometimes what was there before comes back. */
function edited(text: string, file: string, random: Random): string {
  const ofLines = text.split('\n')
  const at = random.below(ofLines.length)
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2:
      return ofLines.toSpliced(at, 0, random.of(lines[/(\w+)(?:\.template)?$/.exec(file)![1]!]!)).join('\n')
    case 3:
      return ofLines.toSpliced(at, random.of([1, 1, 2, 5])).join('\n')
    case 4: {
      const length = 1 + random.below(6)
      return ofLines.toSpliced(random.below(ofLines.length), 0, ...ofLines.slice(at, at + length)).join('\n')
    }
    case 5:
      return files[file]!
    default: {
      const start = random.below(text.length + 1)
      return (
        text.slice(0, start) + random.of(['', 'x', '0', ' ', '\n', ';', '"', '#']) + text.slice(start + random.below(3))
      )
    }
  }
}

/** Findings with their fixes, and the whole model with the place of each of its parts. */
const all = (workspace: Workspace): readonly string[] => [
  ...workspace.findings().map(finding => JSON.stringify(finding)),
  ...workspace
    .configs()
    .map(({ documents, ...config }) => JSON.stringify([documents.map(({ path }) => path), config]))
    .sort(),
]

const workspaceOf = (texts: Iterable<readonly [string, string]>): Workspace => {
  const workspace = createWorkspace()
  for (const [file, text] of texts) workspace.set(file, text)
  return workspace
}

describe('after one edit, by which another block means something else', () => {
  test.each([
    ['the value of a variable', '/shop/nginx.conf', 'default api;', 'default cache:6379;'],
    ['a value that is inherited', '/shop/nginx.conf', 'proxy_read_timeout 30s', 'proxy_read_timeout 3s'],
    ['an upstream', '/shop/nginx.conf', 'server api:3000', 'server api:8080'],
    ['a name', '/shop/nginx.conf', 'upstream backend', 'upstream backned'],
    ['a host that is passed to', '/hosts/nginx.conf', 'http://api', 'http://other'],
    ['what is included', '/shop/snippets/headers.conf', 'proxy_connect_timeout 1s', 'proxy_connect_timeout 0'],
    ['the environment of a template', '/shop/compose.yaml', 'TARGET: api', 'TARGET: cache'],
    ['a port in it', '/shop/compose.yaml', 'PORT: 3000', 'PORT: 8080'],
    ['a service', '/shop/compose.yaml', '8080:3000', '8081:8080'],
    ['an upstream of a neighbour', '/parts/two.conf', 'spool', 'pool'],
    ['a backend of a neighbour', '/parts/more.cfg', 'backend other', 'backend spare'],
    ['defaults', '/shop/haproxy.cfg', 'timeout server 3s', 'timeout server 30s'],
    ['the mode in defaults', '/shop/haproxy.cfg', 'mode http', 'mode tcp'],
    ['a backend', '/shop/haproxy.cfg', 'backend shop', 'backend shopping'],
    ['a condition around sections', '/shop/haproxy.cfg', 'frontend', '.if defined(X)\nfrontend'],
    ['nothing but the place', '/shop/nginx.conf', 'events { }', 'events { worker_connections 512; }'],
  ])('%s', (_, file, from, to) => {
    const workspace = workspaceOf(Object.entries(files))
    const before = all(workspace)
    const text = files[file]!.replace(from, to)
    workspace.set(file, text)
    const fresh = all(workspaceOf(Object.entries({ ...files, [file]: text })))
    expect(fresh).not.toEqual(before)
    expect(all(workspace)).toEqual(fresh)
  })
})

test('after edits of several files', () => {
  const kinds = new Set<string>()
  for (let seed = 0; seed < 35; seed++) {
    const random = randomOf(seed)
    const texts = new Map(Object.entries(files))
    const workspace = workspaceOf(texts)
    for (let edit = 0; edit < 12; edit++) {
      const held = workspace.findings()
      const before = JSON.stringify(held)
      const file = random.of([...texts.keys(), '/shop/nginx.conf', '/shop/haproxy.cfg', '/shop/haproxy.cfg'])
      texts.set(file, edited(texts.get(file)!, file, random))
      workspace.set(file, texts.get(file)!)
      const fresh = workspaceOf(texts)
      const expected = all(fresh)
      expect(all(workspace), `seed ${seed}, edit ${edit}, ${file}`).toEqual(expected)
      expect(JSON.stringify(held), 'What was found is not touched by what is typed later').toBe(before)
      for (const { rule } of fresh.findings()) kinds.add(rule)
    }
  }
  // Most rules find something in what comes of it: what they rely on is put to the test.
  expect(kinds.size).toBeGreaterThan(12)
})
