/** The table of programs that serve: how each is told where to listen. From their manuals and their `--help`. */
import type { Protocol } from './topology.ts'

export interface Program {
  /** Options that take a port. */
  readonly port?: readonly string[]
  /** Options that take an address: `host:port`, `:port`, a URL, or a port alone. */
  readonly address?: readonly string[]
  /** Options that take the host alone. */
  readonly host?: readonly string[]
  /** A word that is no option is the port or the address. */
  readonly plain?: boolean
  /** Where it listens when it is told nothing, and nothing but its command line and environment can tell it. */
  readonly otherwise?: { readonly port: number; readonly loopback?: boolean }
  /** It listens on the loopback address unless it is told a host. */
  readonly loopback?: boolean
  /** A file beside the application may say what the command line does not: `.flaskenv`, an `.env` that the program itself reads. */
  readonly asksFile?: boolean
  /** Variables of its environment that stand for the options; `options` is one that holds a whole command line. */
  readonly variables?: {
    readonly port?: string
    readonly host?: string
    readonly addresses?: readonly string[]
    readonly options?: string
  }
  readonly protocol?: Protocol | undefined
  /** A web server: it speaks HTTP, unless one of these options is there, and then HTTPS. */
  readonly tls?: readonly string[]
  /** A web server that speaks HTTP/2 without TLS, too. */
  readonly http2?: true
  /** It reads no header of the PROXY protocol, whatever it is told. */
  readonly noProxyHeader?: true
  /** What one option speaks, where it differs. */
  readonly speaks?: Readonly<Record<string, Protocol>>
  /** A word like this makes it speak another protocol than its options say. */
  readonly restyles?: RegExp
  /** It may listen on more ports than it is told here; or it may where a word is like this. */
  readonly more?: boolean | RegExp
}

const PORT = ['--port']
const P = ['-p', '--port']
const HOST = ['--host']
const BIND = ['-b', '--bind']

/** Vite and its kin take the host from a configuration file, if the command line names none. */
const viteLike: Program = { port: P, host: HOST }

const django: Program = {
  noProxyHeader: true,
  tls: ['--cert-file', '--key-file', '--cert'],
  plain: true,
  otherwise: { port: 8000, loopback: true },
  loopback: true,
}
const next: Program = {
  tls: ['--experimental-https', '--experimental-https-key'],
  port: P,
  host: ['-H', '--hostname'],
  otherwise: { port: 3000 },
  variables: { port: 'PORT' },
}
const rails: Program = { port: P, host: ['-b', '--binding'] }
/** A file of `--web.config.file` may ask for TLS. */
const exporter = (port: number): Program => ({ address: ['--web.listen-address'], otherwise: { port } })
const llm: Program = { port: PORT, host: HOST }
const grafanaLabs: Program = { port: ['-server.http-listen-port', '--server.http-listen-port'], more: true }

/** By name; of a program that is several, with the subcommand. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  uvicorn: {
    noProxyHeader: true,
    more: /^--(?:uds|fd)\b/,
    tls: ['--ssl-keyfile', '--ssl-certfile'],
    port: PORT,
    host: HOST,
    otherwise: { port: 8000, loopback: true },
    loopback: true,
    variables: { port: 'UVICORN_PORT', host: 'UVICORN_HOST' },
  },
  /** Without `--bind` a gunicorn.conf.py beside the application may say. */
  gunicorn: { tls: ['--certfile', '--keyfile'], address: BIND, variables: { options: 'GUNICORN_CMD_ARGS' } },
  /** It reads a file only where `-c` names one. */
  hypercorn: {
    http2: true,
    tls: ['--certfile', '--keyfile'],
    address: BIND,
    otherwise: { port: 8000, loopback: true },
    loopback: true,
    more: /^(?:-c|--config|--insecure-bind|--quic-bind)\b/,
  },
  daphne: {
    port: P,
    host: BIND,
    otherwise: { port: 8000, loopback: true },
    loopback: true,
    more: /^(?:-e|--endpoint|-u|--unix-socket|--fd)\b/,
  },
  granian: {
    port: PORT,
    host: HOST,
    otherwise: { port: 8000, loopback: true },
    loopback: true,
    variables: { port: 'GRANIAN_PORT', host: 'GRANIAN_HOST' },
  },
  sanic: { port: P, host: ['-H', '--host'], otherwise: { port: 8000, loopback: true }, loopback: true },
  'waitress-serve': { tls: [], port: PORT, host: HOST, address: ['--listen'], otherwise: { port: 8080 } },
  'flask run': {
    noProxyHeader: true,
    asksFile: true,
    tls: ['--cert', '--key'],
    port: P,
    host: ['-h', '--host'],
    otherwise: { port: 5000, loopback: true },
    loopback: true,
    variables: { port: 'FLASK_RUN_PORT', host: 'FLASK_RUN_HOST' },
  },
  'manage.py runserver': django,
  'manage.py runserver_plus': django,
  'django-admin runserver': django,
  'http.server': { noProxyHeader: true, tls: [], plain: true, host: BIND, otherwise: { port: 8000 } },
  'fastapi run': {
    noProxyHeader: true,
    tls: [],
    port: PORT,
    host: HOST,
    otherwise: { port: 8000 },
    variables: { port: 'PORT' },
  },
  'fastapi dev': {
    noProxyHeader: true,
    tls: [],
    port: PORT,
    host: HOST,
    otherwise: { port: 8000, loopback: true },
    loopback: true,
    variables: { port: 'PORT' },
  },
  'streamlit run': {
    port: ['--server.port'],
    host: ['--server.address'],
    variables: { port: 'STREAMLIT_SERVER_PORT' },
  },
  /** Its configuration may be a file of many kinds, and stand in variables. */
  uwsgi: {
    address: [
      '--http',
      '--http-socket',
      '--https',
      '--socket',
      '-s',
      '--uwsgi-socket',
      '--scgi-socket',
      '--fastcgi-socket',
    ],
    speaks: {
      '--http': 'http',
      '--http-socket': 'http',
      '--https': 'https',
      '--socket': 'uwsgi',
      '-s': 'uwsgi',
      '--uwsgi-socket': 'uwsgi',
      '--scgi-socket': 'scgi',
      '--fastcgi-socket': 'fastcgi',
    },
    restyles: /^--(?:\w+-)?protocol\b/,
    more: /\.(?:ini|xml|ya?ml|json)$|^--(?:ini|xml|ya?ml|json|config|stats|emperor|include)\b/,
  },
  'jupyter lab': { port: PORT, host: ['--ip'], more: true },
  'jupyter notebook': { port: PORT, host: ['--ip'], more: true },
  'mlflow server': {
    port: P,
    host: ['-h', '--host'],
    otherwise: { port: 5000, loopback: true },
    loopback: true,
    variables: { port: 'MLFLOW_PORT', host: 'MLFLOW_HOST' },
  },
  'mlflow ui': {
    port: P,
    host: ['-h', '--host'],
    otherwise: { port: 5000, loopback: true },
    loopback: true,
    variables: { port: 'MLFLOW_PORT', host: 'MLFLOW_HOST' },
  },
  'airflow webserver': { port: P },
  'airflow api-server': { port: P },
  'superset run': { port: P, host: ['-h', '--host'] },
  'mkdocs serve': { address: ['-a', '--dev-addr'] },
  'vllm serve': llm,
  'llama-server': llm,
  litellm: llm,
  'chroma run': llm,

  'next dev': next,
  'next start': next,
  vite: viteLike,
  'vite dev': viteLike,
  'vite serve': viteLike,
  'vite preview': viteLike,
  'nuxt dev': viteLike,
  'nuxi dev': viteLike,
  'astro dev': viteLike,
  'astro preview': viteLike,
  'ng serve': viteLike,
  'webpack serve': viteLike,
  'webpack-dev-server': viteLike,
  'vue-cli-service serve': viteLike,
  'gatsby develop': { port: P, host: ['-H', '--host'] },
  'gatsby serve': { port: P, host: ['-H', '--host'] },
  'storybook dev': { port: P, host: ['-h', '--host'] },
  'http-server': { port: P, host: ['-a'], otherwise: { port: 8080 }, variables: { port: 'PORT' } },
  /** Many images have a subcommand of this name: alone it says nothing. */
  serve: { address: ['-l', '--listen', '-p', '--port'], more: true },
  'json-server': { port: P, host: ['-h', '--host'] },
  'deno serve': { port: PORT, host: HOST, otherwise: { port: 8000 } },
  'wrangler dev': { port: PORT, host: ['--ip'], more: true },

  puma: { port: P, address: BIND },
  'rails server': rails,
  'rails s': rails,
  unicorn: { port: P, address: ['-l', '--listen'] },
  rackup: { port: P, host: ['-o', '--host'] },
  'thin start': {
    port: P,
    host: ['-a', '--address'],
    otherwise: { port: 3000 },
    more: /^(?:-C|--config|-S|--socket|-s|--servers)\b/,
  },
  'jekyll serve': { port: ['-P', '--port'], host: ['-H', '--host'] },

  /** The built-in web server; without `-S` php runs a script that may do anything. */
  'php -S': { noProxyHeader: true, tls: [], plain: true },
  'artisan serve': {
    noProxyHeader: true,
    asksFile: true,
    tls: [],
    port: PORT,
    host: HOST,
    otherwise: { port: 8000, loopback: true },
    loopback: true,
    variables: { port: 'SERVER_PORT', host: 'SERVER_HOST' },
  },
  'artisan octane:start': { port: PORT, host: HOST, loopback: true },
  'symfony serve': { port: PORT },
  'symfony server:start': { port: PORT },

  java: {
    port: [
      '-Dserver.port',
      '--server.port',
      '-Dquarkus.http.port',
      '-Dmicronaut.server.port',
      '-Djetty.http.port',
      '-Dhttp.port',
      '--httpPort',
    ],
    host: ['-Dserver.address', '--server.address', '-Dquarkus.http.host'],
    more: /management\.(?:server\.)?port|ssl|https/i,
  },
  dotnet: {
    address: ['--urls'],
    variables: { addresses: ['ASPNETCORE_URLS', 'ASPNETCORE_HTTP_PORTS', 'ASPNETCORE_HTTPS_PORTS', 'DOTNET_URLS'] },
  },

  'http-echo': { address: ['-listen', '--listen'], otherwise: { port: 5678 } },
  prometheus: exporter(9090),
  /** It listens for its peers, too. */
  alertmanager: { ...exporter(9093), more: true },
  node_exporter: exporter(9100),
  blackbox_exporter: exporter(9115),
  pushgateway: exporter(9091),
  'minio server': { address: ['--address', '--console-address'], more: true },
  loki: grafanaLabs,
  tempo: grafanaLabs,
  promtail: grafanaLabs,
  'kc.sh start': { port: ['--http-port', '--https-port'], more: true },
  'kc.sh start-dev': { port: ['--http-port', '--https-port'], more: true },
  'oauth2-proxy': { address: ['--http-address', '--https-address', '--metrics-address'], more: true },
  'pocketbase serve': { address: ['--http', '--https'] },
  'caddy file-server': { address: ['-l', '--listen'], more: true },
  'caddy reverse-proxy': { address: ['-f', '--from'], more: true },
  'static-web-server': {
    port: P,
    host: ['-a', '--host'],
    variables: { port: 'SERVER_PORT', host: 'SERVER_HOST' },
    more: true,
  },
  'hugo server': { port: P, host: ['--bind'], otherwise: { port: 1313, loopback: true }, loopback: true },
  'hugo serve': { port: P, host: ['--bind'], otherwise: { port: 1313, loopback: true }, loopback: true },
  'code-server': { address: ['--bind-addr'], port: PORT, more: true },
  ttyd: { port: P },

  'redis-server': { port: ['--port', '--tls-port'], protocol: 'tcp' },
  'valkey-server': { port: ['--port', '--tls-port'], protocol: 'tcp' },
  /** Any setting may stand behind `-c`, as `-c port=5433`. */
  postgres: { port: ['-p', '--port', 'port'], protocol: 'tcp' },
  mysqld: { port: ['-P', '--port'], protocol: 'tcp', more: true },
  mariadbd: { port: ['-P', '--port'], protocol: 'tcp' },
  mongod: { port: PORT, protocol: 'tcp' },
  memcached: { port: ['-p', '--port'], protocol: 'tcp' },
  'nats-server': { port: P, protocol: 'tcp', more: true },
}

/** The program that an image starts, by the last part of the image's name, where they differ. */
export const STARTS: Readonly<Record<string, string>> = {
  keycloak: 'kc.sh',
  mysql: 'mysqld',
  mariadb: 'mariadbd',
  mongo: 'mongod',
  redis: 'redis-server',
  valkey: 'valkey-server',
  nats: 'nats-server',
  'node-exporter': 'node_exporter',
  'blackbox-exporter': 'blackbox_exporter',
}

/** Options by which programs that are not known here are told where to listen, mostly. */
export const ANY_PROGRAM: Program = {
  port: [
    '--port',
    '-port',
    '--http-port',
    '-http-port',
    '--http.port',
    '--server.port',
    '--server-port',
    '--listen-port',
    '-listen-port',
    '--web-port',
    '-p',
  ],
  address: [
    '--listen',
    '-listen',
    '--bind',
    '-bind',
    '-b',
    '--addr',
    '-addr',
    '--address',
    '-address',
    '--http-addr',
    '-http-addr',
    '--http-address',
    '-http-address',
    '--listen-addr',
    '-listen-addr',
    '--listen-address',
    '-listen-address',
    '--bind-addr',
    '--bind-address',
    '--web.listen-address',
    '--console-address',
    '-http',
    '--http',
    '--urls',
    '--metrics-addr',
    '-httpListenAddr',
    '--httpListenAddr',
  ],
  host: ['--host'],
  more: true,
}
