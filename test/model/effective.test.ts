/** What is in force at a place of an nginx configuration, by which level, and what is cut off. */
import { describe, expect, test } from 'vitest'
import type { Config, Scope } from '../../server/model/config.ts'
import { effective } from '../../server/model/effective.ts'
import { occurrences } from '../../server/model/occurrences.ts'
import { configs } from './show.ts'

const http = (text: string): string => `events {}\nhttp {\n${text}\n}\n`

/** "level: entries | cut off entries", with a "?" where something unread may say otherwise. */
function told(config: Config, scope: Scope, name: string): string {
  const { directives, level, cutOff, certain } = effective(config, scope, name)
  const words = (of: typeof directives): string =>
    of.map(({ args }) => args.map(word => word.text).join(' ')).join(', ')
  return `${level ?? 'default'}${certain ? '' : '?'}: ${words(directives)}${cutOff.length > 0 ? ` | ${words(cutOff)}` : ''}`
}

const routeScope = (config: Config): Scope => config.gateways.flatMap(({ routes }) => routes).at(-1)!.scope

describe('lists are replaced, and not added to', () => {
  const cases: readonly (readonly [name: string, directive: string, text: string, expected: string])[] = [
    [
      'headers to the target',
      'proxy_set_header',
      'proxy_set_header Host $host; proxy_set_header A a; server { location / { proxy_set_header B b; proxy_pass http://a; } }',
      'location: B b | Host $host, A a',
    ],
    [
      'from two levels out',
      'proxy_set_header',
      'proxy_set_header Host $host; server { location / { proxy_pass http://a; } }',
      'http: Host $host',
    ],
    [
      'each level cuts off the next',
      'add_header',
      'add_header A a; server { add_header B b; location / { add_header C c; proxy_pass http://a; } }',
      'location: C c | B b, A a',
    ],
    [
      'in a nested location',
      'fastcgi_param',
      'server { location / { fastcgi_param A a; location ~ x { fastcgi_param B b; fastcgi_pass a:1; } } }',
      'location: B b | A a',
    ],
    [
      'in an if',
      'add_header',
      'server { location / { add_header A a; if ($x) { add_header B b; proxy_pass http://a; } } }',
      'if: B b | A a',
    ],
    [
      'an if takes what its location has',
      'add_header',
      'server { location / { add_header A a; if ($x) { proxy_pass http://a; } } }',
      'location: A a',
    ],
    [
      'so does limit_except',
      'error_page',
      'server { error_page 502 /x; location / { limit_except GET { proxy_pass http://a; } } }',
      'server: 502 /x',
    ],
    [
      'error pages',
      'error_page',
      'server { error_page 502 /x; location / { error_page 404 /y; proxy_pass http://a; } }',
      'location: 404 /y | 502 /x',
    ],
    [
      'one list of two directives',
      'allow',
      'deny all; server { location / { allow 10.0.0.0/8; proxy_pass http://a; } }',
      'location: 10.0.0.0/8 | all',
    ],
    [
      'headers that add up',
      'add_header',
      'add_header A a; server { add_header_inherit merge; add_header B b; location / { add_header C c; proxy_pass http://a; } }',
      'location: C c, B b, A a',
    ],
    [
      'headers that are not taken over',
      'add_header',
      'add_header A a; server { location / { add_header_inherit off; proxy_pass http://a; } }',
      'default:  | A a',
    ],
    [
      'adding up ends where it is told to',
      'add_header',
      'add_header A a; server { add_header B b; location / { add_header_inherit merge; add_header C c; proxy_pass http://a; } }',
      'location: C c, B b | A a',
    ],
    ['no entry at all', 'proxy_set_header', 'server { location / { proxy_pass http://a; } }', 'default: '],
  ]
  test.each(cases)('%s', (_, name, text, expected) => {
    const [config] = configs({ '/p/nginx.conf': http(text) })
    expect(told(config!, routeScope(config!), name)).toBe(expected)
  })
})

describe('one value', () => {
  const cases: readonly (readonly [name: string, directive: string, text: string, value: string | undefined])[] = [
    ['nginx’s own', 'proxy_ssl_verify', 'server { location / { proxy_pass https://a; } }', 'off'],
    ['that changed with a release', 'proxy_http_version', 'server { location / { proxy_pass http://a; } }', undefined],
    ['the server’s', 'proxy_ssl_verify', 'server { proxy_ssl_verify on; location / { proxy_pass https://a; } }', 'on'],
    [
      'the location’s',
      'proxy_http_version',
      'proxy_http_version 1.1; server { location / { proxy_http_version 1.0; proxy_pass http://a; } }',
      '1.0',
    ],
    ['root and alias are one', 'root', 'server { root /a; location / { alias /b; proxy_pass http://a; } }', '/b'],
    [
      'try_files stays where it is',
      'try_files',
      'server { try_files $uri /x; location / { proxy_pass http://a; } }',
      undefined,
    ],
    [
      'what is stored is not cached',
      'proxy_cache',
      'proxy_cache zone; server { location / { proxy_store on; proxy_pass http://a; } }',
      undefined,
    ],
    [
      'unless it is not stored',
      'proxy_cache',
      'proxy_cache zone; server { location / { proxy_store off; proxy_pass http://a; } }',
      'zone',
    ],
    [
      'a handler holds in an if',
      'proxy_pass',
      'server { location /a { proxy_pass http://a; if ($x) { add_header A a; } } }',
      'http://a',
    ],
    [
      'a handler does not hold in a nested location',
      'proxy_pass',
      'server { location /a { proxy_pass http://a; location /a/b { add_header A a; } } }',
      undefined,
    ],
  ]
  test.each(cases)('%s', (_, name, text, value) => {
    const [config] = configs({ '/p/nginx.conf': http(text) })
    const inner = occurrences(config!, 'add_header').at(-1)?.scope ?? routeScope(config!)
    expect(effective(config!, inner, name).value).toBe(value)
  })

  test('of the stream module', () => {
    const text = 'events {}\nstream { server { listen 1; proxy_pass a:1; } }'
    const [config] = configs({ '/p/nginx.conf': text })
    expect(effective(config!, routeScope(config!), 'proxy_timeout').value).toBe('600s')
  })

  test('of a server', () => {
    const [config] = configs({ '/p/nginx.conf': http('server { client_max_body_size 5m; }') })
    expect(effective(config!, config!.gateways[0]!.scope, 'client_max_body_size').value).toBe('5m')
  })
})

describe('what was not read', () => {
  const server = (lines: string): string => `server { location / { ${lines} proxy_pass http://a; } }`
  const cases: readonly (readonly [name: string, directive: string, text: string, expected: string])[] = [
    ['a fragment has levels that are not here', 'proxy_ssl_verify', server(''), 'default?: '],
    ['a value of the fragment itself', 'proxy_ssl_verify', server('proxy_ssl_verify on;'), 'location: on'],
    ['a missing include', 'proxy_ssl_verify', http(server('include other.conf;')), 'default?: '],
    [
      'it may add to a list',
      'proxy_set_header',
      http(server('include other.conf; proxy_set_header A a;')),
      'location?: A a',
    ],
    [
      'it cannot give a second value',
      'proxy_ssl_verify',
      http(server('include other.conf; proxy_ssl_verify on;')),
      'location: on',
    ],
    [
      'one further out does not matter',
      'proxy_set_header',
      http(`include other.conf; ${server('proxy_set_header A a;')}`),
      'location: A a',
    ],
    ['what comes with nginx is known', 'proxy_ssl_verify', http(server('include proxy_params;')), 'default: '],
    ['and what it gives', 'proxy_set_header', http(server('include proxy_params;')), 'default?: '],
  ]
  test.each(cases)('%s', (_, name, text, expected) => {
    const [config] = configs({ '/p/nginx.conf': text })
    expect(told(config!, routeScope(config!), name)).toBe(expected)
  })

  test.each([
    ['proxy_ssl_verify', 'off'],
    ['keepalive_timeout', undefined],
  ])('below the main file of the official image: %s', (name, value) => {
    const there = { mounts: [], container: 'c', stockMain: true, environment: new Map(), command: undefined }
    const [config] = configs({ '/p/a.conf': server('') }, () => [{ path: '/etc/nginx/conf.d/a.conf', ...there }])
    expect(effective(config!, routeScope(config!), name).value).toBe(value)
  })
})
