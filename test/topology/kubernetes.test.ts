/** What Kubernetes manifests come to: Services with their ports and pods, names as a pod asks them, and who runs a ConfigMap's text. */
import { describe, expect, test } from 'vitest'
import { clusterIn, inPod, services, workloadIn } from './clusters.ts'
import { found, listening, places, topology, verdict } from './facts.ts'

/** A Service of a name, with lines of its `spec`. */
const service = (name: string, spec: string, namespace?: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}${namespace ? `, namespace: ${namespace}` : ''} }\nspec:\n${indented(spec, 2)}---\n`

/** A Deployment of one container, with lines of the container. */
const deployment = (name: string, container: string, namespace?: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}${namespace ? `, namespace: ${namespace}` : ''} }\nspec:\n  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n      containers:\n        - name: ${name}\n${indented(container, 10)}---\n`

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by))

const file = (text: string, path = 'k8s.yaml'): string => `==> ${path}\n${text}`

describe('Services and their pods', () => {
  const cases: Readonly<Record<string, readonly [text: string, expected: readonly string[]]>> = {
    'the target is the port where none is written': [
      service('api', 'selector: { app: api }\nports: [{ port: 80 }]\n') + deployment('api', 'image: example/api\n'),
      ['api 80 -> api'],
    ],
    'a number, and a name': [
      service(
        'api',
        'selector: { app: api }\nports: [{ port: 80, targetPort: 8080, name: a }, { port: 443, targetPort: web, name: b }]\n',
      ) + deployment('api', 'image: example/api\n'),
      ['api 80>8080 443>web -> api'],
    ],
    'a selector of more than the pods have': [
      service('api', 'selector: { app: api, tier: web }\nports: [{ port: 80 }]\n') +
        deployment('api', 'image: example/api\n'),
      ['api 80 -> nobody'],
    ],
    'no selector': [
      service('api', 'ports: [{ port: 80 }]\n') + deployment('api', 'image: example/api\n'),
      ['api 80 -> nobody'],
    ],
    'another namespace': [
      service('api', 'selector: { app: api }\nports: [{ port: 80 }]\n', 'shop') +
        deployment('api', 'image: example/api\n', 'stock'),
      ['api 80 -> nobody'],
    ],
    'a namespace that is not written may be any': [
      service('api', 'selector: { app: api }\nports: [{ port: 80 }]\n', 'shop') +
        deployment('api', 'image: example/api\n'),
      ['api 80 -> api'],
    ],
    'a list': [
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: { name: api }\n  spec: { selector: { run: api }, ports: [{ port: 80 }] }\n- apiVersion: v1\n  kind: Pod\n  metadata: { name: api-pod, labels: { run: api } }\n  spec: { containers: [{ name: api, image: example/api }] }\n',
      ['api 80 -> api-pod'],
    ],
    'a CronJob': [
      service('api', 'selector: { app: api }\nports: [{ port: 80 }]\n') +
        'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: nightly }\nspec:\n  jobTemplate:\n    spec:\n      template:\n        metadata: { labels: { app: api } }\n        spec: { containers: [{ name: a, image: example/a }] }\n',
      ['api 80 -> nightly'],
    ],
    'a Service of Knative is none': [
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: api }\nspec: { template: {} }\n',
      [],
    ],
  }
  test.each(Object.entries(cases))('%s', (_, [text, expected]) =>
    expect(services(clusterIn(topology(file(text))))).toEqual(expected),
  )
})

describe('where a container listens', () => {
  const cases: readonly (readonly [container: string, expected: string])[] = [
    ['image: example/api\nports: [{ containerPort: 8080 }]\n', '8080 expose'],
    ['image: example/api\nports: [{ containerPort: 53, protocol: UDP }]\n', ''],
    ['image: example/api\nreadinessProbe: { httpGet: { path: /, port: 8080 } }\n', '8080 healthcheck http'],
    [
      'image: example/api\nports: [{ name: web, containerPort: 8080 }]\nlivenessProbe: { httpGet: { port: web, scheme: HTTPS } }\n',
      '8080 healthcheck https, 8080 expose',
    ],
    [
      'image: example/api\nports: [{ name: web, containerPort: 8080 }]\nlivenessProbe: { tcpSocket: { port: other } }\n',
      '8080 expose',
    ],
    ['image: python:3\ncommand: [gunicorn, -b, "0.0.0.0:9000", app]\n', '9000 command http | closed'],
    [
      'image: python:3\ncommand: [gunicorn]\nargs: [-b, "0.0.0.0:$(PORT)", app]\nenv: [{ name: PORT, value: "9000" }]\n',
      '9000 command http, 9000 environment | closed',
    ],
    [
      'image: python:3\ncommand: [gunicorn]\nargs: [-b, "0.0.0.0:$(PORT)", app]\nenvFrom: [{ configMapRef: { name: settings } }]\n',
      'unread',
    ],
    ['image: example/api\nenv: [{ name: PORT, value: "3000" }]\n', '3000 environment'],
    ['image: example/api\nenv: [{ name: PORT, valueFrom: { configMapKeyRef: { name: a, key: b } } }]\n', 'unread'],
    ['image: redis:7\n', '6379 image tcp Redis'],
  ]
  test.each(cases)('%j', (container, expected) => {
    const [first] = workloadIn(topology(file(deployment('api', container))), 'api').containers
    expect(listening(first!).replace(/^ \| /, '')).toBe(expected)
  })

  test('a sidecar counts, what only prepares does not', () => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec:\n  initContainers:\n  - { name: wait, image: busybox }\n  - { name: proxy, image: envoyproxy/envoy, restartPolicy: Always }\n  containers:\n  - { name: api, image: example/api }\n`
    expect(workloadIn(topology(file(text)), 'api').containers.map(each => each.container.text)).toEqual([
      'api',
      'proxy',
    ])
  })
})

describe('what a name means in a pod', () => {
  const gateway = (namespace?: string): string => deployment('gateway', 'image: nginx\n', namespace)
  const api = (namespace?: string): string =>
    service('api', 'selector: { app: api }\nports: [{ port: 80, targetPort: 8080 }]\n', namespace) +
    deployment('api', 'image: example/api\nports: [{ containerPort: 8080 }]\n', namespace)
  const cases: readonly (readonly [text: string, host: string, expected: string])[] = [
    [gateway() + api(), 'api', 'service api'],
    [gateway() + api(), 'API', 'service api'],
    [gateway() + api(), 'apii', 'missing, nearest api'],
    [gateway() + api(), 'clients', 'missing'],
    [gateway() + api(), 'kubernetes', 'unknown'],
    [gateway() + api(), 'api.shop', 'service api'],
    [gateway() + api(), 'apii.shop', 'unknown'],
    [gateway() + api(), 'localhost', 'unknown'],
    [gateway() + api(), '10.0.0.1', 'unknown'],
    [gateway('shop') + api('shop'), 'api', 'service api'],
    [gateway('shop') + api('shop'), 'api.shop', 'service api'],
    [gateway('shop') + api('shop'), 'api.shop.svc', 'service api'],
    [gateway('shop') + api('shop'), 'api.shop.svc.cluster.local', 'service api'],
    [gateway('shop') + api('shop'), 'api.shop.svc.cluster.local.', 'service api'],
    [gateway('shop') + api('shop'), 'api.shop.svc.example.org', 'unknown'],
    [gateway('shop') + api('shop'), 'apii.shop.svc.cluster.local', 'missing, nearest api.shop'],
    [gateway('shop') + api('shop'), 'api.shop.example', 'unknown'],
    [gateway('shop') + api('shop'), 'example.com', 'unknown'],
    [gateway('shop') + api('shop'), 'api.stock.svc', 'unknown'],
    [gateway('edge') + api('shop'), 'api', 'elsewhere api.shop'],
    [gateway('edge') + api('shop'), 'api.shop', 'service api'],
    [gateway('edge') + api('shop') + api('stock'), 'api', 'unknown'],
    [gateway('edge') + api(), 'api', 'service api'],
    [gateway() + api('shop'), 'api', 'service api'],
    [
      `${gateway()}${api()}apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: x }\n`,
      'apii',
      'unknown',
    ],
    [`${gateway().replace('    spec:\n', '    spec:\n      hostNetwork: true\n')}${api()}`, 'api', 'unknown'],
    [
      `${gateway().replace('    spec:\n', '    spec:\n      hostAliases: [{ ip: 10.0.0.1, hostnames: [old] }]\n')}${api()}`,
      'old',
      'unknown',
    ],
    [gateway(), 'api', 'unknown'],
    [
      `${gateway()}${api()}==> {{x}}.yaml\napiVersion: v1\nkind: Service\nmetadata: { name: "a b" }\n`,
      'apii',
      'unknown',
    ],
  ]
  test.each(cases)('%#: %2$s', (text, host, expected) => {
    const whole = topology(file(text))
    expect(found(whole.lookup(host, inPod(whole)))).toBe(expected)
  })

  test('a pod of a StatefulSet, by the headless Service that governs it', () => {
    const whole = topology(
      file(
        `${gateway()}${service('db', 'clusterIP: None\nselector: { app: db }\nports: [{ port: 80, targetPort: 5432 }]\n')}apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: main }\nspec:\n  serviceName: db\n  template:\n    metadata: { labels: { app: db } }\n    spec: { containers: [{ name: db, image: example/db, ports: [{ containerPort: 5432 }] }] }\n`,
      ),
    )
    expect(
      ['main-0.db', 'main-12.db.shop.svc', 'other-0.db', 'main.db'].map(host =>
        found(whole.lookup(host, inPod(whole))),
      ),
    ).toEqual(['service db', 'service db', 'unknown', 'unknown'])
  })
})

describe('which ports a name answers on', () => {
  const cases: readonly (readonly [spec: string, port: number, expected: string])[] = [
    ['ports: [{ port: 80, targetPort: 8080 }]\n', 80, 'open service'],
    ['ports: [{ port: 80, targetPort: 8080 }]\n', 8080, 'closed 80'],
    ['ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }]\ntype: NodePort\n', 30080, 'closed 80'],
    ['ports: [{ port: 80, protocol: UDP }, { port: 81, name: b }]\n', 80, 'closed 81'],
    ['ports: [{ port: 80 }, { port: "${PORT}", name: b }]\n', 81, 'unknown'],
    ['type: ExternalName\nexternalName: api.example\nports: [{ port: 80 }]\n', 81, 'unknown'],
    ['clusterIP: None\nports: [{ port: 80, targetPort: 8080 }]\n', 80, 'published 8080'],
    ['clusterIP: None\nports: [{ port: 80, targetPort: 8080 }]\n', 8080, 'open expose'],
    ['clusterIP: None\nports: [{ port: 80, targetPort: web }]\n', 80, 'published 8080'],
  ]
  test.each(cases)('%j %i', (spec, port, expected) => {
    const text = `${deployment('gateway', 'image: nginx\n')}${service('api', `selector: { app: api }\n${spec}`)}${deployment('api', 'image: example/api\nports: [{ name: web, containerPort: 8080 }]\n')}`
    const whole = topology(file(text))
    const lookup = whole.lookup('api', inPod(whole))
    expect(lookup.kind === 'service' && verdict(lookup.service, port)).toBe(expected)
  })
})

describe('who runs a text', () => {
  const configMap = (keys: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: gateway }\ndata:\n${indented(keys, 2)}---\n`
  const gateway = (mount: string, volume: string): string =>
    deployment('gateway', `image: nginx:1\nvolumeMounts:\n- { name: config, ${mount} }\n`).replace(
      '---\n',
      `      volumes:\n      - name: config\n${indented(volume, 8)}---\n`,
    )
  const text = configMap('default.conf: |\n  server {}\nother.conf: |\n  server {}\n')
  const path = (key: string): string => `configmap:a/k8s.yaml#default/gateway/${key}`
  const cases: readonly (readonly [name: string, text: string, asked: string, expected: readonly string[]])[] = [
    [
      'a volume',
      text + gateway('mountPath: /etc/nginx/conf.d', 'configMap: { name: gateway }\n'),
      path('default.conf'),
      ['gateway /etc/nginx/conf.d/default.conf'],
    ],
    [
      'an item',
      text +
        gateway(
          'mountPath: /etc/nginx/conf.d',
          'configMap: { name: gateway, items: [{ key: default.conf, path: web.conf }] }\n',
        ),
      path('default.conf'),
      ['gateway /etc/nginx/conf.d/web.conf'],
    ],
    [
      'what is no item',
      text +
        gateway(
          'mountPath: /etc/nginx/conf.d',
          'configMap: { name: gateway, items: [{ key: default.conf, path: web.conf }] }\n',
        ),
      path('other.conf'),
      [],
    ],
    [
      'a sub-path',
      text + gateway('mountPath: /etc/nginx/nginx.conf, subPath: default.conf', 'configMap: { name: gateway }\n'),
      path('default.conf'),
      ['gateway /etc/nginx/nginx.conf'],
    ],
    [
      'what is no sub-path',
      text + gateway('mountPath: /etc/nginx/nginx.conf, subPath: default.conf', 'configMap: { name: gateway }\n'),
      path('other.conf'),
      [],
    ],
    [
      'a projected volume',
      text + gateway('mountPath: /etc/nginx/conf.d', 'projected: { sources: [{ configMap: { name: gateway } }] }\n'),
      path('default.conf'),
      ['gateway /etc/nginx/conf.d/default.conf'],
    ],
    [
      'another ConfigMap',
      text + gateway('mountPath: /etc/nginx/conf.d', 'configMap: { name: gatewayy }\n'),
      path('default.conf'),
      [],
    ],
    [
      'a ConfigMap that is made by hand of what lies beside',
      gateway('mountPath: /etc/nginx/conf.d', 'configMap: { name: gateway }\n'),
      'a/default.conf',
      ['gateway /etc/nginx/conf.d/default.conf'],
    ],
    [
      'the same by a sub-path',
      gateway('mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf', 'configMap: { name: gateway }\n'),
      'a/nginx.conf',
      ['gateway /etc/nginx/nginx.conf'],
    ],
    ['a Secret', gateway('mountPath: /etc/nginx/conf.d', 'secret: { secretName: gateway }\n'), 'default.conf', []],
  ]
  test.each(cases)('%s', (_, manifests, asked, expected) =>
    expect(places(topology(file(manifests, 'a/k8s.yaml')), asked)).toEqual(expected),
  )
})

test('a Service that is applied apart may be in the namespace of the pod', () => {
  const kustomization = (folder: string): string => `==> ${folder}/kustomization.yaml\nresources: [all.yaml]\n`
  const api = (namespace: string): string => service('api', 'ports: [{ port: 80 }]\n', namespace)
  const gateway = file(deployment('gateway', 'image: nginx\n', 'edge') + api('shop'), 'a/all.yaml') + kustomization('a')
  const asked = (text: string): string => {
    const whole = topology(text)
    return found(whole.lookup('api', inPod(whole, 'gateway', 'a/all.yaml')))
  }
  expect(asked(gateway)).toBe('elsewhere api.shop')
  expect(asked(gateway + file(api('edge'), 'b/all.yaml') + kustomization('b'))).toBe('unknown')
})

describe('which manifests belong together', () => {
  const api = (port: number): string =>
    service('api', `selector: { app: api }\nports: [{ port: ${port} }]\n`) + deployment('api', 'image: example/api\n')
  const gateway = deployment('gateway', 'image: nginx\n')
  const cases: Readonly<Record<string, readonly [text: string, from: string, expected: string]>> = {
    'the files of a folder': [
      file(gateway, 'a/gateway.yaml') + file(api(80), 'a/api.yaml'),
      'a/gateway.yaml',
      'service api',
    ],
    'folders of no telling name are apart': [
      file(gateway, 'a/gateway.yaml') + file(api(80), 'b/api.yaml'),
      'a/gateway.yaml',
      'unknown',
    ],
    'folders below one that is called so': [
      file(gateway, 'k8s/gateway/g.yaml') + file(api(80), 'k8s/api/a.yaml'),
      'k8s/gateway/g.yaml',
      'service api',
    ],
    'variants of each other': [
      file(gateway + api(80), 'k8s/one/all.yaml') + file(gateway + api(81), 'k8s/two/all.yaml'),
      'k8s/one/all.yaml',
      'service api',
    ],
    'a folder is one of several variants': [
      file(gateway, 'k8s/prod/g.yaml') + file(api(80), 'k8s/base/a.yaml'),
      'k8s/prod/g.yaml',
      'unknown',
    ],
    'a file of the folder is a variant of another': [
      file(gateway, 'a/gateway.yaml') + file(api(80), 'a/one.yaml') + file(api(81), 'a/two.yaml'),
      'a/gateway.yaml',
      'unknown',
    ],
    'its own file counts first': [
      file(gateway + api(80), 'a/all.yaml') + file(api(81), 'a/other.yaml'),
      'a/all.yaml',
      'service api',
    ],
  }
  test.each(Object.entries(cases))('%s', (_, [text, from, expected]) => {
    const whole = topology(text)
    expect(found(whole.lookup('api', inPod(whole, 'gateway', from)))).toBe(expected)
  })
})
