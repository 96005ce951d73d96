/** How targets are followed to their services, as a person and as a program is told. */
import { describe, expect, test } from 'vitest'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { run } = built()

const shop = {
  'compose.yaml': `services:
  edge:
    image: haproxy:2.9
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
  web:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]
  api:
    image: python:3.12
    command: uvicorn shop:app --host 0.0.0.0 --port 8000
  admin:
    image: python:3.12
    command: uvicorn admin:app --port 8001
  queue: { image: example/queue }
  search: { image: example/search, expose: [9200, 9300] }
`,
  'haproxy.cfg': `defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
frontend edge
  bind :80
  default_backend web
backend web
  server web web:3000
`,
  'nginx.conf': `events {}
http {
  server { listen 3000; location / { proxy_pass http://api:8000; } }
  server { listen 3001; location / { proxy_pass http://127.0.0.1:3000; } }
  server {
    listen 3002;
    location /admin/ { proxy_pass http://admin:8001/; }
    location /queue/ { proxy_pass http://queue:5000/; }
    location /search/ { proxy_pass http://search:9201/; }
    location /far/ { proxy_pass http://203.0.113.7:8080/; }
    location /sock/ { proxy_pass http://unix:/run/app.sock; }
    location /any/ { proxy_pass $http_x_target; }
  }
}
`,
}

const lone = { 'nginx.conf': 'events {}\nhttp { server { listen 80; location / { proxy_pass http://api:80; } } }\n' }

describe('doctor', () => {
  test('for people', async () => {
    const { code, out, err } = await run(folderOf(shop), ['doctor'])
    await expect(out).toMatchFileSnapshot('expected/doctor-text.txt')
    expect([code, err]).toEqual([1, ''])
  })
  test('for programs', async () => {
    const { code, out } = await run(folderOf(shop), ['doctor', '--format', 'json'])
    await expect(out).toMatchFileSnapshot('expected/doctor-json.txt')
    expect(code).toBe(1)
  })
  test('a configuration that nobody is known to run', async () => {
    const { code, out } = await run(folderOf(lone), ['doctor'])
    expect(out).toBe(`nginx.conf
  run by nobody that the manifests name
  ? api:80  line 2
      Who runs this configuration is not known, and so is what its names mean.

1 target: 1 unknown.
`)
    expect(code).toBe(0)
  })
  test('one file of several', async () => {
    const { out } = await run(folderOf(shop), ['doctor', 'haproxy.cfg'])
    expect(out).toContain('1 target: 1 reachable.')
  })
  test('nothing to follow', async () => {
    const pages = { 'nginx.conf': 'events {}\nhttp { server { listen 80; root /srv; } }\n' }
    expect(await run(folderOf(pages), ['doctor'])).toEqual({ code: 0, out: 'No targets were found.\n', err: '' })
  })
  test('a path that leads nowhere', async () => {
    const { code, out, err } = await run(folderOf(shop), ['doctor', 'gone.conf'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^error: gone\.conf does not exist/)
  })
})
