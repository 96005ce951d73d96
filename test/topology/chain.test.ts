/** Gateways in a row: services listen where the configurations that they run say so. */
import { expect, test } from 'vitest'
import { createWorkspace } from '../../server/workspace.ts'
import { filesOf, listening, serviceIn, verdict } from './facts.ts'

const workspaceOf = (text: string) => {
  const workspace = createWorkspace()
  for (const [file, content] of filesOf(text)) workspace.set(file, content)
  return workspace
}

/** Each: a title, the files, and where the service `web` listens. */
const cases: readonly (readonly [title: string, files: string, expected: string])[] = [
  [
    'its whole configuration closes the question',
    `
services:
  web: { image: nginx, ports: ["8080:80"], expose: [9000], volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
==> nginx.conf
events {}
http {
  server { listen 3000; location / { return 200; } }
  server { listen 443 ssl; listen 8443 ssl http2; listen 81 proxy_protocol; listen 127.0.0.1:82; listen 83 http2; }
  server { listen unix:/run/web.sock; listen 444 quic; }
}
`,
    '3000 config http, 443 config https, 8443 config https, 81 config http PROXY, 82 config http loopback, 83 config | closed',
  ],
  [
    'a server without a listen',
    `
services:
  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
==> nginx.conf
events {}
http { server { location / { return 200; } } }
`,
    '80 config http | closed',
  ],
  [
    'HAProxy',
    `
services:
  web: { image: "haproxy:2.9", volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"] }
==> haproxy.cfg
defaults
  mode http
frontend web
  bind :80,:8080
  bind :443 ssl crt /etc/web.pem alpn h2
  bind 127.0.0.1:81 accept-proxy
  bind :82 proto h2
frontend raw
  mode tcp
  bind :5432
  bind /run/raw.sock
`,
    '80 config http, 8080 config http, 443 config https, 81 config http loopback PROXY, 82 config h2c, 5432 config | closed',
  ],
  [
    'a file in conf.d stands beside the server that the image brings',
    `
services:
  web: { image: nginx, volumes: ["./web.conf:/etc/nginx/conf.d/web.conf"] }
==> web.conf
server { listen 3000; }
`,
    '3000 config http, 80 image nginx, 8080 image nginx | closed',
  ],
  [
    'a file in its place',
    `
services:
  web: { build: . }
==> Dockerfile
FROM node:22 AS build
RUN npm run build
FROM nginx
COPY --from=build /app/dist /usr/share/nginx/html
COPY web.conf /etc/nginx/conf.d/default.conf
EXPOSE 80
==> web.conf
server { listen 3000; }
`,
    '3000 config http | closed',
  ],
  [
    'a template of its place',
    `
services:
  web: { image: nginx, environment: { WEB_PORT: 8081 }, volumes: ["./templates:/etc/nginx/templates"] }
==> templates/default.conf.template
server { listen \${WEB_PORT}; }
`,
    '8081 config http | closed',
  ],
  [
    'a port that is not known',
    `
services:
  web: { image: nginx, expose: [9000], volumes: ["./templates:/etc/nginx/templates"] }
==> templates/default.conf.template
server { listen \${WEB_PORT}; listen 81; }
`,
    '9000 expose, 81 config',
  ],
  [
    'an include that is not here',
    `
services:
  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
==> nginx.conf
events {}
http { include /etc/nginx/sites/*.conf; server { listen 3000; } }
`,
    '3000 config',
  ],
  [
    'an image that may run more than its gateway',
    `
services:
  web: { image: example/web, expose: [9000], volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
==> nginx.conf
events {}
http { server { listen 3000; } server { listen 127.0.0.1:81; } }
`,
    '9000 expose, 3000 config',
  ],
  [
    'a build that edits its configuration',
    `
services:
  web: { build: . }
==> Dockerfile
FROM nginx
COPY web.conf /etc/nginx/conf.d/default.conf
RUN sed -i 's/3000/8080/' /etc/nginx/conf.d/default.conf
==> web.conf
server { listen 3000; }
`,
    '3000 config',
  ],
  [
    'a script that the official image runs before nginx',
    `
services:
  web: { image: nginx, volumes: ["./web.conf:/etc/nginx/conf.d/default.conf", "./start.sh:/docker-entrypoint.d/40-ports.sh"] }
==> web.conf
server { listen 3000; }
`,
    '3000 config',
  ],
  [
    'a guest in its network may listen, too',
    `
services:
  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
  app: { image: example/app, network_mode: "service:web" }
==> nginx.conf
events {}
http { server { listen 3000; } }
`,
    '3000 config',
  ],
]

test.each(cases)('%s', (_, files, expected) => {
  expect(listening(serviceIn(workspaceOf(files).topology(), 'web'))).toBe(expected)
})

test('HAProxy in front of nginx in front of an application', () => {
  const workspace = workspaceOf(`
services:
  edge: { image: "haproxy:2.9", volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"] }
  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
  app: { image: "python:3.12", command: uvicorn app:app --host 0.0.0.0 --port 8000 }
==> haproxy.cfg
defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
frontend edge
  bind :80
  default_backend web
backend web
  server web web:8080
==> nginx.conf
events {}
http { server { listen 3000; location / { proxy_pass http://app:8000; } } }
`)
  expect(verdict(serviceIn(workspace.topology(), 'web'), 8080)).toBe('closed 3000')
  const told = () => workspace.findings().map(({ rule, at }) => `${at.file} ${rule}`)
  expect(told()).toEqual(['haproxy.cfg port-mismatch'])
  workspace.set('nginx.conf', workspace.text('nginx.conf')!.replace('3000', '8080'))
  expect(told()).toEqual([])
})

/** Each: a title, the files, and the findings as "file:line rule". */
const judged: readonly (readonly [title: string, files: string, expected: readonly string[]])[] = [
  [
    'one file in two services: faulted for what fails in both',
    `
services:
  a: { image: nginx, networks: [one], volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
  b: { image: nginx, networks: [one], volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
  api: { image: "python:3.12", networks: [one], command: uvicorn app:app --host 0.0.0.0 --port 8000 }
networks: { one: }
==> nginx.conf
events {}
http { server { listen 80; location / { proxy_pass http://api:8001; } } }
`,
    ['nginx.conf:2 port-mismatch'],
  ],
  [
    'one file in two services: silent where it is right in one of them',
    `
services:
  a: { image: nginx, networks: [one], volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
  b: { image: nginx, networks: [two], volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
  first: { image: "python:3.12", networks: { one: { aliases: [api] } }, command: uvicorn app:app --host 0.0.0.0 --port 8000 }
  second: { image: "python:3.12", networks: { two: { aliases: [api] } }, command: uvicorn app:app --host 0.0.0.0 --port 8001 }
networks: { one: , two: }
==> nginx.conf
events {}
http { server { listen 80; location / { proxy_pass http://api:8001; } } }
`,
    [],
  ],
  [
    'an image that is built from another context',
    `
services:
  web: { build: { context: ., dockerfile: deploy/web/Dockerfile } }
  api: { build: { context: ./api } }
==> deploy/web/Dockerfile
FROM nginx:1.27
COPY deploy/web/site.conf /etc/nginx/conf.d/default.conf
==> deploy/web/site.conf
server {
  listen 80;
  location / { proxy_pass http://api:3000; }
}
==> api/Dockerfile
FROM python:3.12
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]
`,
    ['deploy/web/site.conf:3 port-mismatch'],
  ],
  [
    'a template that asks a gateway behind it',
    `
services:
  edge: { image: nginx, environment: { WEB: "web:81" }, volumes: ["./templates:/etc/nginx/templates"] }
  web: { image: nginx, volumes: ["./web.conf:/etc/nginx/conf.d/default.conf"] }
==> templates/default.conf.template
server { listen 80; location / { proxy_pass http://\${WEB}; } }
==> web.conf
server { listen 8080; location / { return 200; } }
`,
    ['compose.yaml:2 port-mismatch'],
  ],
  [
    'TLS to a gateway that speaks none',
    `
services:
  edge: { image: nginx, volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"] }
  web: { image: nginx, volumes: ["./web.conf:/etc/nginx/conf.d/default.conf"] }
==> edge.conf
server { listen 80; location / { proxy_pass https://web:8080; } }
==> web.conf
server { listen 8080; location / { return 200; } }
`,
    ['edge.conf:1 scheme-mismatch'],
  ],
  [
    'a gateway that listens on its loopback address',
    `
services:
  edge: { image: nginx, volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"] }
  web: { image: nginx, volumes: ["./web.conf:/etc/nginx/conf.d/default.conf"] }
==> edge.conf
server { listen 80; location / { proxy_pass http://web:8080; } }
==> web.conf
server { listen 127.0.0.1:8080; location / { return 200; } }
`,
    ['edge.conf:1 loopback-bind'],
  ],
]

test.each(judged)('%s', (_, files, expected) => {
  const workspace = workspaceOf(files)
  const told = workspace
    .findings()
    .map(({ rule, at }) => `${at.file}:${workspace.locate(at.file, at.start).line + 1} ${rule}`)
  expect(told).toEqual(expected)
})

test('what is found in a cluster is found after an edit elsewhere, too', () => {
  const gateway =
    'events {}\nhttp {\n  server {\n    listen 8000;\n    location / { proxy_pass http://api; }\n    # note\n  }\n}\n'
  const manifest = `apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: example/api, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: out }
spec:
  podSelector: { matchLabels: { app: gateway } }
  policyTypes: [Egress]
  egress: [{ ports: [{ port: 53, protocol: UDP }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway }
spec:
  selector: { matchLabels: { app: gateway } }
  template:
    metadata: { labels: { app: gateway } }
    spec:
      containers:
        - name: nginx
          image: nginx:1.27
          volumeMounts: [{ name: config, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf }]
      volumes: [{ name: config, configMap: { name: gateway } }]
`
  const workspace = createWorkspace()
  workspace.set('/p/k8s.yaml', manifest)
  workspace.set('/p/nginx.conf', gateway)
  const found = () => workspace.findings().map(({ rule }) => rule)
  expect(found()).toContain('k8s-networkpolicy-blocks')
  workspace.set('/p/nginx.conf', gateway.replace('note', 'another note'))
  expect(found()).toContain('k8s-networkpolicy-blocks')
})
