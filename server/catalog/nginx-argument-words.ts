/** The words that an argument of an nginx directive can be, beside those that the catalogue has of its kind. */
import { Context, type NginxDirective } from './nginx.ts'

/** Words for the argument of that number, the first being 1; one that ends with "=" wants a value behind it. */
export function argumentWords({ kind, words, name, contexts }: NginxDirective, index: number): readonly string[] {
  if (kind === 'flag') return index === 1 ? ['on', 'off'] : []
  if (kind === 'enum') return index === 1 ? words : []
  if (kind === 'words') return words
  if (kind === 'time' || kind === 'seconds') return index === 1 ? TIMES : []
  if (/^gzip_(?:hash|window)$/.test(name)) return index === 1 ? POWERS : []
  if (kind === 'size' || kind === 'offset' || kind === 'value-size') return index === 1 ? SIZES : []
  if (kind === 'buffers') return index === 1 ? ['4', '8', '16'] : index === 2 ? ['4k', '8k', '16k'] : []
  const isOfUpstream = (contexts & (Context.upstream | Context.streamUpstream)) !== 0
  const known = TABLE.get(isOfUpstream ? `upstream ${name}` : name) ?? TABLE.get(name)
  return known?.flatMap(({ from, to, words }) => (from <= index && index <= to ? words : [])) ?? []
}

const TIMES = ['5s', '10s', '30s', '60s', '5m', '1h']
/** Powers of two within what the compression takes. */
const POWERS = ['512', '4k', '16k', '32k']
const SIZES = ['4k', '8k', '16k', '64k', '1m', '10m']

interface Words {
  readonly from: number
  readonly to: number
  readonly words: readonly string[]
}

const ALL = Number.POSITIVE_INFINITY

const at = (from: number, to: number, words: string): Words => ({ from, to, words: words.split(' ') })

const STATUSES = '200 204 301 302 303 307 308 400 401 403 404 405 410 429 444 500 502 503 504'
const CACHE_PATH = [at(2, ALL, 'levels=1:2 keys_zone= inactive= max_size= min_free= use_temp_path=off')]
const CACHE_VALID = [at(1, ALL, '200 301 302 404 any 1m 10m 1h')]

const TABLE: ReadonlyMap<string, readonly Words[]> = new Map(
  Object.entries({
    listen: [
      at(1, 1, '80 443 [::]:80 [::]:443 unix:'),
      at(2, ALL, 'ssl default_server http2 quic reuseport proxy_protocol deferred bind udp ipv6only=on ipv6only=off'),
      at(2, ALL, 'so_keepalive=on backlog= fastopen= rcvbuf= sndbuf='),
    ],
    'upstream server': [at(2, ALL, 'weight= max_conns= max_fails= fail_timeout= backup down resolve service=')],
    location: [at(1, 1, '/ = ~ ~* ^~ @')],
    server_name: [at(1, ALL, '_ localhost')],
    resolver: [at(1, 1, '127.0.0.11'), at(2, ALL, 'valid= ipv6=off ipv4=off status_zone=')],
    limit_req: [at(1, 1, 'zone='), at(2, 3, 'burst= nodelay delay=')],
    limit_req_zone: [at(1, 1, '$binary_remote_addr'), at(2, 3, 'zone= rate=')],
    limit_conn_zone: [at(1, 1, '$binary_remote_addr'), at(2, 2, 'zone=')],
    proxy_cache_path: CACHE_PATH,
    fastcgi_cache_path: CACHE_PATH,
    uwsgi_cache_path: CACHE_PATH,
    scgi_cache_path: CACHE_PATH,
    proxy_cache_valid: CACHE_VALID,
    fastcgi_cache_valid: CACHE_VALID,
    uwsgi_cache_valid: CACHE_VALID,
    scgi_cache_valid: CACHE_VALID,
    access_log: [at(1, 1, 'off /dev/stdout'), at(3, ALL, 'buffer= flush= gzip if=')],
    error_log: [at(1, 1, '/dev/stderr'), at(2, 2, 'debug info notice warn error crit alert emerg')],
    log_format: [at(2, 2, 'escape=json escape=default escape=none')],
    rewrite: [at(3, 3, 'last break redirect permanent')],
    return: [at(1, 1, STATUSES)],
    error_page: [at(1, ALL, STATUSES), at(2, ALL, '=200 = /50x.html')],
    try_files: [at(1, ALL, '$uri $uri/ /index.html =404')],
    index: [at(1, ALL, 'index.html index.php')],
    proxy_set_header: [
      at(1, 1, 'Host X-Real-IP X-Forwarded-For X-Forwarded-Proto X-Forwarded-Host X-Request-ID Upgrade Connection'),
      at(2, 2, '$host $remote_addr $proxy_add_x_forwarded_for $scheme $http_upgrade $request_id ""'),
    ],
    grpc_set_header: [at(1, 1, 'Host X-Real-IP X-Forwarded-For'), at(2, 2, '$host $remote_addr')],
    add_header: [
      at(
        1,
        1,
        'Cache-Control Strict-Transport-Security X-Content-Type-Options X-Frame-Options Content-Security-Policy',
      ),
      at(3, 3, 'always'),
    ],
    add_trailer: [at(3, 3, 'always')],
    proxy_redirect: [at(1, 1, 'default off')],
    proxy_cookie_domain: [at(1, 1, 'off')],
    proxy_cookie_path: [at(1, 1, 'off')],
    proxy_cookie_flags: [at(1, 1, '~ off'), at(2, ALL, 'secure httponly samesite=lax samesite=strict samesite=none')],
    proxy_cache: [at(1, 1, 'off')],
    fastcgi_cache: [at(1, 1, 'off')],
    auth_basic: [at(1, 1, 'off')],
    auth_request: [at(1, 1, 'off')],
    expires: [at(1, 1, 'off max epoch modified 1h 30d -1')],
    allow: [at(1, 1, 'all')],
    deny: [at(1, 1, 'all')],
    hash: [at(1, 1, '$request_uri $remote_addr'), at(2, 2, 'consistent')],
    random: [at(1, 1, 'two'), at(2, 2, 'least_conn')],
    keepalive: [at(1, 1, '16 32 64')],
    keepalive_timeout: [at(1, 2, '5s 60s 65s 75s')],
    worker_processes: [at(1, 1, 'auto 1 2 4')],
    worker_connections: [at(1, 1, '512 1024 4096')],
    use: [at(1, 1, 'epoll kqueue poll select')],
    user: [at(1, 1, 'nginx www-data nobody')],
    ssl_session_cache: [at(1, 2, 'shared:SSL:10m off none')],
    gzip_types: [at(1, ALL, 'text/plain text/css application/json application/javascript text/xml image/svg+xml')],
    charset: [at(1, 1, 'utf-8 off')],
    set_real_ip_from: [at(1, 1, '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 unix:')],
    real_ip_header: [at(1, 1, 'X-Real-IP X-Forwarded-For proxy_protocol')],
    limit_except: [at(1, ALL, 'GET HEAD POST PUT DELETE OPTIONS PATCH')],
    proxy_store: [at(1, 1, 'on off')],
    aio: [at(1, 1, 'on off threads')],
    valid_referers: [at(1, ALL, 'none blocked server_names')],
    disable_symlinks: [at(1, 1, 'on off if_not_owner')],
  }),
)
