/** How nginx's directives are written: the forms of their arguments, for people. */
import { Context, type NginxDirective, takes, type ValueKind } from './nginx.ts'

/** One argument of a form, as it is shown: "URL", "[backlog]", "on|off", "NAME ...". */
export interface FormWord {
  readonly label: string
  readonly optional: boolean
  /** The words that it can be, where these are few; empty for anything else. */
  readonly choices: readonly string[]
}

/** The arguments of a directive, in their order. In capitals stands what a person puts something in for. */
export function formOf(directive: NginxDirective): readonly FormWord[] {
  const isStream = (directive.contexts & ~STREAM) === 0
  const written = (isStream ? FORMS.get(`stream ${directive.name}`) : undefined) ?? FORMS.get(directive.name)
  const fits = written?.find(form => fitsCounts(form, directive))
  return wordsOf(fits ?? derived(directive))
}

/** The form in one line: `proxy_pass URL;`, `location [MODIFIER] URI { … }`. */
export const formInWords = (directive: NginxDirective): string =>
  `${[directive.name, ...formOf(directive).map(({ label }) => label)].join(' ')}${directive.block ? ' { … }' : ';'}`

/** What is put in for an argument at first, where one thing is most likely. */
export const sampleOf = (name: string): string | undefined => SAMPLES[name]

/** "URL" is one argument, "[WORD ...]" any number, "..." repeats the one before it. */
function wordsOf(form: string): readonly FormWord[] {
  if (form === '') return []
  return form
    .replace(/ \.\.\./g, '\u0000')
    .split(' ')
    .map(text => {
      const label = text.replace('\u0000', ' ...')
      const bare = label.replace(/^\[|\]$/g, '')
      const choices = /^[a-z0-9_.]+(?:\|[a-z0-9_.]+)+$/.test(bare) ? bare.split('|') : []
      return { label, optional: label.startsWith('[') && label.endsWith(']'), choices }
    })
}

/** A name may have other forms in other families of contexts: the count of arguments tells them apart. */
function fitsCounts(form: string, directive: NginxDirective): boolean {
  const words = wordsOf(form)
  const isOpen = words.some(({ label }) => label.includes('...'))
  const least = words.filter(({ optional }) => !optional).length
  return takes(directive, least) && (isOpen || takes(directive, words.length))
}

const BY_KIND: Readonly<Partial<Record<ValueKind, string>>> = {
  flag: 'on|off',
  text: 'TEXT',
  texts: 'TEXT',
  pair: 'NAME VALUE',
  number: 'NUMBER',
  size: 'SIZE',
  offset: 'SIZE',
  time: 'TIME',
  seconds: 'TIME',
  buffers: 'NUMBER SIZE',
  path: 'PATH [LEVEL ...]',
  access: 'USERS:PERMISSIONS ...',
  value: 'VALUE',
  'value-size': 'SIZE',
  values: 'VALUE ...',
}

function derived(directive: NginxDirective): string {
  const { kind, words, name } = directive
  if (kind === 'enum') return words.length <= MOST_CHOICES ? words.join('|') : 'WORD'
  if (kind === 'words') return `${words.length <= MOST_CHOICES ? words.join('|') : 'WORD'} ...`
  const known = BY_KIND[kind]
  if (known) return known
  if (/_file$/.test(name) && takes(directive, 1)) return 'FILE'
  const counts = [0, 1, 2, 3, 4, 5, 6, 7].filter(count => takes(directive, count))
  const isOpen = takes(directive, 8)
  const least = counts[0] ?? 0
  if (isOpen)
    return [...Array<string>(Math.max(0, least - 1)).fill('WORD'), least > 0 ? 'WORD ...' : '[WORD ...]'].join(' ')
  const most = counts.at(-1) ?? 0
  return Array.from({ length: most }, (_, index) => (index < least ? 'WORD' : '[WORD]')).join(' ')
}

const MOST_CHOICES = 6

const STREAM = Context.stream | Context.streamServer | Context.streamUpstream

/** Of those that each read their arguments in a way of their own. */
const FORMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    listen: '[ADDRESS:]PORT [PARAMETER ...]',
    server: ['', 'ADDRESS [PARAMETER ...]'],
    location: '[MODIFIER] URI',
    upstream: 'NAME',
    server_name: 'NAME ...',
    if: '(CONDITION)',
    limit_except: 'METHOD ...',
    'map split_clients': 'VALUE $VARIABLE',
    geo: '[$ADDRESS] $VARIABLE',
    charset_map: 'CHARSET CHARSET',
    'include load_module alias': 'FILE',
    root: 'FOLDER',
    'proxy_pass grpc_pass': 'URL',
    'fastcgi_pass uwsgi_pass scgi_pass memcached_pass pass': 'ADDRESS',
    'proxy_bind fastcgi_bind uwsgi_bind scgi_bind grpc_bind memcached_bind': 'ADDRESS|off [transparent]',
    'proxy_set_header grpc_set_header': 'HEADER VALUE',
    'add_header add_trailer': 'NAME VALUE [always]',
    'fastcgi_param uwsgi_param scgi_param': 'NAME VALUE [if_not_empty]',
    proxy_redirect: 'default|off|REDIRECT [REPLACEMENT]',
    proxy_cookie_domain: 'off|DOMAIN [REPLACEMENT]',
    proxy_cookie_path: 'off|PATH [REPLACEMENT]',
    proxy_cookie_flags: 'off|COOKIE [FLAG ...]',
    'proxy_cache fastcgi_cache uwsgi_cache scgi_cache': 'ZONE|off',
    'proxy_cache_path fastcgi_cache_path uwsgi_cache_path scgi_cache_path': 'PATH keys_zone=NAME:SIZE [PARAMETER ...]',
    'proxy_cache_valid fastcgi_cache_valid uwsgi_cache_valid scgi_cache_valid': '[STATUS ...] TIME',
    'proxy_cache_key fastcgi_cache_key uwsgi_cache_key scgi_cache_key': 'VALUE',
    'proxy_store fastcgi_store uwsgi_store scgi_store': 'on|off|PATH',
    fastcgi_split_path_info: 'REGEX',
    fastcgi_index: 'NAME',
    proxy_http_version: 'VERSION',
    try_files: 'FILE ... URI',
    error_page: 'STATUS ... [=[STATUS]] URI',
    return: ['STATUS [TEXT|URL]', 'VALUE'],
    rewrite: 'REGEX REPLACEMENT [last|break|redirect|permanent]',
    'set auth_request_set perl_set': '$VARIABLE VALUE',
    access_log: 'off|PATH [FORMAT] [PARAMETER ...]',
    error_log: 'FILE [debug|info|notice|warn|error|crit|alert|emerg]',
    log_format: 'NAME [escape=ESCAPE] TEXT ...',
    open_log_file_cache: 'off|max=NUMBER [PARAMETER ...]',
    open_file_cache: 'off|max=NUMBER [inactive=TIME]',
    resolver: 'ADDRESS ... [PARAMETER ...]',
    keepalive: 'CONNECTIONS [local]',
    keepalive_timeout: ['TIME [HEADER_TIME]', 'TIME'],
    hash: 'KEY [consistent]',
    random: '[two] [METHOD]',
    least_time: 'METHOD [inflight]',
    zone: 'NAME [SIZE]',
    sticky: 'cookie|route|learn PARAMETER ...',
    limit_req_zone: 'KEY zone=NAME:SIZE rate=RATE',
    limit_req: 'zone=NAME [burst=NUMBER] [nodelay|delay=NUMBER]',
    limit_conn_zone: 'KEY zone=NAME:SIZE',
    limit_conn: 'ZONE NUMBER',
    'allow deny': 'ADDRESS|CIDR|all',
    'auth_request mirror': 'URI|off',
    auth_basic: 'REALM|off',
    expires: '[modified] TIME|epoch|max|off',
    index: 'FILE ...',
    'gzip_types sub_filter_types charset_types ssi_types addition_types xslt_types': 'TYPE ...',
    gzip_disable: 'REGEX ...',
    sub_filter: 'TEXT REPLACEMENT',
    valid_referers: 'none|blocked|server_names|NAME ...',
    set_real_ip_from: 'ADDRESS|CIDR|unix:',
    real_ip_header: 'HEADER|proxy_protocol',
    'charset source_charset': 'CHARSET|off',
    worker_processes: 'NUMBER|auto',
    worker_connections: 'NUMBER',
    worker_cpu_affinity: 'MASK ...',
    worker_priority: 'NUMBER',
    user: 'USER [GROUP]',
    env: 'NAME[=VALUE]',
    use: 'METHOD',
    thread_pool: 'NAME threads=NUMBER [max_queue=NUMBER]',
    ssl_session_cache: 'off|none|builtin[:SIZE]|shared:NAME:SIZE',
    'ssl_protocols proxy_ssl_protocols grpc_ssl_protocols uwsgi_ssl_protocols': 'PROTOCOL ...',
    aio: 'on|off|threads[=POOL]',
    directio: 'SIZE|off',
    disable_symlinks: 'off|on|if_not_owner [from=PATH]',
    protocol: 'imap|pop3|smtp',
    auth_http: 'URL',
  })
    .flatMap(([names, form]) => names.split(' ').map(name => [name, [form].flat()] as const))
    .concat([['stream proxy_pass', ['ADDRESS']]]),
)

const SAMPLES: Readonly<Record<string, string>> = {
  proxy_pass: 'http://',
  grpc_pass: 'grpc://',
  listen: '80',
  location: '/',
  root: '/usr/share/nginx/html',
  server_name: 'example.com',
  worker_processes: 'auto',
  worker_connections: '1024',
  resolver: '127.0.0.11',
  client_max_body_size: '10m',
  proxy_http_version: '1.1',
  keepalive: '32',
  return: '204',
}
