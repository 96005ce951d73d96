/** What nginx configurations mean: targets, inherited values, variables, includes. */
import { describe, expect, test } from 'vitest'
import { configs, routes } from './show.ts'

const http = (text: string): string => `events {}\nhttp {\n${text}\n}\n`
const check = (text: string, expected: readonly string[]): void => {
  const [config] = configs({ '/p/nginx.conf': text })
  expect(routes(config!)).toEqual(expected)
}

describe('targets', () => {
  const cases: readonly (readonly [name: string, server: string, routes: readonly string[]])[] = [
    ['a host and a port', 'location / { proxy_pass http://api:3000; }', ['/ → http api:3000']],
    ['http without a port is 80', 'location / { proxy_pass http://api/v1/; }', ['/ → http api:80']],
    ['https without a port is 443', 'location / { proxy_pass https://api; }', ['/ → https api:443']],
    ['the scheme counts in any case', 'location / { proxy_pass HTTPS://api; }', ['/ → https api:443']],
    ['FastCGI', 'location ~ \\.php$ { fastcgi_pass php:9000; }', ['~ \\.php$ → fastcgi php:9000']],
    ['FastCGI has no default port', 'location / { fastcgi_pass php; }', ['/ → fastcgi php:?']],
    ['uwsgi', 'location / { uwsgi_pass uwsgi://app:3031; }', ['/ → uwsgi app:3031']],
    ['SCGI', 'location / { scgi_pass app:4000; }', ['/ → scgi app:4000']],
    ['gRPC', 'location / { grpc_pass grpc://app:50051; }', ['/ → grpc app:50051']],
    ['gRPC over TLS', 'location / { grpc_pass grpcs://app:50051; }', ['/ → grpcs app:50051']],
    ['gRPC without a scheme', 'location / { grpc_pass app:50051; }', ['/ → grpc app:50051']],
    ['memcached', 'location / { memcached_pass cache:11211; }', ['/ → memcached cache:11211']],
    ['IPv6', 'location / { proxy_pass http://[::1]:3000/; }', ['/ → http [::1]:3000']],
    ['a socket leads to no host', 'location / { proxy_pass http://unix:/run/app.sock:/; }', ['/ → http ?']],
    ['quotes', "location / { proxy_pass 'http://api:3000'; }", ['/ → http api:3000']],
    [
      'inside if',
      'location / { if ($a) { proxy_pass http://b:1; } proxy_pass http://a:1; }',
      ['/ → http a:1', '($a) → http b:1'],
    ],
    ['nested locations', 'location /a { location /a/b { proxy_pass http://b:1; } }', ['/a/b → http b:1']],
    ['limit_except', 'location / { limit_except GET { proxy_pass http://w:1; } }', ['GET → http w:1']],
    ['a port out of range is none', 'location / { proxy_pass http://api:73000; }', ['/ → http api:?']],
  ]
  test.each(cases)('%s', (_, server, expected) => check(http(`server { ${server} }`), expected))
})

describe('upstreams', () => {
  test('a name without a port is an upstream, in any case and order', () =>
    check(http('server { location / { proxy_pass http://App; } }\nupstream app { server a:1; server b; }'), [
      '/ → http app(a:1, b:80)',
    ]))
  test('servers that are down, or looked up at run time', () =>
    check(
      http('upstream app { server a:1 down; server b:2 resolve; } server { location / { proxy_pass http://app; } }'),
      ['/ → http app(a:1 down, b:2 dynamic)'],
    ))
  test('the stream module has upstreams of its own', () =>
    check(
      'events {}\nhttp { upstream app { server a:1; } }\nstream { server { listen 1; proxy_pass app:5432; } server { listen 2; proxy_pass db; } upstream db { server d:5432; } }',
      ['· → tcp app:5432', '· → tcp db(d:5432)'],
    ))
})

describe('values in force', () => {
  test('the nearest block wins', () =>
    check(
      http(`proxy_read_timeout 1m; resolver 10.0.0.2;
        server { proxy_connect_timeout 5s;
          location /a { proxy_pass http://a:1; }
          location /b { proxy_read_timeout 300; proxy_send_timeout 500ms; proxy_pass http://b:1; } }`),
      [
        '/a → http a:1 [connect 5000, read 60000, resolver]',
        '/b → http b:1 [connect 5000, read 300000, send 500, resolver]',
      ],
    ))
  test('each module has times of its own', () =>
    check(http('proxy_read_timeout 1s; server { location / { fastcgi_read_timeout 2h; fastcgi_pass p:9000; } }'), [
      '/ → fastcgi p:9000 [read 7200000]',
    ]))
})

describe('variables', () => {
  const cases: readonly (readonly [name: string, text: string, routes: readonly string[]])[] = [
    [
      'set in the server',
      'server { set $a http://api:3000; location / { proxy_pass $a; } }',
      ['/ → http api:3000 dynamic'],
    ],
    [
      'set in the location',
      'server { location / { set $h api; proxy_pass http://$h:3000/x; } }',
      ['/ → http api:3000 dynamic'],
    ],
    [
      'the last set counts',
      'server { location / { set $h a; set $h b; proxy_pass http://$h:1; } }',
      ['/ → http b:1 dynamic'],
    ],
    [
      'the location before the server',
      'server { set $h a; location / { set $h b; proxy_pass http://$h:1; } }',
      ['/ → http b:1 dynamic'],
    ],
    [
      'set in an if: both',
      'server { set $h a; if ($x) { set $h b; } location / { proxy_pass http://$h:1; } }',
      ['/ → http a:1 dynamic', '/ → http b:1 dynamic'],
    ],
    [
      'a variable in a variable',
      'server { set $h api; set $u http://${h}:3000; location / { proxy_pass $u; } }',
      ['/ → http api:3000 dynamic'],
    ],
    ['itself in itself', 'server { set $h $h; location / { proxy_pass http://$h:1; } }', ['/ → http ?']],
    [
      'a map',
      'map $x $h { default a; 1 b; } server { location / { proxy_pass http://$h:1; } }',
      ['/ → http a:1 dynamic', '/ → http b:1 dynamic'],
    ],
    [
      'split_clients',
      'split_clients $x $h { 10% a; * b; } server { location / { proxy_pass http://$h:1; } }',
      ['/ → http a:1 dynamic', '/ → http b:1 dynamic'],
    ],
    [
      'a map that includes',
      'map $x $h { include x.map; } server { location / { proxy_pass http://$h:1; } }',
      ['/ → http ?'],
    ],
    [
      'a map to an upstream',
      'upstream app { server a:1; } map $x $h { default app; } server { location / { proxy_pass http://$h; } }',
      ['/ → http app(a:1)'],
    ],
    ['a request’s own value', 'server { location / { proxy_pass http://$host; } }', ['/ → http ?']],
    ['a capture', 'server { location ~ ^/(a|b) { proxy_pass http://$1:80; } }', ['~ ^/(a|b) → http ?']],
    ['only the path is variable', 'server { location / { proxy_pass http://api:1$request_uri; } }', ['/ → http ?']],
    [
      'what an if sets before is set again',
      'server { location / { if ($x) { set $h a; } set $h b; proxy_pass http://$h:1; } }',
      ['/ → http b:1 dynamic'],
    ],
    [
      'in an if, its own; what comes behind it counts more',
      'server { location /a { if ($x) { set $h a; proxy_pass http://$h:1; } } location /b { if ($x) { set $h a; proxy_pass http://$h:2; } set $h b; } }',
      ['($x) → http a:1 dynamic', '($x) → http b:2 dynamic'],
    ],
    [
      'a value is made when it is set',
      'server { set $h a; set $u http://$h:1; set $h b; location / { proxy_pass $u; } }',
      ['/ → http a:1 dynamic'],
    ],
    [
      'a value made of itself',
      'server { set $h a; set $h "${h}b"; location / { proxy_pass http://$h:1; } }',
      ['/ → http ab:1 dynamic'],
    ],
    [
      'a location hands nothing on to those in it',
      'server { set $h a; location / { set $h b; location /c { proxy_pass http://$h:1; } } }',
      ['/c → http a:1 dynamic'],
    ],
    [
      'behind a break nothing is set',
      'server { location / { set $h a; break; set $h b; proxy_pass http://$h:1; } }',
      ['/ → http a:1 dynamic'],
    ],
    [
      'behind a break in an if perhaps',
      'server { location / { set $h a; if ($x) { break; } set $h b; proxy_pass http://$h:1; } }',
      ['/ → http a:1 dynamic', '/ → http b:1 dynamic'],
    ],
    [
      'behind a rewrite that ends the run perhaps',
      'server { set $h a; rewrite ^/x /y last; set $h b; location / { proxy_pass http://$h:1; } }',
      ['/ → http a:1 dynamic', '/ → http b:1 dynamic'],
    ],
    [
      'a set counts more than a map',
      'map $x $h { default a; } server { set $h b; location / { proxy_pass http://$h:1; } }',
      ['/ → http b:1 dynamic'],
    ],
    [
      'a set that may not happen, and a map',
      'map $x $h { default a; } server { if ($y) { set $h b; } location / { proxy_pass http://$h:1; } }',
      ['/ → http b:1 dynamic', '/ → http a:1 dynamic'],
    ],
    [
      'case does not count',
      'map $x $Host_Of { default a; } server { set $P 1; location / { proxy_pass http://$host_of:$p; } }',
      ['/ → http a:1 dynamic'],
    ],
    [
      'a location that others lead to has their variables',
      'server { set $h a; location / { set $h b; try_files $uri @p; } location @p { proxy_pass http://$h:1; } }',
      ['@p → http ?'],
    ],
    [
      'what only the server sets is the same everywhere',
      'server { set $h a; location / { try_files $uri @p; } location @p { proxy_pass http://$h:1; } }',
      ['@p → http a:1 dynamic'],
    ],
    [
      'a subrequest may give another value',
      'server { location / { set $h a; auth_request_set $h $upstream_http_x; proxy_pass http://$h:1; } }',
      ['/ → http ?'],
    ],
    [
      'so may a script',
      'server { set $h a; access_by_lua_file x.lua; location / { proxy_pass http://$h:1; } }',
      ['/ → http ?'],
    ],
    [
      'a map of a map, one for each',
      'map $x $a { default 1; k 2; } map $y $b { default x$a; k y; } server { location / { proxy_pass http://$b:1; } }',
      ['/ → http x1:1 dynamic', '/ → http x2:1 dynamic', '/ → http y:1 dynamic'],
    ],
    [
      'a map that goes in circles',
      'map $x $a { default $b; } map $x $b { default $a; } server { location / { proxy_pass http://$a:1; } }',
      ['/ → http ?'],
    ],
    [
      'a part of what a map found',
      'map $x $h { default a; ~^(.*)$ $1; } server { location / { proxy_pass http://$h:1; } }',
      ['/ → http ?'],
    ],
    [
      'words for the map itself, and the same as keys',
      'map $x $h { hostnames; volatile; default a; hostnames b; proxy c; } server { location / { proxy_pass http://$h:1; } }',
      ['/ → http a:1 dynamic', '/ → http b:1 dynamic', '/ → http c:1 dynamic'],
    ],
    [
      'geo, with lines that give no value',
      'geo $h { default a; proxy 10.0.0.1; delete 127.0.0.0/8; 10.0.0.0/8 b; } server { location / { proxy_pass http://$h:1; } }',
      ['/ → http a:1 dynamic', '/ → http b:1 dynamic'],
    ],
    [
      'only maps replace variables',
      'geo $h { default a$x; } server { location / { proxy_pass http://$h:1; } }',
      ['/ → http ?'],
    ],
    [
      'many that say the same count once',
      `map $x $h { ${Array.from({ length: 99 }, (_, i) => `k${i} ${i % 2 ? 'a' : 'b'};`).join(' ')} } server { location / { proxy_pass http://$h:1; } }`,
      ['/ → http b:1 dynamic', '/ → http a:1 dynamic'],
    ],
    [
      'too many to tell apart',
      `map $x $h { ${Array.from({ length: 99 }, (_, i) => `k${i} h${i};`).join(' ')} } server { location / { proxy_pass http://$h:1; } }`,
      ['/ → http ?'],
    ],
    [
      'set in another location is not known here',
      'server { location /a { set $h a; } location / { proxy_pass http://$h:1; } }',
      ['/ → http ?'],
    ],
  ]
  test.each(cases)('%s', (_, text, expected) => check(http(text), expected))

  test('maps of maps of maps come to an end', () => {
    const entries = (value: string): string => Array.from({ length: 60 }, (_, i) => `k${i} ${value}${i};`).join(' ')
    const maps = Array.from({ length: 8 }, (_, i) => `map $x $m${i} { ${entries(`\${m${i + 1}}`)} }`).join('\n')
    check(http(`${maps} map $x $m8 { ${entries('a')} } server { location / { proxy_pass http://$m0:1; } }`), [
      '/ → http ?',
    ])
  })

  test('the stream module has variables of its own', () =>
    check(
      `events {}
      http { map $host $backend { default web:80; } server { location / { proxy_pass http://$backend; } } }
      stream {
        map $ssl_preread_server_name $backend { a.example first; default second:443; }
        upstream first { server one:443; }
        server { listen 443; ssl_preread on; proxy_pass $backend; }
        server { listen 444; set $to three:1; proxy_pass $to; }
      }`,
      ['/ → http web:80 dynamic', '· → tcp first(one:443)', '· → tcp second:443 dynamic', '· → tcp three:1 dynamic'],
    ))

  test('the host of a value stands where the value was written', () => {
    const text = http('server { set $a "http://api:3000"; location / { proxy_pass $a; } }')
    const [config] = configs({ '/p/nginx.conf': text })
    const { host, port } = config!.upstreams[0]!.targets[0]!
    expect(text.slice(host.at.start, host.at.end)).toBe('api')
    expect(text.slice(port!.at.start, port!.at.end)).toBe('3000')
  })
})

describe('templates of the official image', () => {
  const word = (text: string) => ({ text, at: { file: '/p/compose.yaml', start: 10, end: 10 + text.length } })
  const there = {
    path: '/etc/nginx/conf.d/default.conf',
    mounts: [],
    container: 'c',
    stockMain: true,
    command: undefined,
    environment: new Map([
      ['API_HOST', word('api')],
      ['API_PORT', word('3000')],
      ['SECRET', undefined],
    ]),
  }
  const cases: readonly (readonly [name: string, text: string, routes: readonly string[]])[] = [
    ['a host and a port', 'location / { proxy_pass http://${API_HOST}:$API_PORT; }', ['/ → http api:3000']],
    ['not known', 'location / { proxy_pass http://${SECRET}:80; }', ['/ → http ?']],
    ['not set: a variable of nginx', 'location / { proxy_pass http://${host}:80; }', ['/ → http ?']],
  ]
  test.each(cases)('%s', (_, text, expected) => {
    const [config] = configs({ '/p/default.conf.template': `server { ${text} }` }, () => [there])
    expect(routes(config!)).toEqual(expected)
  })
  test('an upstream’s server', () => {
    const text = 'upstream app { server ${API_HOST}:${API_PORT}; }\nserver { location / { proxy_pass http://app; } }'
    const [config] = configs({ '/p/default.conf.template': text }, () => [there])
    expect(routes(config!)).toEqual(['/ → http app(api:3000)'])
    expect(config!.upstreams[0]!.targets[0]!.port!.at).toMatchObject({ file: '/p/compose.yaml', start: 10, end: 14 })
  })
  test('what is put together can be pointed at, but not edited', () => {
    const text = 'server { location / { proxy_pass http://my-${API_HOST}:3000; } }'
    const [config] = configs({ '/p/default.conf.template': text }, () => [there])
    const { host, port } = config!.upstreams[0]!.targets[0]!
    expect([host.text, host.at.scattered, text.slice(port!.at.start, port!.at.end)]).toEqual(['my-api', true, '3000'])
  })
  test('any other file has no environment', () => {
    const [config] = configs(
      { '/p/default.conf': 'server { location / { proxy_pass http://${API_HOST}:80; } }' },
      () => [there],
    )
    expect(routes(config!)).toEqual(['/ → http ?'])
  })
})

describe('includes', () => {
  const upstream = 'upstream app { server a:1; }\n'
  const main = (include: string): string =>
    http(`include ${include};\nserver { location / { proxy_pass http://app; } }`)
  const cases: readonly (readonly [name: string, files: Readonly<Record<string, string>>, complete: boolean])[] = [
    ['beside the main file', { '/p/nginx.conf': main('app.conf'), '/p/app.conf': upstream }, true],
    ['by a wildcard', { '/p/nginx.conf': main('conf.d/*.conf'), '/p/conf.d/app.conf': upstream }, true],
    [
      'in the usual folder',
      { '/p/nginx.conf': main('/etc/nginx/conf.d/*.conf'), '/p/conf.d/app.conf': upstream },
      true,
    ],
    [
      'at second hand, from the main file’s folder',
      {
        '/p/nginx.conf': main('conf.d/a.conf'),
        '/p/conf.d/a.conf': 'include conf.d/b.conf;',
        '/p/conf.d/b.conf': upstream,
      },
      true,
    ],
    ['that is nowhere', { '/p/nginx.conf': main('other/*.conf') + upstream.replace(/^/, '# ') }, false],
  ]
  test.each(cases)('%s', (_, files, complete) => {
    const all = configs(files)
    expect(all).toHaveLength(1)
    expect(all[0]!.complete).toBe(complete)
    if (complete) expect(routes(all[0]!)).toEqual(['/ → http app(a:1)'])
  })

  test('a dot in a name needs a dot in the pattern', () => {
    const all = configs({ '/p/nginx.conf': main('conf.d/*'), '/p/conf.d/.app.conf': upstream })
    expect(all).toHaveLength(2)
  })

  test('what comes with nginx adds no names', () => {
    const [config] = configs({
      '/p/nginx.conf': http(
        'include mime.types; server { location / { include fastcgi_params; fastcgi_pass p:9000; } }',
      ),
    })
    expect(config!.complete).toBe(true)
  })

  test('a cycle is told and ends', () => {
    const all = configs({
      '/p/nginx.conf': http('include a.conf;'),
      '/p/a.conf': 'include b.conf;',
      '/p/b.conf': 'include a.conf;',
    })
    expect(all.flatMap(config => config.problems.map(problem => problem.message))).toEqual([
      expect.stringContaining('leads back to a.conf'),
    ])
  })

  test('two files that include each other are told once each', () => {
    const all = configs({ '/p/a.conf': 'server { include b.conf; }', '/p/b.conf': 'include a.conf;' })
    expect(all).toHaveLength(2)
    expect(all.every(config => config.problems.length > 0)).toBe(true)
  })

  test('as the container sees them', () => {
    const mounts = [{ from: '/p/sites', to: '/etc/nginx/conf.d' }]
    const surroundings = {
      path: '/etc/nginx/nginx.conf',
      mounts,
      container: 'c',
      stockMain: false,
      environment: new Map(),
      command: undefined,
    }
    const all = configs(
      {
        '/p/nginx.conf': main('/etc/nginx/conf.d/*.conf'),
        '/p/sites/app.conf': upstream,
        '/p/conf.d/app.conf': 'upstream app { server wrong:1; }',
      },
      file => (file === '/p/nginx.conf' ? [surroundings] : []),
    )
    expect(routes(all[0]!)).toEqual(['/ → http app(a:1)'])
  })

  test('all files of a stock conf.d are one configuration', () => {
    const there = (path: string) => [
      { path, mounts: [], container: 'c', stockMain: true, environment: new Map(), command: undefined },
    ]
    const all = configs(
      { '/p/a.conf': upstream, '/p/b.conf': 'server { location / { proxy_pass http://app; } }' },
      file => there(file.replace('/p/', '/etc/nginx/conf.d/')),
    )
    expect(all).toHaveLength(1)
    expect(all[0]!.complete).toBe(true)
    expect(routes(all[0]!)).toEqual(['/ → http app(a:1)'])
  })

  test('a fragment leans on its neighbours', () => {
    const all = configs({ '/p/a.conf': upstream, '/p/b.conf': 'server { location / { proxy_pass http://app; } }' })
    expect(all.map(routes)).toEqual([[], ['/ → http ?']])
    expect(all.every(config => !config.complete)).toBe(true)
  })
})

test('blocks a hundred thousand deep end no stack', () => {
  const deep = 100_000
  expect(
    configs({ '/p/nginx.conf': `${'location / {\n'.repeat(deep)}proxy_pass http://a:1;${'}'.repeat(deep)}` }),
  ).toHaveLength(1)
})

test('two files that include each other twice come to an end', () => {
  const twice = (name: string): string => `include ${name};\n`.repeat(2)
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`/p/${i}.conf`, twice(`${i + 1}.conf`)]))
  const [config] = configs({ ...files, '/p/nginx.conf': http(twice('0.conf')) })
  expect(config!.complete).toBe(false)
})
