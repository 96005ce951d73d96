/** The project that the tests open: a gateway of either kind, and compose files that say that `api` does not listen on 8080. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const files: Readonly<Record<string, string>> = {
  'compose.yaml': `services:
  gateway:
    image: nginx:1.27
    ports:
      - "80:80"
    volumes:
      - ./nginx.conf:/etc/nginx/nginx.conf:ro
      - ./conf.d:/etc/nginx/conf.d:ro

  api:
    image: registry.example/shop/api:4.2
    ports:
      - "8080:3000"

  accounts:
    image: registry.example/shop/accounts:1.9
    expose: ["9000"]
`,
  'nginx.conf': `events {}

http {
  # The shop's front door.
  upstream accounts {
    server accounts:9000 max_fails=3 fail_timeout=10s;
    zone accounts 64k;
  }

  server {
    listen 80 default_server;
    server_name shop.example;

    location / {
      proxy_pass http://api:8080;
      proxy_set_header Host $host;
      proxy_read_timeout 60s;
    }

    location ~ ^/account/(\\d+)$ {
      proxy_pass http://accounts/$1;
    }
  }

  include /etc/nginx/conf.d/*.conf;
}
`,
  'conf.d/admin.conf': `server {
  listen 8081;
  location / { return 204; }
}
`,
  'balancer/compose.yaml': `services:
  balancer:
    image: haproxy:3.0
    volumes:
      - ./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro

  api:
    image: registry.example/shop/api:4.2
    ports:
      - "8080:3000"
`,
  'balancer/haproxy.cfg': `defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s

frontend web
  bind :80
  acl is_api path_beg /api
  use_backend api if is_api
  default_backend api

backend api
  server api1 api:8080 check
`,
  'edge.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: edge
data:
  nginx.conf: |
    events {}
    http {
      server {
        listen 8080;
      }
    }
`,
  'edge.conf': `server {
  listen 8082;
  location / { return 204; }
}
`,
  'printer.conf': 'paper = a4\n',
  'setup.cfg': '[metadata]\nname = shop\n',
  'mime.types': 'types {\n  text/html html;\n}\n',
  Dockerfile: 'FROM nginx:1.27\n',
}

/** The part that is enough to see what this is about. */
export const essentials: readonly string[] = ['compose.yaml', 'nginx.conf', 'conf.d/admin.conf']

/** Writes the project anew, or some of its files, and answers the folder's full path. */
export function writeProject(folder: string, names: readonly string[] = Object.keys(files)): string {
  const root = path.resolve(folder)
  rmSync(root, { recursive: true, force: true })
  for (const name of names) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), files[name]!)
  }
  return root
}
