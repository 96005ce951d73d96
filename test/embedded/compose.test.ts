/** Configurations in the `configs` of a compose file: read, placed in the services that list them, and fixed where they stand. */
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../server/fix.ts'
import { type Case, check, told, workspaceOf } from './check.ts'

/** A gateway that lists its config so, an API that listens on 3000, and the config with this content. */
const compose = (listed: string, content: string, header = '|'): string => `services:
  gateway:
    image: nginx:1.27
    configs:
      - ${listed}
  api:
    image: example/api
    ports: ["8080:3000"]
configs:
  site:
    content: ${header}
${content.replace(/^(?=.)/gm, '      ')}`

const long = '{ source: site, target: /etc/nginx/conf.d/default.conf }'
const wrong = 'server {\n  location / { proxy_pass http://api:8080; }\n}\n'

const second = '  second:\n    image: nginx\n    configs: [site]\n'

const cases: Readonly<Record<string, Case>> = {
  'a port of the host': {
    files: { 'compose.yaml': compose(long, wrong) },
    found: ['compose.yaml:13:44-48 port-mismatch'],
    fixed: { 'compose.yaml': compose(long, wrong.replace('8080', '3000')) },
  },
  'the short form': {
    files: { 'compose.yaml': compose('site', wrong) },
    found: ['compose.yaml:13:44-48 port-mismatch'],
    fixed: { 'compose.yaml': compose('site', wrong.replace('8080', '3000')) },
  },
  'a dollar sign is written twice': {
    files: {
      'compose.yaml': compose(
        long,
        'server {\n  set $$a "$$uri $$args"; location ~ \\.x$$ { proxy_set_header Host $$host; proxy_pass http://api:8080; }\n}\n',
      ),
    },
    found: ['compose.yaml:13:104-108 port-mismatch'],
    fixed: {
      'compose.yaml': compose(
        long,
        'server {\n  set $$a "$$uri $$args"; location ~ \\.x$$ { proxy_set_header Host $$host; proxy_pass http://api:3000; }\n}\n',
      ),
    },
  },
  'what is missing behind dollar signs': {
    files: { 'compose.yaml': compose(long, 'server {\n  add_header A "$$uri\n    $$args"\n}\n') },
    found: ['compose.yaml:14:18-18 syntax-error'],
    fixed: { 'compose.yaml': compose(long, 'server {\n  add_header A "$$uri\n    $$args";\n}\n') },
  },
  'a fix that writes a dollar sign': {
    files: { 'compose.yaml': compose(long, 'server {\n  return 200 $$reqest_uri;\n}\n') },
    found: ['compose.yaml:13:20-32 undefined-variable'],
    fixed: { 'compose.yaml': compose(long, 'server {\n  return 200 $$request_uri;\n}\n') },
  },
  'the loopback of the gateway': {
    files: {
      'compose.yaml': compose(long, 'server {\n  listen 80;\n  location / { proxy_pass http://localhost:3000; }\n}\n'),
    },
    found: ['compose.yaml:14:40-49 localhost-in-container'],
    fixed: {
      'compose.yaml': compose(long, 'server {\n  listen 80;\n  location / { proxy_pass http://api:3000; }\n}\n'),
    },
  },
  'several services list it': {
    files: { 'compose.yaml': compose(long, wrong).replace('  api:\n', `${second}  api:\n`) },
    found: ['compose.yaml:16:44-48 port-mismatch'],
    fixed: {
      'compose.yaml': compose(long, wrong.replace('8080', '3000')).replace('  api:\n', `${second}  api:\n`),
    },
  },
  'two configs of one container are one configuration': {
    files: {
      'compose.yaml': `services:
  gateway:
    image: nginx
    configs:
      - { source: up, target: /etc/nginx/conf.d/a.conf }
      - { source: site, target: /etc/nginx/conf.d/b.conf }
  api: { image: example/api, ports: ["8080:3000"] }
configs:
  up:
    content: |
      upstream app { server api:8080; }
  site:
    content: |
      server { location / { proxy_pass http://app; } }
`,
    },
    found: ['compose.yaml:11:33-37 port-mismatch'],
    fixed: {
      'compose.yaml': `services:
  gateway:
    image: nginx
    configs:
      - { source: up, target: /etc/nginx/conf.d/a.conf }
      - { source: site, target: /etc/nginx/conf.d/b.conf }
  api: { image: example/api, ports: ["8080:3000"] }
configs:
  up:
    content: |
      upstream app { server api:3000; }
  site:
    content: |
      server { location / { proxy_pass http://app; } }
`,
    },
  },
  'a file includes a config': {
    files: {
      'compose.yaml': `services:
  gateway:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]
    configs:
      - { source: site, target: /etc/nginx/conf.d/site.conf }
  api: { image: example/api, ports: ["8080:3000"] }
configs:
  site:
    content: |
      server { location / { proxy_pass http://app; } }
`,
      'nginx.conf': 'events {}\nhttp {\n  upstream app { server api:8080; }\n  include conf.d/*.conf;\n}\n',
    },
    found: ['nginx.conf:3:29-33 port-mismatch'],
    fixed: { 'nginx.conf': 'events {}\nhttp {\n  upstream app { server api:3000; }\n  include conf.d/*.conf;\n}\n' },
  },
  HAProxy: {
    files: {
      'compose.yaml': `services:
  gateway:
    image: haproxy:2.9
    configs: [{ source: proxy, target: /usr/local/etc/haproxy/haproxy.cfg }]
  api: { image: example/api, ports: ["8080:3000"] }
configs:
  proxy:
    content: |
      frontend web
        bind "$\${ADDRESS}:80"
        default_backend app
        timeout client 50s
      backend app
        server a api:8080
        timeout connect 5s
        timeout server 50s
`,
    },
    found: ['compose.yaml:14:22-26 port-mismatch'],
    fixed: {
      'compose.yaml': `services:
  gateway:
    image: haproxy:2.9
    configs: [{ source: proxy, target: /usr/local/etc/haproxy/haproxy.cfg }]
  api: { image: example/api, ports: ["8080:3000"] }
configs:
  proxy:
    content: |
      frontend web
        bind "$\${ADDRESS}:80"
        default_backend app
        timeout client 50s
      backend app
        server a api:3000
        timeout connect 5s
        timeout server 50s
`,
    },
  },
  'nobody lists it': {
    files: {
      'compose.yaml': compose(long, wrong).replace(`configs:\n      - ${long}`, 'restart: always'),
    },
  },
  'a file beside it mounts the folder of the compose file': {
    files: { 'compose.yaml': compose(long, wrong).replace(`configs:\n      - ${long}`, 'volumes: [".:/etc/nginx"]') },
  },
}

/** The content as one line, in quotes. */
const quoted = (content: string, mark: string): string => compose(long, '', `${mark}${content}${mark}`)

Object.assign(cases, {
  'a folded block': {
    files: { 'compose.yaml': compose(long, wrong, '>') },
    found: ['compose.yaml:13:44-48 port-mismatch'],
    fixed: { 'compose.yaml': compose(long, wrong.replace('8080', '3000'), '>') },
  },
  'single quotes': {
    files: { 'compose.yaml': quoted(`server { add_header A ''b''; location / { proxy_pass http://api:8080; } }`, "'") },
    found: ['compose.yaml:11:79-83 port-mismatch'],
    fixed: { 'compose.yaml': quoted(`server { add_header A ''b''; location / { proxy_pass http://api:3000; } }`, "'") },
  },
  'double quotes': {
    files: {
      'compose.yaml': quoted(
        'server {\\n  add_header A \\"b\\";\\n  location / { proxy_pass http://api:8080; }\\n}\\n',
        '"',
      ),
    },
    found: ['compose.yaml:11:85-89 port-mismatch'],
    fixed: {
      'compose.yaml': quoted(
        'server {\\n  add_header A \\"b\\";\\n  location / { proxy_pass http://api:3000; }\\n}\\n',
        '"',
      ),
    },
  },
  'a semicolon within double quotes': {
    files: { 'compose.yaml': quoted('server {\\n  listen 80\\n}\\n', '"') },
    found: ['compose.yaml:11:36-36 syntax-error'],
    fixed: { 'compose.yaml': quoted('server {\\n  listen 80;\\n}\\n', '"') },
  },
} satisfies Record<string, Case>)

describe('found and fixed', () => {
  for (const [name, each] of Object.entries(cases)) check(name, each)
})

describe('left alone', () => {
  const silent: Readonly<Record<string, string>> = {
    'a variable of compose': compose(long, wrong.replace('http://', 'http://$NAME')),
    'a variable with a default': compose(long, wrong.replace('8080', '${PORT:-8080}')),
    'a template of the image': compose('{ source: site, target: /etc/nginx/templates/a.conf.template }', wrong),
    'a script': compose('site', `#!/bin/sh\ncat > x <<EOF\n${wrong}EOF\n`),
    'another text': compose('site', 'hello: world\n'),
  }
  for (const [name, text] of Object.entries(silent)) check(name, { files: { 'compose.yaml': text } })
})

test('an override says it anew, and only the last word is placed', () => {
  const workspace = workspaceOf({
    'compose.yaml': compose(long, wrong),
    'compose.override.yaml': `services: { gateway: { restart: always } }\nconfigs:\n  site:\n    content: |\n      ${wrong.replaceAll('\n', '\n      ')}\n`,
  })
  expect(workspace.findings().map(finding => told(workspace, finding))).toEqual([
    'compose.override.yaml:6:44-48 port-mismatch',
  ])
})

test('a ConfigMap in another document of the file', () => {
  const workspace = workspaceOf({
    'compose.yaml': `${compose(long, wrong)}---\nkind: ConfigMap\ndata:\n  a.conf: |\n    server {\n      listen 80\n    }\n`,
  })
  expect(workspace.findings().map(finding => told(workspace, finding))).toEqual([
    'compose.yaml:13:44-48 port-mismatch',
    'compose.yaml:20:16-16 syntax-error',
  ])
})

test('a line that is put in has the indentation of the block', () => {
  const text = `services:
  gateway:
    image: nginx
    configs: [{ source: main, target: /etc/nginx/nginx.conf }]
  api: { image: example/api, ports: ["8080:3000"] }
configs:
  main:
    content: |
      events {}
      http {
        server {
          location / {
            set $$to api;
            proxy_pass http://$$to:3000;
          }
        }
      }
`
  const workspace = workspaceOf({ 'compose.yaml': text })
  const [found] = workspace.findings()
  expect(told(workspace, found!)).toBe('compose.yaml:14:24-40 no-resolver')
  expect(applyEdits(text, found!.fixes![0]!.edits)).toBe(
    text.replace('            proxy_pass', '            resolver 127.0.0.11 valid=10s;\n            proxy_pass'),
  )
})
