/** Whatever manifests hold: nothing is thrown, no rule fails, and every place lies within its file. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rules } from '../../server/rules/index.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { filesOf } from './facts.ts'

const sample = `==> k8s/base/all.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: gateway, namespace: shop, labels: { a: b } }
data:
  nginx.conf: |
    events {}
    http { server { listen 80; set $x api; location / { proxy_pass http://api:81; } location /b { proxy_pass http://$x; } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: &meta { name: gateway, namespace: shop }
spec:
  replicas: 1
  strategy: { type: Recreate }
  template:
    metadata: { labels: { app: gateway } }
    spec:
      hostAliases: [{ ip: 10.0.0.1, hostnames: [old] }]
      initContainers: [{ name: side, image: envoy, restartPolicy: Always }]
      containers:
        - name: nginx
          image: "nginx:1.27"
          command: [nginx, -g, "daemon off; $(X)"]
          args: ["--port=$(PORT)"]
          env: [{ name: PORT, value: "80" }, { name: B, valueFrom: { secretKeyRef: { name: a } } }]
          ports: [{ name: web, containerPort: 80 }]
          readinessProbe: { httpGet: { path: /, port: wep } }
          livenessProbe: { tcpSocket: { port: 81 }, periodSeconds: 5 }
          volumeMounts: [{ name: c, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf }]
      volumes: [{ name: c, projected: { sources: [{ configMap: { name: gateway, items: [{ key: nginx.conf, path: nginx.conf }] } }] } }]
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Service, metadata: { name: api, namespace: shop }, spec: { selector: { app: apii }, ports: [{ port: 80, targetPort: web, name: http }] } }
  - { apiVersion: v1, kind: Service, metadata: { name: db }, spec: { clusterIP: None, ports: [{ port: 80, targetPort: 5432 }] } }
  - { apiVersion: v1, kind: Service, metadata: { name: pay }, spec: { type: ExternalName, externalName: pay.example.com } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop, annotations: { nginx.ingress.kubernetes.io/proxy-read-timeout: 5m, nginx.ingress.kubernetes.io/backend-protocol: HTPPS } }
spec: { ingressClassName: nginx, rules: [{ http: { paths: [{ path: /ws, backend: { service: { name: apii, port: { number: 80 } } } }] } }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: edge }
spec: { rules: [{ timeouts: { request: 1s, backendRequest: 2s }, backendRefs: [{ name: api, namespace: shop, port: 81 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: in, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: a, operator: In, values: [b] }] } }], ports: [{ port: web }] }] }
==> k8s/base/kustomization.yaml
resources: [all.yaml]
configMapGenerator: [{ name: more, files: [a.conf, b=c.conf], literals: [x=y] }]
==> k8s/prod/kustomization.yaml
resources: [../base]
components: [../part]
namespace: prod
namePrefix: p-
labels: [{ pairs: { env: prod }, includeSelectors: true }]
images: [{ name: nginx, newTag: "2" }]
patches:
  - path: patch.yaml
  - target: { kind: Service, name: a.* }
    patch: |
      - { op: replace, path: /spec/ports/0/port, value: 82 }
      - { op: add, path: /metadata/labels, value: { a: b } }
==> k8s/prod/patch.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway }
spec: { template: { spec: { containers: [{ name: nginx, ports: [{ containerPort: 81 }] }, { name: old, $patch: delete }] } } }
==> k8s/part/kustomization.yaml
kind: Component
nameSuffix: -z
`

function read(text: string): void {
  const workspace = createWorkspace()
  for (const [file, content] of filesOf(text)) workspace.set(`/p/${file}`, content)
  for (const { rule, message, at, related = [], fixes = [] } of workspace.findings(rules)) {
    expect(message, rule).not.toContain('This is a fault of gatelint')
    for (const { file, start, end } of [
      at,
      ...related.map(other => other.at),
      ...fixes.flatMap(({ edits }) => edits.map(edit => edit.at)),
    ]) {
      const length = workspace.text(file)?.length ?? -1
      expect(start >= 0 && start <= end && end <= length, `${rule}: ${file} ${start} ${end}`).toBe(true)
    }
  }
}

test('as it is', () => read(sample))

test('cut at the end of any line', () => {
  for (let end = sample.indexOf('\n'); end >= 0; end = sample.indexOf('\n', end + 1)) read(sample.slice(0, end))
})

test('broken anywhere', () => {
  const marks = fc.constantFrom(
    '"',
    '{',
    '}',
    '[',
    ']',
    '${',
    ':',
    '\n',
    '  ',
    '#',
    '*meta',
    '|',
    '-',
    '{{ x }}',
    '\0',
    ' 0',
    'null',
  )
  const breaks = fc.array(fc.tuple(fc.nat(sample.length), marks, fc.nat(20)), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(breaks, all => {
      read(all.reduce((text, [at, mark, cut]) => text.slice(0, at) + mark + text.slice(at + cut), sample))
    }),
    { numRuns: 200 },
  )
})

test('a line left out', () => {
  const lines = sample.split('\n')
  for (const [index] of lines.entries()) read(lines.toSpliced(index, 1).join('\n'))
})
