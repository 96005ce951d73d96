/**
 * A long session of random edits: after each of them the server tells what one tells that has only just begun. `npm run soak` makes
 * as many as a person types in eight hours, and looks only after some; GATELINT_EDITS says how many, GATELINT_LOOKS after how many
 * each look comes, GATELINT_SEED which edits.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { folderOf } from '../cli/folder.ts'
import { editor, uriOf } from './client.ts'
import { toldAnew, toldBy } from './told.ts'

const EDITS = Number(process.env.GATELINT_EDITS ?? 300)
const LOOKS = Number(process.env.GATELINT_LOOKS ?? 1)
const SEED = Number(process.env.GATELINT_SEED ?? 20_251)

/** What a session may grow by, in bytes: much more than its texts, much less than a leak of one topology an edit. */
const MOST_GROWTH = 64_000_000

const files: Readonly<Record<string, string>> = {
  'compose.yaml': `services:
  gateway:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro", "./conf.d:/etc/nginx/conf.d:ro"]
  balancer:
    image: haproxy:3.0
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
  api:
    build: .
    ports: ["8080:3000"]
  app:
    image: example/app
    command: serve --port \${PORT:-9000}
`,
  'nginx.conf': `events {}
http {
  upstream app {
    server app:9000 max_fails=3;
    keepalive 8;
  }
  server {
    location / { proxy_pass http://api:8080; }
    location /app { proxy_pass http://app; proxy_read_timeout 5s; }
  }
  include /etc/nginx/conf.d/*.conf;
}
`,
  'conf.d/admin.conf': `server {
  listen 8081;
  # gatelint-ignore port-mismatch
  location / { proxy_pass http://api:8080; }
}
`,
  'haproxy.cfg': `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend web
  bind :80
  acl is_api path_beg /api
  use_backend api if is_api
  default_backend app
backend api
  server api1 api:8080 check
backend app
  server app1 app:9000 check
`,
  Dockerfile: 'FROM node:22\nENV PORT=3000\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
}

const languages: Readonly<Record<string, string>> = { 'haproxy.cfg': 'haproxy', 'compose.yaml': 'dockercompose' }

/** What people type, delete and paste, whole and in part. */
const PIECES = [
  ...[
    'api',
    'app',
    'gone',
    '8080',
    '3000',
    '9000',
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\t',
    ';',
    '{',
    '}',
    '"',
    "'",
    '#',
    ':',
    '/',
    '\\',
  ],
  ...[
    '$host',
    '${PORT}',
    '${GONE:-1}',
    '🚀',
    'e\u0301',
    '\u0000',
    '- ',
    'server ',
    'location /x {',
    'backend b\n',
    '<<: *a',
    '&a ',
  ],
  ...[
    '\n    proxy_pass http://api:3000;',
    '\nupstream x { server api:3000; }',
    '\n  server api2 app:9000 check',
    '\n  api:\n',
  ],
  ...['# gatelint-ignore unknown-host\n', '\nEXPOSE 8080\n', '{{ x }}', 'include conf.d/*.conf;', 'timeout server 5'],
]

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** One change of a text: something typed, deleted, replaced, or all of it put back. */
function changeOf(text: string, original: string, random: (below: number) => number) {
  if (text.length > 2 * original.length || random(20) === 0) return { from: 0, to: text.length, put: original }
  const from = random(text.length + 1)
  const to = random(3) === 0 ? from : Math.min(text.length, from + random(random(8) === 0 ? 60 : 6))
  return { from, to, put: random(4) === 0 ? '' : PIECES[random(PIECES.length)]! }
}

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const heap = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

test(`${EDITS} edits of five files`, { timeout: 30_000 + EDITS * 200 }, async () => {
  const random = randomFrom(SEED)
  const folder = folderOf(files)
  const client = await editor({ folders: [folder], initializationOptions: { diagnostics: 'pull' } })
  const names = Object.keys(files)
  const texts = new Map<string, TextDocument>()
  for (const name of names) {
    const [uri, language] = [uriOf(`${folder}/${name}`), languages[name] ?? 'plaintext']
    texts.set(uri, TextDocument.create(uri, language, 1, files[name]!))
    await client.open(uri, files[name]!, language)
  }
  let before = 0
  for (let edit = 1; edit <= EDITS; edit++) {
    const name = names[random(names.length)]!
    const uri = uriOf(`${folder}/${name}`)
    const document = texts.get(uri)!
    const { from, to, put } = changeOf(document.getText(), files[name]!, random)
    const change = { range: { start: document.positionAt(from), end: document.positionAt(to) }, text: put }
    texts.set(uri, TextDocument.update(document, [change], edit + 1))
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: edit + 1 },
      contentChanges: [change],
    })
    const place = `edit ${edit} of seed ${SEED}, in ${name}`
    const told = await toldBy(client.connection)
    if (edit % LOOKS === 0) expect(told, place).toEqual(toldAnew(texts.values()))
    if (edit === Math.min(100, EDITS)) before = heap()
    if (EDITS >= 2000 && edit % (EDITS / 10) === 0) console.log(`${edit} edits: ${(heap() / 1e6).toFixed(1)} MB`)
  }
  expect(heap() - before).toBeLessThan(MOST_GROWTH)
  expect(client.log).toEqual([])
})
