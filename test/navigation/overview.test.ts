/** What a file holds and what of it folds away, where its paths lead, and what a search finds. */
import { describe, expect, test } from 'vitest'
import { foldsOf } from '../../server/features/folding.ts'
import { linksIn } from '../../server/features/links.ts'
import { outlineOf, type Part } from '../../server/features/outline.ts'
import { search } from '../../server/features/search.ts'
import type { Workspace } from '../../server/workspace.ts'
import { readMarked, shown, type Texts, twice } from './marked.ts'

/** One line for each part: "kind text | detail | head", inner ones further in. */
const drawn = (workspace: Workspace, parts: readonly Part[], depth = 0): string =>
  parts
    .map(({ kind, text, detail, head, at, inner }) => {
      expect(head.start).toBeGreaterThanOrEqual(at.start)
      expect(head.end).toBeLessThanOrEqual(at.end)
      const [place] = shown(workspace, [head])
      const line = `${'  '.repeat(depth)}${kind} ${text}${detail ? ` | ${detail}` : ''} @ ${place!.replace(/^[^:]*:/, '')}\n`
      return line + drawn(workspace, inner, depth + 1)
    })
    .join('')

function outlines(name: string, file: string, text: string, expected: string): void {
  twice(name, { [file]: text }, files => {
    const { workspace } = readMarked(files)
    expect(drawn(workspace, outlineOf(workspace, `/p/${file}`))).toBe(expected)
  })
}

describe('the outline', () => {
  outlines(
    'of nginx',
    'nginx.conf',
    `events {}
http {
  log_format plain '$status';
  limit_req_zone $binary_remote_addr zone=calls:10m rate=1r/s;
  map $host $pool {
    default app;
  }
  upstream app {
    server api:3000 weight=2;
  }
  server {
    listen 80;
    listen [::]:80;
    listen 127.0.0.1:8080;
    server_name example.com www.example.com old.example.com;
    if ($host = old.example.com) { return 301 https://example.com; }
    location = /x { return 204; }
    location ~ \\.php$ {
      content_by_lua_block { ngx.say(1) }
    }
    location @down { return 503; }
  }
  server {
    listen unix:/run/nginx.sock;
  }
}
`,
    `block events @ 1:1 events
block http @ 2:1 http
  format log_format plain @ 3:3 log_format plain
  zone limit_req_zone zone=calls:10m | $binary_remote_addr @ 4:3 limit_req_zone $binary_remote_addr zone=calls:10m
  variable map $pool | $host @ 5:3 map $host $pool
  upstream upstream app @ 8:3 upstream app
    target server api:3000 | weight=2 @ 9:5 server api:3000
  gateway server example.com www.example.com :80 127.0.0.1:8080 | old.example.com @ 11:3 server
    condition if ($host = old.example.com) @ 16:5 if ($host = old.example.com)
    location location = /x @ 17:5 location = /x
    location location ~ \\.php$ @ 18:5 location ~ \\.php$
      code content_by_lua_block @ 19:7 content_by_lua_block
    location location @down @ 21:5 location @down
  gateway server unix:/run/nginx.sock @ 23:3 server
`,
  )
  outlines(
    'of HAProxy',
    'haproxy.cfg',
    `global
  log stdout local0
defaults base
  mode http
frontend www from base
  bind :80
  bind :443 ssl crt /c.pem
  acl api path_beg /api
  use_backend web if api
backend web
  server one 10.0.0.1:80 check
  server-template more 2 api:80
resolvers docker
  nameserver dns 127.0.0.11:53
`,
    `block global @ 1:1 global
defaults defaults base @ 3:1 defaults base
gateway frontend www | :80 :443 @ 5:1 frontend www
  acl acl api | path_beg /api @ 8:3 acl api
upstream backend web @ 10:1 backend web
  target server one | 10.0.0.1:80 @ 11:3 server one
  target server-template more | 2 api:80 @ 12:3 server-template more
declaration resolvers docker @ 13:1 resolvers docker
  declaration nameserver dns | 127.0.0.11:53 @ 14:3 nameserver dns
`,
  )
  outlines(
    'of what stands in a manifest',
    'web.yaml',
    `apiVersion: v1
kind: ConfigMap
metadata: { name: web }
data:
  one.conf: |
    upstream a { server 10.0.0.1; }
  haproxy.cfg: |
    backend b
      server one 10.0.0.1:80
`,
    `file one.conf | nginx @ 6:5 upstream
  upstream upstream a @ 6:5 upstream a
    target server 10.0.0.1 @ 6:18 server 10.0.0.1
file haproxy.cfg | haproxy @ 8:5 backend
  upstream backend b @ 8:5 backend b
    target server one | 10.0.0.1:80 @ 9:7 server one
`,
  )

  test('of blocks a hundred thousand deep is no deeper than an editor can show', () => {
    const { workspace } = readMarked({ 'nginx.conf': 'location / {'.repeat(100_000) + '}'.repeat(100_000) })
    let depth = 0
    for (let parts = outlineOf(workspace, '/p/nginx.conf'); parts.length > 0; parts = parts[0]!.inner) depth += 1
    expect(depth).toBeLessThan(100)
  })
})

describe('what folds', () => {
  const folds = (name: string, file: string, text: string, expected: readonly string[]): void =>
    twice(name, { [file]: text }, files => {
      const { workspace } = readMarked(files)
      // Lines counted from one, as editors show them.
      expect(
        foldsOf(workspace, `/p/${file}`)?.map(({ first, last, kind }) => `${first + 1}-${last + 1} ${kind}`),
      ).toEqual(expected)
    })
  folds(
    'in nginx: blocks, code, comments, long statements',
    'nginx.conf',
    `# one
# two
http {
  log_format long '$status'
    '$host';
  server {
    listen 80; # aside
    # three
    # four

    # five
    location / { return 204; }
    content_by_lua_block {
      ngx.say(1)
    }
  }
}
`,
    ['1-2 comment', '3-16 block', '4-5 block', '6-15 block', '8-9 comment', '13-14 block'],
  )
  folds(
    'in HAProxy: sections',
    'haproxy.cfg',
    `# head
# of it
global
  log stdout local0

defaults
  mode http
  # end
frontend www
  bind :80
backend empty
`,
    ['1-2 comment', '3-4 block', '6-7 block', '9-10 block'],
  )
  folds(
    'in a manifest, with the lines around by their indentation',
    'compose.yaml',
    `services:
  web:
    image: nginx

    configs: [web]
  db:
    image: postgres
configs:
  web:
    content: |
      server {
        listen 80;
      }
# end
`,
    ['1-7 block', '2-5 block', '6-7 block', '8-13 block', '9-13 block', '10-13 block', '11-12 block'],
  )
  test('is not told of a file without a configuration', () => {
    const { workspace } = readMarked({ 'compose.yaml': 'services:\n  web:\n    image: nginx\n' })
    expect(foldsOf(workspace, '/p/compose.yaml')).toBeUndefined()
  })
  folds(
    'in a here-document',
    'Dockerfile',
    `FROM nginx
COPY <<"EOF" /etc/nginx/conf.d/default.conf
server {
  listen 80;
}
EOF
`,
    ['3-4 block'],
  )
})

describe('links', () => {
  const links = (name: string, files: Texts, expected: Readonly<Record<string, readonly string[]>>): void =>
    twice(name, files, files => {
      const { workspace } = readMarked(files)
      const found = Object.keys(files).map((file): [string, readonly string[]] => [
        file,
        linksIn(workspace, `/p/${file}`).map(
          ({ at, file, others }) =>
            `${shown(workspace, [at])[0]!.replace(/^[^:]*:/, '')} → ${file.slice(3)}${others > 0 ? ` and ${others}` : ''}`,
        ),
      ])
      expect(Object.fromEntries(found.filter(([, all]) => all.length > 0))).toEqual(expected)
    })
  links(
    'from a compose file to what it mounts and reads, and on to what that includes',
    {
      'compose.yaml': `include: [other/compose.yaml]
services:
  gateway:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro", "./sites:/etc/nginx/sites", "data:/data"]
    env_file: [.env, { path: gone.env }]
  edge:
    image: haproxy
    configs: [edge]
    volumes: [{ type: bind, source: ./errors, target: /errors }]
  built: { build: { context: ., dockerfile: Dockerfile } }
configs:
  edge: { file: ./edge.cfg }
volumes: { data: {} }
`,
      'other/compose.yaml': 'services: { db: { image: postgres } }\n',
      '.env': 'A=1\n',
      'nginx.conf': 'events {}\nhttp { include sites/*.conf; include /etc/nginx/sites/a.conf; include mime.types; }\n',
      'sites/a.conf': 'server { listen 80; }\n',
      'sites/b.conf': 'server { listen 81; }\n',
      'edge.cfg': 'frontend www\n  bind :80\n  default_backend b\nbackend b\n  server a 10.0.0.1:80\n',
      Dockerfile: 'FROM nginx\nCOPY sites/b.conf gone.conf /etc/nginx/conf.d/\n',
    },
    {
      'compose.yaml': [
        '1:11 other/compose.yaml → other/compose.yaml',
        '5:16 ./nginx.conf → nginx.conf',
        '6:16 .env → .env',
        '11:45 Dockerfile → Dockerfile',
        '13:17 ./edge.cfg → edge.cfg',
      ],
      'nginx.conf': ['2:16 sites/*.conf → sites/a.conf and 1', '2:38 /etc/nginx/sites/a.conf → sites/a.conf'],
      Dockerfile: ['2:6 sites/b.conf → sites/b.conf'],
    },
  )
  links(
    'from HAProxy to its files, where they are mounted',
    {
      'compose.yaml': `services:
  edge:
    image: haproxy
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg", "./maps:/etc/maps", "./503.http:/errors/503.http"]
`,
      'haproxy.cfg': `frontend www
  bind :80
  errorfile 503 /errors/503.http
  errorfile 502 /elsewhere/502.http
  acl inside src -f /etc/maps/inside.lst
  use_backend %[req.hdr(host),lower,map_dom(/etc/maps/hosts.map,web)] if inside
backend web
  server a 10.0.0.1:80
`,
    },
    {
      'compose.yaml': ['4:16 ./haproxy.cfg → haproxy.cfg'],
      'haproxy.cfg': [
        '3:17 /errors/503.http → 503.http',
        '5:21 /etc/maps/inside.lst → maps/inside.lst',
        '6:45 /etc/maps/hosts.map → maps/hosts.map',
      ],
    },
  )
})

describe('a search', () => {
  const { workspace } = readMarked({
    'nginx.conf': `events {}
http {
  upstream app { server api:3000; }
  server { listen 80; server_name shop.example; location /api/ { proxy_pass http://app; } }
}
`,
    'haproxy.cfg': 'frontend www\n  bind :80\n  default_backend web\nbackend web\n  server one 10.0.0.1:80\n',
    'compose.yaml': 'name: shop\nservices:\n  api: { image: example/api }\n',
  })
  test.each([
    ['web', ['backend web']],
    ['api', ['api', 'location /api/']],
    ['loc api', ['location /api/']],
    ['SHEX', ['server shop.example :80']],
    ['upapp', ['upstream app']],
    ['zzz', []],
    ['', ['api', 'backend web', 'frontend www', 'location /api/', 'server shop.example :80', 'upstream app']],
  ])('for "%s"', (query, expected) => {
    expect(search(workspace, query).map(({ text }) => text)).toEqual(expected)
  })
  test('tells where each stands', () => {
    const [service] = search(workspace, 'api')
    expect(service).toMatchObject({ kind: 'service', within: 'shop' })
    expect(shown(workspace, [service!.at])).toEqual(['compose.yaml:3:3 api'])
    const [location] = search(workspace, 'locapi')
    expect(location).toMatchObject({ kind: 'location', within: 'server shop.example :80' })
  })
})
