/** What the catalogue knows of nginx, and what it finds wrong in texts that no installed nginx need read. */
import { describe, expect, test } from 'vitest'
import { faultsOf, type NginxOptions } from '../../server/catalog/check-nginx.ts'
import type { Fault } from '../../server/catalog/fault.ts'
import { Context, contextNames, directiveNames, directivesNamed, isBuiltIn, takes } from '../../server/catalog/nginx.ts'
import { configsOf } from '../../server/model/configs.ts'
import type { Document } from '../../server/syntax/tree.ts'
import { read } from '../read.ts'

/** The faults of a text, without the marks « and » around what is wrong. */
function faultsIn(
  marked: string,
  options: NginxOptions = {},
): { readonly text: string; readonly faults: readonly Fault[] } {
  const text = marked.replace(/[«»]/g, '')
  const [config] = configsOf([read('/p/nginx.conf', 'nginx', text)], () => [])
  return { text, faults: faultsOf(config!, options) }
}

/** Exactly the marked places are faults, in their order, of these kinds. */
function check(marked: string, kinds: string, options?: NginxOptions): void {
  const { text, faults } = faultsIn(marked, options)
  const places = [...marked.matchAll(/«([^»]*)»/g)].map(([, place], index) => ({ place: place!, index }))
  expect(faults.map(({ at }) => text.slice(at.start, at.end))).toEqual(places.map(({ place }) => place))
  expect(faults.map(({ kind, refused }) => kind + (refused ? '' : '?')).join(' ')).toBe(kinds)
  let shift = 0
  for (const [index, { index: start }] of [...marked.matchAll(/«/g)].entries()) {
    expect(faults[index]!.at.start).toBe(start - shift)
    shift += 2
  }
}

const http = (inside: string): string => `events {}\nhttp {\n${inside}\n}\n`
const stream = (inside: string): string => `events {}\nstream {\n${inside}\n}\n`

describe('unknown directives', () => {
  test.each([
    ['a slip', http('server { «proxypass» on; }'), 'unknown-directive'],
    ['a name that is near none', http('«zzz_yyy» on;'), 'unknown-directive'],
    ['in a fragment, a slip', 'server { «lisen» 80; }', 'unknown-directive'],
    ['in a fragment, a name of a module that is built in, perhaps', 'server { «blub_blab» on; }', 'unknown-directive?'],
    [
      'a slip beside Lua',
      http('lua_package_path "/a/?.lua;;"; server { «proxy_passs» http://a; }'),
      'unknown-directive',
    ],
    ['a directive of long ago', http('«satisfy_any» on;'), 'unknown-directive?'],
  ])('%s', (_, text, kinds) => check(text, kinds))

  test.each([
    [
      'of a module',
      http(
        'more_set_headers "A: b"; brotli on; server { vhost_traffic_status_display; content_by_lua_block { return 1 } }',
      ),
    ],
    [
      'of the commercial edition',
      http(
        'upstream a { zone a 64k; server a:1 slow_start=5s; sticky cookie a; queue 1; } server { status_zone a; location / { health_check; } }',
      ),
    ],
    ['where modules of that name are loaded', `load_module modules/ngx_http_blub_module.so;\n${http('blub_blab on;')}`],
    ['of one module that is not known', http('blub_a on; blub_b on; server { blub_c on; }')],
    ['beside those of a module', http('passenger_enabled on; blub_blab on;')],
    [
      'in blocks that hold no directives',
      http(
        'map $host $a { sever b; prox_pass c; } types { texts/html html; } geo $b { sever c; } split_clients $host $c { 5% serve; * b; } charset_map koi8-r utf-8 { C0 D18E; }',
      ),
    ],
    ['that something fills in', 'server { ${DIRECTIVE} on; __EXTRA__; listen 80; }'],
  ])('silent: %s', (_, text) => check(text, ''))
})

describe('versions', () => {
  const old = { version: '1.18.0' }
  test.each([
    ['came later', http('server { «http2» on; }'), 'unknown-directive', { version: '1.24.0' }],
    ['came later, in that context', http('upstream a { server a:1; «resolver» 127.0.0.1; }'), 'unknown-directive', old],
    ['is gone', http('server { «ssl» on; }'), 'unknown-directive', { version: '1.27.3' }],
    ['is there already', http('server { http2 on; }'), '', { version: '1.25.1' }],
    ['is there still', http('server { ssl on; }'), '', { version: '1.24.0' }],
    ['a line of releases', http('server { http2 on; }'), '', { version: '1.25' }],
    ['a line of releases before', http('server { «http2» on; }'), 'unknown-directive', { version: '1.24' }],
    ['a tag that is no version', http('server { http2 on; ssl on; }'), '', { version: 'alpine' }],
    ['any will do', http('server { ssl on; http2 on; }'), '', {}],
  ])('%s', (_, text, kinds, options) => check(text, kinds, options))
})

describe('places', () => {
  test.each([
    ['a server outside of http', 'events {}\n«server» { listen 80; location / { root /a; } }', 'misplaced-directive'],
    [
      'a location beside a server in a fragment',
      'server { listen 80; }\nupstream a { server a:1; }\n«location» / { }',
      'misplaced-directive',
    ],
    ['in a fragment of locations', 'location / { «listen» 80; proxy_pass http://a; }', 'misplaced-directive'],
    [
      'http directives in stream',
      stream('server { listen 1; proxy_pass a:1; «location» / { } «proxy_set_header» A b; }'),
      'misplaced-directive misplaced-directive',
    ],
    ['in a fragment that must be of http', 'server { listen 80; listen «80»; location / { } }', 'duplicate-directive'],
    [
      'in a fragment that must be of stream',
      'server { listen 1; proxy_pass a:1; proxy_timeout 5s; «gzip» on; }',
      'misplaced-directive',
    ],
    ['an upstream within a server', http('server { «upstream» a { server a:1; } }'), 'misplaced-directive'],
    [
      'nested locations that cannot be',
      http('server { location /a { «location /b» { } } location = /c { «location /c/d» { } } }'),
      'misplaced-directive misplaced-directive',
    ],
  ])('%s', (_, text, kinds) => check(text, kinds))

  test.each([
    ['servers alone', 'server { listen 80; }'],
    ['locations alone', 'location / { proxy_pass http://a; } location ~ x { }'],
    ['the settings of a proxy alone', 'proxy_set_header Host $host; proxy_read_timeout 5s; proxy_buffering off;'],
    ['ssl settings alone', 'ssl_protocols TLSv1.2; ssl_session_cache shared:a:1m;'],
    ['servers of an upstream alone', 'server a:1; server b:1 backup;'],
    ['stream servers alone', 'upstream a { server a:1; } server { listen 1 udp; proxy_pass a; proxy_responses 1; }'],
    ['parameters alone', 'fastcgi_param A b; fastcgi_param C $d;'],
    ['a whole mail', 'events {}\nmail { auth_http a:1; server { listen 25; protocol smtp; smtp_auth plain; } }'],
    ['nothing', ''],
    ['a server that may be of http, stream or mail', 'server { listen localhost; }'],
    ['braces that do not match', 'http { server { location / { } \n server { listen 80; }'],
  ])('silent: %s', (_, text) => check(text, ''))
})

test('where the reader stumbled, nothing more is said', () => {
  check('server { listen 80; location / { proxy_read_timeout 5s\n proxy_pass http://a:1; } }', '')
  check('server { listen 80\n server_name a; location / { return 200 } }', '')
})

describe('stream', () => {
  test.each([
    [stream('server { listen 1; proxy_pass «http://a:1»; }'), 'scheme-in-address'],
    [stream('server { listen 1; proxy_pass a:«99999»; }'), 'bad-value'],
    [stream('server { listen 1; proxy_pass a:1; «proxy_pass» b:1; }'), 'duplicate-directive'],
    [stream('upstream a { server a:1; } upstream «a» { server b:1; }'), 'duplicate-name'],
    [stream('server { listen 1; proxy_pass a:1; proxy_timeout «5min»; }'), 'bad-value'],
    [stream('map «$http_host» $a { default a:1; } server { listen 1; proxy_pass $a; }'), 'undefined-variable'],
    [stream('server { listen «:12345»; proxy_pass a:1; }'), 'bad-value'],
    [stream('server { listen «a»; proxy_pass a:1; }'), 'bad-value'],
    [stream('server { listen 1; proxy_pass a:1; «proxy_read_timeout» 5s; }'), 'misplaced-directive'],
  ])('%s', (text, kinds) => check(text, kinds))

  test('silent', () => {
    check(
      stream(
        `map $ssl_preread_server_name $name { default a; b.example b; }
         log_format short '$remote_addr $bytes_sent $session_time';
         upstream a { hash $remote_addr; server a:1 weight=2; server b:1 max_fails=1 fail_timeout=5s; }
         upstream b { least_conn; server unix:/run/b.sock; }
         server { listen 12345 udp reuseport; listen 1 so_keepalive=on; proxy_pass $name; ssl_preread on; access_log a.log short; }
         server { listen 2 ssl; proxy_pass b; proxy_timeout 10m; proxy_protocol on; }`,
      ),
      '',
    )
  })
})

describe('what something else fills in', () => {
  test.each([
    'server { listen ${PORT}; server_name $NAME; proxy_read_timeout ${TIMEOUT}; gzip ${GZIP}; }',
    'server { listen 80; location / { proxy_pass $BACKEND_URL; client_max_body_size $MAX_BODY; } }',
    'upstream a { server ${HOST}:${PORT} weight=${WEIGHT}; }',
    'worker_processes NGINX_WORKERS; events {} http { keepalive_timeout @TIMEOUT@; }',
    http('server { location / { proxy_set_header X $API_KEY; proxy_set_header Y "${API_SECRET}"; } }'),
  ])('silent: %s', text => check(text, ''))
})

test('names that are looked up at run time', () => {
  check(http('resolver 127.0.0.11; upstream a { zone a 64k; server a:1 resolve; }'), '')
  check(http('upstream a { zone a 64k; resolver 127.0.0.11; server a:1 resolve; }'), '')
  check('upstream a { server a:1 resolve; }', '')
})

test('an upstream of http is none of stream', () => {
  check(
    `events {}\nhttp { upstream a { server a; } server { location / { proxy_pass http://a:«80»; } } }
stream { upstream b { server «b»; } server { listen 1; proxy_pass a:5432; } server { listen 2; proxy_pass b:«1»; } server { listen 3; proxy_pass «db.example.com»; } }`,
    'port-on-upstream-name missing-port port-on-upstream-name missing-port',
  )
})

describe('variables', () => {
  test.each([
    ['a slip', http('server { return 200 "«$remote_adress»"; }'), 'undefined-variable'],
    ['in a map', http('map «$hots» $a { default b; }'), 'undefined-variable'],
    ['a dollar sign alone', http('server { return 200 "5«$»"; }'), 'bad-value'],
  ])('%s', (_, text, kinds) => check(text, kinds))

  test.each([
    [
      'that a regular expression names',
      http('server { server_name ~^(?<sub>\\w+)\\.; location ~ /(?P<id>\\d+) { return 200 $sub$id; } }'),
    ],
    [
      'that a module may bring',
      http('geoip2 /a.mmdb { $country source=$remote_addr country iso_code; } server { return 200 $country$other; }'),
    ],
    ['in a file that is included elsewhere', 'server { return 200 $defined_elsewhere; }'],
    ['where a part is missing', http('include /somewhere/else.conf; server { return 200 $defined_there; }')],
    [
      'of whole families',
      http('server { return 200 "$http_a$arg_b$cookie_c$sent_http_d$upstream_http_e$1$ssl_client_s_dn"; }'),
    ],
    ['in any case', http('server { return 200 $Host$REMOTE_ADDR; }')],
  ])('silent: %s', (_, text) => check(text, ''))
})

test('includes are read in their place', () => {
  const files: readonly Document[] = [
    read('/p/nginx.conf', 'nginx', 'events {}\nhttp {\n  include conf.d/*.conf;\n  server_tokens off;\n}\n'),
    read('/p/conf.d/a.conf', 'nginx', 'server_tokens on;\nworker_processes 1;\nserver { listen 80 default_server; }\n'),
    read('/p/conf.d/b.conf', 'nginx', 'server { listen 80 default_server; include c.inc; }\n'),
    read('/p/c.inc', 'nginx', 'location / { server_name a; }\n'),
  ]
  const [config] = configsOf(files, () => [])
  const found = faultsOf(config!).map(({ at, kind }) => {
    const { text } = files.find(({ file }) => file === at.file)!
    return `${at.file} ${kind} ${text.slice(at.start, at.end)}`
  })
  expect(found.toSorted()).toEqual([
    '/p/c.inc misplaced-directive server_name',
    '/p/conf.d/a.conf misplaced-directive worker_processes',
    '/p/conf.d/b.conf duplicate-directive default_server',
    '/p/nginx.conf duplicate-directive server_tokens',
  ])
})

describe('fixes', () => {
  const fixed = (text: string): readonly string[] =>
    faultsIn(text).faults.flatMap(({ fixes }) => fixes.map(({ title, safe }) => `${title}${safe ? '' : '?'}`))

  test.each([
    [http('«proxy_read_timout» 5s;'), ['Write proxy_read_timeout']],
    [http('gzip «onn»;'), ['Write on?']],
    [http('server { location / { proxy_pass «a:1»; } }'), ['Add http://']],
    [http('upstream a { server «http://a:1»; }'), ['Write "a:1" alone']],
    [http('server { if ($host «==» a) { } }'), ['Write =?']],
    [http('gzip on; «gzip» on;'), ['Remove this gzip?']],
  ])('%s', (text, titles) => expect(fixed(text)).toEqual(titles))
})

describe('the catalogue', () => {
  const one = (name: string, context: number) => directivesNamed(name)!.find(({ contexts }) => contexts & context)!

  test('a directive in one place is not that in another', () => {
    expect(one('server', Context.http)).toMatchObject({ block: true })
    expect(one('server', Context.upstream)).toMatchObject({ block: false })
    expect(one('keepalive_timeout', Context.upstream)).toMatchObject({ kind: 'time', default: '60s', since: undefined })
    expect(takes(one('keepalive_timeout', Context.server), 2)).toBe(true)
    expect(takes(one('keepalive_timeout', Context.upstream), 2)).toBe(false)
  })

  test('values, defaults and versions', () => {
    expect(one('proxy_read_timeout', Context.location)).toMatchObject({ kind: 'time', default: '60s', once: true })
    expect(one('client_max_body_size', Context.http)).toMatchObject({ kind: 'offset', default: '1m' })
    expect(one('gzip_comp_level', Context.http)).toMatchObject({ kind: 'number', bounds: [1, 9], default: '1' })
    expect(one('proxy_http_version', Context.http).words).toEqual(expect.arrayContaining(['1.0', '1.1', '2']))
    expect(one('http2', Context.server)).toMatchObject({ kind: 'flag', since: '1.25.1' })
    expect(one('ssl', Context.server)).toMatchObject({ gone: '1.25.1' })
    expect(one('http2_max_requests', Context.http)).toMatchObject({ replacement: 'keepalive_requests' })
    expect(one('health_check', Context.location)).toMatchObject({ module: 'plus' })
  })

  test('where one may stand', () => {
    expect(contextNames(one('proxy_pass', Context.location).contexts)).toEqual([
      'location',
      'if in location',
      'limit_except',
    ])
    expect(contextNames(one('proxy_pass', Context.streamServer).contexts)).toEqual(['server of stream'])
  })

  test('what a module brings is not what nginx brings', () => {
    const both = [...directiveNames()].filter(name => {
      const modules = directivesNamed(name)!
        .filter(({ gone }) => gone === undefined)
        .map(({ module }) => module !== undefined)
      return modules.includes(true) && modules.includes(false)
    })
    expect(both).toEqual(['sticky'])
  })

  test('variables', () => {
    for (const name of ['host', 'arg_page', 'upstream_http_x_a', 'http_x_forwarded_for', 'request_id', '1']) {
      expect(isBuiltIn(name, 'http'), name).toBe(true)
    }
    expect(isBuiltIn('http_', 'http') && isBuiltIn('arg', 'http')).toBe(false)
    expect(isBuiltIn('ssl_preread_server_name', 'stream')).toBe(true)
    expect(isBuiltIn('http_host', 'stream')).toBe(false)
  })
})

test('nothing is thrown at any text', () => {
  const texts = [
    '{',
    '}',
    ';',
    'a {',
    'if {}',
    'location {}',
    'listen',
    'map {} ',
    'server { listen; server; upstream {} }',
    'upstream a { server }',
    '$a $b;',
    'if ( {}',
    'if () {}',
    '"" "";',
    'error_page =;',
    'location ~ {}',
    'rewrite "" "";',
    'include;',
  ]
  for (const text of texts) {
    for (const whole of [
      text,
      http(text),
      http(`server { ${text} }`),
      http(`server { location / { ${text} } }`),
      stream(text),
    ]) {
      expect(() => faultsIn(whole)).not.toThrow()
    }
  }
})
