/** What people expect of such a tool before they read anything: it needs nothing, says the same everywhere, and shouts only when something is broken. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'
import { connect } from '../protocol/client.ts'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { path, run } = built()
const project = fileURLToPath(new URL('project', import.meta.url))

test('it needs no other program, no home and no environment', () =>
  new Promise<void>((done, fail) => {
    const child = spawn(process.execPath, [path(), '--format', 'unix'], { cwd: project, env: {} })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', text => (out += text))
    child.on('error', fail)
    child.on('close', code => {
      expect(code).toBe(1)
      expect(out).toContain('[port-mismatch]')
      done()
    })
  }))

test('an editor is told what the command line tells', async () => {
  const { files } = JSON.parse((await run(project, ['--format', 'json'])).out) as Report
  const told = files.flatMap(({ path, findings }) =>
    findings.map(({ rule, severity, range, message }) => ({ path, rule, severity, ...range.start, message })),
  )
  expect(told.length).toBeGreaterThan(5)

  const child = spawn(process.execPath, [path(), 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill())
  const streams = [new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)] as const
  const client = await connect(createMessageConnection(...streams), { folders: [project] })
  await expect.poll(() => Object.values(client.published()).flat().length, { timeout: 20_000 }).toBe(told.length)
  const shown = Object.keys(client.published()).flatMap(uri =>
    client.diagnostics(uri).map(({ code, severity, range: { start }, message }) => ({
      path: fileURLToPath(uri).slice(project.length + 1),
      rule: code,
      severity: ['', 'error', 'warning', 'info'][severity!],
      line: start.line + 1,
      column: start.character + 1,
      message,
    })),
  )
  expect(shown.sort(byPlace)).toEqual(told.sort(byPlace))
})

interface Report {
  readonly files: readonly {
    readonly path: string
    readonly findings: readonly {
      readonly rule: string
      readonly severity: string
      readonly message: string
      readonly range: { readonly start: { readonly line: number; readonly column: number } }
    }[]
  }[]
}

interface Placed {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly rule: unknown
}
const key = ({ path, line, column, rule }: Placed): string => [path, 1e6 + line, 1e6 + column, rule].join(' ')
const byPlace = (one: Placed, other: Placed): number => (key(one) < key(other) ? -1 : 1)

test('an ordinary project that works is told nothing', async () => {
  const folder = folderOf({
    'compose.yaml': `services:
  web:
    image: nginx:1.28
    restart: unless-stopped
    depends_on: [api]
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]
    ports: ["80:80"]
  api:
    image: example/api
    restart: unless-stopped
    command: ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
`,
    'nginx.conf': `events {}
http {
  include /etc/nginx/mime.types;
  server {
    listen 80;
    location / {
      proxy_pass http://api:8000;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }
}
`,
  })
  expect(await run(folder, ['--fail-on', 'info'])).toMatchObject({
    code: 0,
    err: '',
    out: 'No problems found.\nChecked 2 files: 1 gateway with 1 target against 2 services: 1 reachable.\n',
  })
})

test('a half-typed file says so, and keeps nothing from being said of the others', async () => {
  const wrong = (port: number): string =>
    `events {}\nhttp { server { location / { proxy_pass http://api:${port}; } } }\n`
  const folder = folderOf({
    'compose.yaml':
      'services:\n  a: { image: nginx, volumes: ["./a.nginx:/etc/nginx/nginx.conf"] }\n  b: { image: nginx, volumes: ["./b.nginx:/etc/nginx/nginx.conf"] }\n  api: { image: example/api, ports: ["8080:3000"] }\n',
    'a.nginx': 'events {}\nhttp { server { location / { proxy_pass http://api',
    'b.nginx': wrong(8080),
  })
  const { code, out } = await run(folder, ['--format', 'unix'])
  expect(code).toBe(1)
  expect(out).toMatch(/^a\.nginx:\S+ error: .*\[syntax-error\]$/m)
  expect(out).toMatch(/^b\.nginx:2:\S+ error: .*\[port-mismatch\]$/m)
})
