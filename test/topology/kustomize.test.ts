/** What kustomizations make of manifests. */
import { expect, test } from 'vitest'
import { clusterIn, inPod, services, workloadIn } from './clusters.ts'
import { found, places, topology } from './facts.ts'

const api = `==> base/api.yaml
apiVersion: v1
kind: Service
metadata: { name: api }
spec:
  selector: { app: api }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: "example/api:1", ports: [{ containerPort: 8080 }] }
==> base/kustomization.yaml
resources: [api.yaml]
`

/** An overlay in its own folder. */
const overlay = (text: string, name = 'prod'): string => `==> ${name}/kustomization.yaml\nresources: [../base]\n${text}`

const cases: Readonly<Record<string, readonly [text: string, expected: readonly string[]]>> = {
  'a base alone': [api, ['api 80>8080 -> api']],
  'an overlay that changes nothing': [api + overlay(''), ['api 80>8080 -> api']],
  names: [api + overlay('namePrefix: a-\nnameSuffix: -z\n'), ['a-api-z 80>8080 -> a-api-z']],
  'labels on everything': [api + overlay('commonLabels: { env: prod }\n'), ['api 80>8080 -> api']],
  'labels, and what selects by them': [
    api + overlay('labels: [{ pairs: { env: prod }, includeSelectors: true }]\n'),
    ['api 80>8080 -> api'],
  ],
  'a strategic merge': [
    `${api}${overlay('patches: [{ path: patch.yaml }]\n')}==> prod/patch.yaml
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { ports: [{ port: 80, targetPort: 9090 }, { port: 443 }] }
`,
    ['api 80>9090 443 -> api'],
  ],
  'a strategic merge in place': [
    api +
      overlay(
        'patches:\n- patch: |\n    apiVersion: v1\n    kind: Service\n    metadata: { name: api }\n    spec: { selector: { app: other } }\n',
      ),
    ['api 80>8080 -> nobody'],
  ],
  'something is taken away': [
    api +
      overlay(
        'patchesStrategicMerge:\n- |\n  apiVersion: apps/v1\n  kind: Deployment\n  metadata: { name: api }\n  $patch: delete\n',
      ),
    ['api 80>8080 -> nobody'],
  ],
  'a JSON patch': [
    api +
      overlay(
        'patches:\n- target: { kind: Service }\n  patch: |\n    - { op: replace, path: /spec/ports/0/port, value: 81 }\n    - { op: remove, path: /spec/ports/0/targetPort }\n    - { op: add, path: /spec/ports/-, value: { port: 82 } }\n',
      ),
    ['api 81 82 -> api'],
  ],
  'a JSON patch in a file': [
    `${api}${overlay('patches: [{ path: ports.yaml, target: { kind: Service, name: api } }]\n')}==> prod/ports.yaml
- op: replace
  path: /spec/ports/0/port
  value: 81
`,
    ['api 81>8080 -> api'],
  ],
  'a patch that is not here: nothing is known of what it is for': [
    api + overlay('patches: [{ path: gone.yaml, target: { kind: Service } }]\n'),
    [],
  ],
  'a component': [
    `${api}${overlay('components: [../more]\n')}==> more/kustomization.yaml\nkind: Component\nnamePrefix: b-\n`,
    ['b-api 80>8080 -> b-api'],
  ],
}

test.each(Object.entries(cases))('%s', (_, [text, expected]) => {
  const whole = topology(text)
  expect(whole.clusters).toHaveLength(1)
  expect(services(clusterIn(whole, 'base/api.yaml'))).toEqual(expected)
})

test('an image of another tag', () => {
  const images = 'images: [{ name: example/api, newName: shop/api, newTag: "2" }]\n'
  const [container] = workloadIn(topology(api + overlay(images)), 'api', 'base/api.yaml').containers
  expect(container!.image!.text).toBe('shop/api:2')
})

test('two overlays are two clusters, each with its namespace', () => {
  const whole = topology(api + overlay('namespace: one\n', 'one') + overlay('namespace: two\n', 'two'))
  expect(whole.clusters.map(({ namespaces }) => [...namespaces])).toEqual([['one'], ['two']])
})

const gateway = `==> base/gateway.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway }
spec:
  template:
    metadata: { labels: { app: gateway } }
    spec:
      containers:
        - { name: nginx, image: nginx, volumeMounts: [{ name: config, mountPath: /etc/nginx/conf.d }] }
      volumes: [{ name: config, configMap: { name: gateway } }]
`

test('files of a generated ConfigMap stand in the pods that mount it', () => {
  const text = `${api.replace('[api.yaml]\n', '[api.yaml, gateway.yaml]\nconfigMapGenerator: [{ name: gateway, files: [default.conf, other.conf=conf/o.conf] }]\n')}${gateway}`
  for (const more of ['', overlay('namePrefix: a-\n')]) {
    const whole = topology(text + more)
    const name = more ? 'a-gateway' : 'gateway'
    expect(places(whole, 'base/default.conf')).toEqual([`${name} /etc/nginx/conf.d/default.conf`])
    expect(places(whole, 'base/conf/o.conf')).toEqual([`${name} /etc/nginx/conf.d/other.conf`])
    const asked = ['api', 'a-api', 'apii'].map(host => found(whole.lookup(host, inPod(whole, name, 'base/api.yaml'))))
    expect(asked).toEqual(
      more
        ? ['missing, nearest a-api', 'service a-api', 'missing']
        : ['service api', 'missing, nearest api', 'missing, nearest api'],
    )
  }
})

test('a generator adds to a ConfigMap of its base, or replaces it', () => {
  const base = `${api.replace('[api.yaml]\n', '[api.yaml, gateway.yaml]\nconfigMapGenerator: [{ name: gateway, files: [a.conf, b.conf] }]\n')}${gateway}`
  const at = (behavior: string, file: string): readonly string[] =>
    places(
      topology(base + overlay(`configMapGenerator: [{ name: gateway, behavior: ${behavior}, files: [b.conf] }]\n`)),
      file,
    )
  expect(['base/a.conf', 'base/b.conf', 'prod/b.conf'].map(file => at('merge', file).length)).toEqual([1, 0, 1])
  expect(['base/a.conf', 'base/b.conf', 'prod/b.conf'].map(file => at('replace', file).length)).toEqual([0, 0, 1])
})

test.each([
  ['a resource of another repository', 'resources: [api.yaml, gateway.yaml, "https://example.com/x.yaml"]\n'],
  ['a chart', 'resources: [api.yaml, gateway.yaml]\nhelmCharts: [{ name: x }]\n'],
  [
    'a patch for nobody',
    'resources: [api.yaml, gateway.yaml]\npatches: [{ patch: "- { op: remove, path: /spec }", target: { name: x } }]\n',
  ],
  ['a base that leads back', 'resources: [api.yaml, gateway.yaml, .]\n'],
])('nothing is missing where not all is known: %s', (_, kustomization) => {
  const whole = topology(`${api.replace('resources: [api.yaml]\n', kustomization)}${gateway}`)
  expect(found(whole.lookup('apii', inPod(whole, 'gateway', 'base/api.yaml')))).toBe('unknown')
})

test('a file beside a kustomization that does not name it is no part of it', () => {
  const whole = topology(`${api}${gateway}`)
  expect(whole.clusters).toHaveLength(2)
  expect(found(whole.lookup('api', inPod(whole, 'gateway', 'base/gateway.yaml')))).toBe('unknown')
})
