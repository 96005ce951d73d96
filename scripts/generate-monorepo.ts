/** Writes a repository of many projects, each with a gateway and six manifests: `npx tsx scripts/generate-monorepo.ts FOLDER 500`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** How many compose files, Dockerfiles and files of Kubernetes each gateway has; `.env` files are not counted. */
export const MANIFESTS_OF_A_GATEWAY = 6

/** The files by their paths, the same for the same number. One project of 25 asks a service for a port that only the host has. */
export function generateMonorepo(gateways: number): ReadonlyMap<string, string> {
  return new Map(
    Array.from({ length: gateways }, (_, number) => projectOf(number)).flatMap(project => {
      const files = project.cluster ? clusterFiles(project) : composeFiles(project)
      const others = { 'README.md': `# ${project.name}\n`, 'src/index.js': `console.log('${project.name}')\n` }
      return Object.entries({ ...files, ...others }).map(([path, text]): [string, string] => [
        `teams/${project.team}/${project.name}/${path}`,
        text,
      ])
    }),
  )
}

/** Writes the files, and returns how many they are. */
export function writeMonorepo(folder: string, gateways: number): number {
  const files = generateMonorepo(gateways)
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return files.size
}

interface Project {
  readonly number: number
  readonly name: string
  readonly team: string
  readonly dialect: 'nginx' | 'haproxy'
  /** Runs in Kubernetes; the others have compose files. */
  readonly cluster: boolean
  readonly faulty: boolean
  readonly services: readonly Service[]
}

interface Service {
  readonly name: string
  readonly port: number
  /** Where the gateway asks for it. */
  readonly asked: number
  /** The host's side of the mapping. */
  readonly published: number
}

const SUBJECTS = ['cart', 'orders', 'search', 'stock', 'prices', 'reviews', 'mail', 'billing', 'media', 'maps', 'login']
const ROLES = ['api', 'web', 'feed', 'admin', 'audit', 'export', 'quotes']

function projectOf(number: number): Project {
  const faulty = number % 25 === 7
  const cluster = number % 5 >= 3
  return {
    number,
    name: `${SUBJECTS[number % SUBJECTS.length]}-${number.toString(36)}`,
    team: `team-${number % 23}`,
    dialect: number % 3 === 2 ? 'haproxy' : 'nginx',
    cluster,
    faulty,
    services: Array.from({ length: 4 }, (_, index) => {
      const port = 3000 + ((number * 17 + index * 1009) % 5000)
      const published = 10_000 + number * 4 + index
      const asked = faulty && index === 0 ? published : port
      return {
        name: `${ROLES[(number + index) % ROLES.length]}-${(number * 4 + index).toString(36)}`,
        port,
        asked,
        published,
      }
    }),
  }
}

const CONFIGS = {
  nginx: { file: 'nginx.conf', path: '/etc/nginx/nginx.conf', image: 'nginx:1.27' },
  haproxy: { file: 'haproxy.cfg', path: '/usr/local/etc/haproxy/haproxy.cfg', image: 'haproxy:3.0' },
} as const

const gatewayOf = (project: Project): string => (project.dialect === 'nginx' ? nginxOf : haproxyOf)(project)

const nginxOf = ({ name, number, services }: Project): string => `worker_processes auto;
events { worker_connections ${1024 + number}; }
http {
    access_log off;
    proxy_http_version 1.1;
    proxy_connect_timeout ${3 + (number % 5)}s;
${services
  .map(
    ({ name, asked }, index) => `    upstream ${name} {
        server ${name}:${asked} max_fails=${1 + index};
        keepalive ${8 + (number % 24)};
    }
`,
  )
  .join('')}
    # ${name}: everything that leaves team ${number % 23}
    server {
        listen 8080;
        server_name ${name}.example.com;
        client_max_body_size ${1 + (number % 60)}m;
${services
  .map(
    (service, index) => `        location /${service.name}/ {
            proxy_pass http://${service.name}/v${index}/;
            proxy_set_header Host $host;
            proxy_set_header Connection "";
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_read_timeout ${20 + ((number + index) % 40)}s;
            add_header X-Served-By "${service.name}" always;
        }
        location ~ ^/${service.name}-files/(.+)\\.(js|css|png)$ {
            proxy_pass http://${service.name};
            proxy_set_header Host $host;
            proxy_set_header Connection "";
            expires ${1 + ((number + index) % 30)}d;
        }
`,
  )
  .join('')}    }
}
`

const haproxyOf = ({ name, number, services }: Project): string => `global
    maxconn ${1000 + number}
defaults
    mode http
    timeout connect ${3 + (number % 5)}s
    timeout client 30s
    timeout server ${20 + (number % 40)}s
    timeout http-request 10s
frontend ${name}
    bind :8080
    http-request set-header X-Gateway "${name}"
${services
  .map(
    ({ name }) => `    acl is-${name} path_beg /${name}/
    use_backend ${name} if is-${name}
`,
  )
  .join('')}    default_backend ${services[0]!.name}
${services
  .map(
    ({ name, asked }, index) => `backend ${name}
    balance roundrobin
    option httpchk
    http-check send meth GET uri /health/${index} ver HTTP/1.1 hdr Host ${name}.example.com
    server ${name} ${name}:${asked} check inter ${2 + index}s
`,
  )
  .join('')}`

function composeFiles(project: Project): Readonly<Record<string, string>> {
  const { dialect, name, number, services } = project
  const { file, path, image } = CONFIGS[dialect]
  return {
    [`gateway/${file}`]: gatewayOf(project),
    '.env': `TAG=${number}\nLOG_LEVEL=info\n`,
    'compose.yaml': `name: ${name}
services:
  gateway:
    image: ${image}
    ports: ["${30_000 + number}:8080"]
    volumes: ["./gateway/${file}:${path}:ro"]
    depends_on: [${services.map(each => each.name).join(', ')}]
  database:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: "\${DATABASE_PASSWORD:-${name}}" }
${services
  .map(
    each => `  ${each.name}:
    build: ./${each.name}
    image: example/${each.name}:\${TAG}
    environment:
      PORT: "${each.port}"
      DATABASE_URL: postgres://database:5432/${each.name}
    ports: ["${each.published}:${each.port}"]
    depends_on: [database]
`,
  )
  .join('')}`,
    'compose.override.yaml': `services:
${services
  .map(
    each => `  ${each.name}:
    environment: { LOG_LEVEL: "\${LOG_LEVEL}", NAME: "${each.name}" }
`,
  )
  .join('')}`,
    ...Object.fromEntries(services.map(each => [`${each.name}/Dockerfile`, dockerfileOf(each)])),
  }
}

const dockerfileOf = ({ name, port }: Service): string => `FROM node:22-alpine AS build
WORKDIR /src/${name}
COPY package.json ./
RUN npm install
FROM node:22-alpine
WORKDIR /app
COPY --from=build /src/${name} ./
ENV PORT=${port}
EXPOSE ${port}
CMD ["node", "${name}.js"]
`

function clusterFiles(project: Project): Readonly<Record<string, string>> {
  const { dialect, name, services } = project
  const { file, path, image } = CONFIGS[dialect]
  const files = ['gateway.yaml', ...services.map(each => `${each.name}.yaml`)]
  return {
    [`k8s/${file}`]: gatewayOf(project),
    'k8s/kustomization.yaml': `namespace: ${name}
resources: [${files.join(', ')}]
configMapGenerator:
  - name: gateway
    files: [${file}]
`,
    'k8s/gateway.yaml': `${deploymentOf(
      'gateway',
      `image: ${image}
          ports: [{ containerPort: 8080 }]
          volumeMounts: [{ name: config, mountPath: ${path}, subPath: ${file} }]
      volumes: [{ name: config, configMap: { name: gateway } }]`,
    )}---
${serviceOf('gateway', 80, 8080)}`,
    ...Object.fromEntries(services.map(each => [`k8s/${each.name}.yaml`, workloadOf(each)])),
  }
}

const workloadOf = ({ name, port }: Service): string => `${deploymentOf(
  name,
  `image: example/${name}:1
          env: [{ name: PORT, value: "${port}" }]
          ports: [{ containerPort: ${port} }]
          readinessProbe: { httpGet: { path: /health, port: ${port} } }`,
)}---
${serviceOf(name, port, port)}`

const deploymentOf = (name: string, container: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          ${container}
`

const serviceOf = (name: string, port: number, target: number): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: { app: ${name} }
  ports: [{ port: ${port}, targetPort: ${target} }]
`

if (process.argv[1] === import.meta.filename) {
  const [folder = 'monorepo', gateways = '500'] = process.argv.slice(2)
  console.log(`${writeMonorepo(folder, Number(gateways))} files`)
}
