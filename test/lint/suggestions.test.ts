/** What is suggested in place of a name that is none can be written there, and is suggested once. */
import { expect, test } from 'vitest'
import { createWorkspace } from '../../server/workspace.ts'

const nginx = (http: string): string => `events {}\nhttp {\n${http}\n}\n`
const ingress = (ports: string): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: api, port: { name: htpp } } } }
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: ${ports} }
`

test.each<readonly [name: string, file: string, text: string, titles: readonly string[]]>([
  ['a variable', 'nginx.conf', nginx('server { set $app_ip 1; return 200 $app_id; }'), ['Write $app_ip']],
  ['a variable that no text can ask for', 'nginx.conf', nginx('server { set $app- 1; return 200 $app; }'), []],
  [
    'an upstream',
    'nginx.conf',
    nginx('upstream shop_app { server a:80; }\nserver { location / { proxy_pass http://shop_ap; } }'),
    ['Use "shop_app"'],
  ],
  [
    'an upstream whose name ends an address',
    'nginx.conf',
    nginx('upstream shop_app# { server a:80; }\nserver { location / { proxy_pass http://shop_app; } }'),
    ['Declare an upstream "shop_app", its address to be filled in'],
  ],
  ['a port of a Service', 'k8s.yaml', ingress('[{ name: http, port: 80 }]'), ['Use the port http']],
  [
    'a port that is there twice',
    'k8s.yaml',
    ingress('[{ name: http, port: 80 }, { name: http, port: 80 }]'),
    ['Use the port http'],
  ],
])('%s', (_, file, text, titles) => {
  const workspace = createWorkspace()
  workspace.set(`/p/${file}`, text)
  const fixes = workspace
    .findings()
    .filter(({ rule }) => ['undefined-variable', 'unknown-upstream', 'k8s-backend-port-mismatch'].includes(rule))
    .flatMap(({ fixes = [] }) => fixes)
  expect(fixes.map(({ title }) => title)).toEqual(titles)
})
