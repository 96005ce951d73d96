/** Workspaces that grow in one way each: in what a large one has much of, and in what nobody writes. */
import { generateConfig } from '../generate-config.ts'
import { generateMonorepo } from '../generate-monorepo.ts'

export interface Shape {
  /** Of what there are so many. */
  readonly unit: string
  /** Each twice the one before. */
  readonly sizes: readonly number[]
  /** Nobody writes it: it must come to an end in time as well. */
  readonly hostile?: boolean
  /** Texts by their paths. */
  files(size: number): ReadonlyMap<string, string>
}

const upTo = (largest: number): readonly number[] => [largest / 8, largest / 4, largest / 2, largest]

const each = (size: number, make: (index: number) => string): string =>
  Array.from({ length: size }, (_, index) => make(index)).join('')

const files = (entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(entries).map(([path, text]) => [`/shop/${path}`, text]))

const COMPOSE = 'services:\n  gateway:\n    image: nginx\n    volumes: ["./nginx:/etc/nginx"]\n'

/** nginx's files, beside a compose file that runs them. */
const nginx = (entries: Readonly<Record<string, string>>, services = ''): ReadonlyMap<string, string> =>
  new Map([
    ...files({ 'compose.yaml': COMPOSE + services }),
    ...Array.from(files(entries), ([path, text]): [string, string] => [path.replace('/shop/', '/shop/nginx/'), text]),
  ])

const http = (body: string): string => `events {}\nhttp {\n${body}}\n`

/** Many files of one kind, by the number in their names. */
const many = (size: number, name: (index: number) => string, text: (index: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => [name(index), text(index)]))

const server = (index: number): string =>
  `server {\n  listen ${8000 + (index % 400)};\n  server_name shop-${index}.example.com;\n  location / { proxy_pass http://10.0.${index % 250}.1:8080; }\n}\n`

/** A file that includes one that includes one, and so on. */
const chain = (size: number): ReadonlyMap<string, string> =>
  nginx({
    'nginx.conf': http('include 0.inc;\n'),
    ...many(
      size,
      index => `${index}.inc`,
      index => `${server(index)}${index + 1 < size ? `include ${index + 1}.inc;\n` : ''}`,
    ),
  })

export const shapes: Readonly<Record<string, Shape>> = {
  'lines of nginx': {
    unit: 'line',
    sizes: upTo(100_000),
    files: size => nginx({ 'nginx.conf': generateConfig('nginx', size) }),
  },
  'lines of HAProxy': {
    unit: 'line',
    sizes: upTo(100_000),
    files: size => files({ 'haproxy.cfg': generateConfig('haproxy', size) }),
  },
  'projects of a repository': {
    unit: 'project',
    sizes: upTo(800),
    files: size => generateMonorepo(size),
  },
  'files of one configuration': {
    unit: 'file',
    sizes: upTo(4_000),
    files: size =>
      nginx({ 'nginx.conf': http('include conf.d/*.conf;\n'), ...many(size, index => `conf.d/${index}.conf`, server) }),
  },
  'includes, each in the one before': { unit: 'file', sizes: upTo(192), files: chain },
  'upstreams of nginx': {
    unit: 'upstream',
    sizes: upTo(8_000),
    files: size =>
      nginx({
        'nginx.conf': http(
          `${each(size, index => `upstream u${index} { server 10.0.${index % 250}.1:8080; }\n`)}server {\n${each(size, index => `location /u${index}/ { proxy_pass http://u${index}; }\n`)}}\n`,
        ),
      }),
  },
  'backends of HAProxy': {
    unit: 'backend',
    sizes: upTo(8_000),
    files: size =>
      files({
        'haproxy.cfg': `defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\nfrontend web\n  bind :8080\n${each(size, index => `  use_backend b${index} if { path_beg /b${index}/ }\n`)}${each(size, index => `backend b${index}\n  server one 10.0.${index % 250}.1:8080\n`)}`,
      }),
  },
  'services of compose': {
    unit: 'service',
    sizes: upTo(4_000),
    files: size =>
      nginx(
        {
          'nginx.conf': http(
            `server {\n${each(size, index => `location /s${index}/ { proxy_pass http://s${index}:3000; }\n`)}}\n`,
          ),
        },
        each(size, index => `  s${index}:\n    image: example/s${index}\n    environment: { PORT: "3000" }\n`),
      ),
  },
  'services of Kubernetes': {
    unit: 'service',
    sizes: upTo(2_000),
    files: size => {
      const config = http(
        `server {\n${each(size, index => `location /s${index}/ { proxy_pass http://s${index}; }\n`)}}\n`,
      )
      return files({
        'k8s/kustomization.yaml':
          'resources: [gateway.yaml, services.yaml]\nconfigMapGenerator: [{ name: gateway, files: [nginx.conf] }]\n',
        'k8s/nginx.conf': config,
        'k8s/gateway.yaml': `${workload('gateway', 'nginx', 'volumeMounts: [{ name: config, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf }]')}      volumes: [{ name: config, configMap: { name: gateway } }]\n`,
        'k8s/services.yaml': each(
          size,
          index =>
            `${workload(`s${index}`, `example/s${index}`, 'env: [{ name: PORT, value: "3000" }]')}---\napiVersion: v1\nkind: Service\nmetadata: { name: s${index} }\nspec:\n  selector: { app: s${index} }\n  ports: [{ port: 80, targetPort: 3000 }]\n---\n`,
        ),
      })
    },
  },
  'one line, in kB': {
    unit: 'kB',
    sizes: upTo(10_000),
    hostile: true,
    files: size => nginx({ 'nginx.conf': `${'word '.repeat(size * 200)};\n` }),
  },
  'one word, in kB': {
    unit: 'kB',
    sizes: upTo(10_000),
    hostile: true,
    files: size => nginx({ 'nginx.conf': `${'w'.repeat(size * 1_000)};\n` }),
  },
  'blocks within each other': {
    unit: 'block',
    sizes: upTo(100_000),
    hostile: true,
    files: size => nginx({ 'nginx.conf': `${'server {\n'.repeat(size)}${'}\n'.repeat(size)}` }),
  },
  'quotes that nothing ends, nginx': {
    unit: 'quote',
    sizes: upTo(100_000),
    hostile: true,
    files: size => nginx({ 'nginx.conf': http('add_header X-Shop "open;\n'.repeat(size)) }),
  },
  'quotes that nothing ends, HAProxy': {
    unit: 'quote',
    sizes: upTo(100_000),
    hostile: true,
    files: size => files({ 'haproxy.cfg': `frontend web\n${'  http-request set-header X-Shop "open\n'.repeat(size)}` }),
  },
  // The linter follows the first 200, and reads all.
  'includes, each in the one before, far too deep': { unit: 'file', sizes: upTo(2_000), hostile: true, files: chain },
  'includes of one file': {
    unit: 'include',
    sizes: upTo(10_000),
    hostile: true,
    files: size => nginx({ 'nginx.conf': http('include server.inc;\n'.repeat(size)), 'server.inc': server(1) }),
  },
}

const workload = (name: string, image: string, settings: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n      containers:\n        - name: ${name}\n          image: ${image}\n          ${settings}\n`
