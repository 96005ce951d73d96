/** Which location takes a URI, and where requests go from there. */
import { describe, expect, test } from 'vitest'
import type { Config } from '../../server/model/config.ts'
import { arrivalsAt, type Flow, flowOf, type Goal, locationAround } from '../../server/model/nginx-flow.ts'
import { allOf } from '../../server/model/nginx-locations.ts'
import { configs } from './show.ts'

const http = (text: string): string => `events {}\nhttp {\n${text}\n}\n`

function read(text: string): { readonly config: Config; readonly flow: Flow } {
  const [config] = configs({ '/p/nginx.conf': text })
  return { config: config!, flow: flowOf(config!, config!.gateways[0]!)! }
}

const matchOf = ({ directive }: { readonly directive: { readonly args: readonly { readonly text: string }[] } }) =>
  directive.args.map(word => word.text).join(' ')
const shown = (goal: Goal): string => (goal.kind === 'location' ? matchOf(goal.location) : goal.kind.toUpperCase())

describe('the location of a URI', () => {
  const locations = [
    'location / {}',
    'location = / {}',
    'location /a {}',
    'location /a/b {}',
    'location ^~ /static/ { location ~ \\.gif$ {} }',
    'location ~ \\.php$ {}',
    'location ~* \\.PNG$ {}',
    'location =/glued {}',
    'location /nest/ { location ~ \\.php$ { location ~ ^/nest/deep {} } location /nest/in/ {} }',
    'location /moved/ { proxy_pass http://a; }',
    'location @fallback {}',
  ]
  const { flow } = read(http(`server { ${locations.join('\n')} }`))
  test.each([
    ['/', '= /'],
    ['/x', '/'],
    ['/a/x', '/a'],
    ['/a/b', '/a/b'],
    ['/a/b.php', '~ \\.php$'],
    ['/static/x.php', '^~ /static/'],
    ['/static/x.gif', '~ \\.gif$'],
    ['/x.png', '~* \\.PNG$'],
    ['/x.PHP', '/'],
    ['/glued', '=/glued'],
    ['/nest/x', '/nest/'],
    ['/nest/in/x', '/nest/in/'],
    ['/nest/in/x.png', '~* \\.PNG$'],
    ['/nest/deep.php', '~ ^/nest/deep'],
    ['/moved', 'UNKNOWN'],
    ['@fallback', '@fallback'],
    ['@Fallback', 'MISSING'],
  ])('%s', (uri, expected) => expect(shown(flow.goalOf(uri))).toBe(expected))

  test.each([
    ['none', 'location /a {}', '/b', 'SERVER'],
    ['an expression of PCRE alone', 'location / {} location ~ \\Afoo {}', '/b', 'UNKNOWN'],
    ['one that could take for ever', 'location / {} location ~ ^/(a+)+$ {}', '/aaaa', 'UNKNOWN'],
    ['behind what is found before it', 'location = /b {} location ~ \\Afoo {}', '/b', '= /b'],
    ['without regard to case', 'location ~ (?i)^/ABC {}', '/abc', '~ (?i)^/ABC'],
    ['a name', 'location ~ ^/(?P<id>\\d+)$ {}', '/12', '~ ^/(?P<id>\\d+)$'],
    ['a file that is not here', 'location / {} include more.conf;', '/b', 'UNKNOWN'],
    ['a name in a file that is not here', 'location / {} include more.conf;', '@b', 'UNKNOWN'],
  ])('%s', (_, text, uri, expected) => expect(shown(read(http(`server { ${text} }`)).flow.goalOf(uri))).toBe(expected))
})

describe('ways', () => {
  const cases: readonly (readonly [name: string, text: string, jumps: readonly string[]])[] = [
    [
      'an error page',
      'location / { error_page 502 503 /50x.html; } location = /50x.html {}',
      ['/ error_page = /50x.html'],
    ],
    [
      'from the server, everywhere but where another one is',
      'error_page 502 @down; location /a {} location /b { error_page 404 /x; } location @down {}',
      ['server error_page @down', '/a error_page @down', '/b error_page SERVER', '@down error_page @down'],
    ],
    ['one that is elsewhere, or a status', 'location / { error_page 404 https://b/; error_page 502 =200; }', []],
    ['with arguments', 'location / { error_page 404 = /i.php?$args; } location = /i.php {}', ['/ error_page = /i.php']],
    ['files', 'location / { try_files $uri $uri/ @app; } location @app {}', ['/ try_files @app']],
    ['files, with a URI', 'location / { try_files $uri /i.php?$args; }', ['/ try_files /']],
    ['files, with a status', 'location / { try_files $uri =404; }', []],
    ['files, with a variable', 'location / { try_files $uri $uri/; }', ['/ try_files UNKNOWN']],
    ['files of the server alone', 'try_files $uri @a; location / {} location @a {}', ['server try_files @a']],
    ['a name that is nowhere', 'location / { try_files $uri @app; }', ['/ try_files MISSING']],
    [
      'a name in a nested location',
      'location / { location /b { error_page 404 @x; } } location @x {}',
      ['/b error_page @x'],
    ],
    [
      'a rewrite',
      'location /a { rewrite ^ /b last; } location /b { rewrite ^ /a; rewrite ^ /c break; rewrite ^ /d redirect; }',
      ['/a rewrite /b', '/b rewrite /a'],
    ],
    ['a rewrite with a part of the URI', 'location /a { rewrite ^/a(.*) /b$1 last; }', ['/a rewrite UNKNOWN']],
    ['a rewrite to another server', 'location /a { rewrite ^ https://b/ last; rewrite ^ $scheme://c last; }', []],
    ['a rewrite to what has a name', 'location /a { rewrite ^ @b last; } location @b {}', ['/a rewrite SERVER']],
    ['a rewrite in an if', 'location /a { if ($x) { rewrite ^ /b last; } } location /b {}', ['/a rewrite /b']],
    [
      'a subrequest',
      'auth_request /auth; location / { mirror /copy; } location = /auth { auth_request off; internal; } location /copy { auth_request off; }',
      ['server auth_request = /auth', '/ auth_request = /auth', '/ mirror /copy'],
    ],
    [
      'an index',
      'index index.php; location / {} location /p/ { proxy_pass http://a; } location ~ \\.php$ {}',
      ['/ index ~ \\.php$'],
    ],
  ]
  test.each(cases)('%s', (_, text, expected) => {
    const { flow } = read(http(`server { ${text} }`))
    const jumps = flow.jumps.map(({ kind, from, goal }) => `${from ? matchOf(from) : 'server'} ${kind} ${shown(goal)}`)
    expect(jumps).toEqual(expected)
  })

  test('a jump stands where its goal was written', () => {
    const text = http('server { location / { try_files $uri /i.php?$args; } }')
    const [{ to }] = read(text).flow.jumps as [Flow['jumps'][number]]
    expect(text.slice(to.at.start, to.at.end)).toBe('/i.php')
  })
})

describe('how requests come to a location', () => {
  const text = `server {
    auth_request /auth;
    location / { error_page 502 @down; try_files $uri /inner; }
    location = /auth { internal; auth_request off; }
    location @down { auth_request off; }
    location /inner { auth_request off; }
    location /hidden { internal; auth_request off; location /hidden/more {} }
  }`
  test.each([
    ['/', ['request']],
    ['= /auth', ['auth_request']],
    ['@down', ['error_page']],
    ['/inner', ['request', 'try_files']],
    ['/hidden', []],
    ['/hidden/more', []],
  ])('%s', (match, expected) => {
    const { config, flow } = read(http(text))
    const location = allOf(flow.locations).find(each => matchOf(each) === match)!
    expect([...arrivalsAt(config, flow, location)]).toEqual(expected)
  })
})

test('the location of a route, also of one in an if', () => {
  const { config, flow } = read(http('server { location /a { if ($x) { proxy_pass http://a:1; } } }'))
  expect(matchOf(locationAround(flow, config.gateways[0]!.routes[0]!.scope)!)).toBe('/a')
})

test('the stream module has no locations', () => {
  const [config] = configs({ '/p/nginx.conf': 'events {} stream { server { listen 1; proxy_pass a:1; } }' })
  expect(flowOf(config!, config!.gateways[0]!)).toBeUndefined()
})
