/** A workspace with a mark "|" in one of its texts: the place that a person asks about. */
import { createWorkspace, type Workspace } from '../../server/workspace.ts'

export interface Marked {
  readonly workspace: Workspace
  readonly file: string
  readonly offset: number
}

export const compose = `services:
  gateway:
    image: nginx:1.24
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]
  edge:
    image: haproxy:2.8
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
  api:
    image: example/api
    command: node server.js --port 3000
    ports: ["8080:3000"]
  php:
    image: php:8-fpm
  db:
    image: postgres:16
`

/** The texts by their paths below `/shop`; just one of them has a mark. */
export function marked(texts: Readonly<Record<string, string>>): Marked {
  const workspace = createWorkspace()
  let found: Omit<Marked, 'workspace'> | undefined
  for (const [name, text] of Object.entries(texts)) {
    const file = `/shop/${name}`
    const offset = text.indexOf('|')
    if (offset >= 0) found = { file, offset }
    const whole = offset < 0 ? text : text.slice(0, offset) + text.slice(offset + 1)
    workspace.set(file, whole, name.endsWith('.conf') ? 'nginx' : undefined)
  }
  return { workspace, ...found! }
}

/** A server of nginx with some lines in a location, in a whole configuration. */
export const inLocation = (lines: string): string => `events {}
http {
  upstream back { server api:3000; }
  log_format js '$status';
  limit_req_zone $binary_remote_addr zone=each:10m rate=1r/s;
  proxy_cache_path /c keys_zone=pages:10m;
  map $host $pool { default api:3000; shop.example php:80; }
  server {
    location @late { return 503; }
    location / {
      ${lines}
    }
  }
}
`
