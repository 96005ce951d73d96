/** What HAProxy configurations mean: sections, defaults, servers. */
import { describe, expect, test } from 'vitest'
import { hops } from '../../server/model/config.ts'
import { configs, routes } from './show.ts'

const read = (text: string) => configs({ '/p/haproxy.cfg': text })[0]!

describe('routes', () => {
  const cases: readonly (readonly [name: string, text: string, routes: readonly string[]])[] = [
    [
      'a frontend and a backend',
      'defaults\n mode http\nfrontend web\n bind :80\n default_backend app\nbackend app\n server s1 api:3000 check\n server s2 api2:3000 backup\n',
      ['· → http app(api:3000, api2:3000)'],
    ],
    ['a listen is both', 'listen db\n bind :5432\n server d1 db:5432\n', ['· → tcp db(db:5432)']],
    [
      'conditions',
      'defaults\n mode http\nfrontend web\n use_backend a if { path /a }\n default_backend b\nbackend a\n server s a:1\nbackend b\n server s b:1\n',
      ['if { path /a } → http a(a:1)', '· → http b(b:1)'],
    ],
    [
      'a backend that is none',
      'frontend web\n default_backend ap\nbackend app\n server s a:1\n',
      ['· → tcp undeclared ap'],
    ],
    ['a name made at the request', 'frontend web\n use_backend be_%[path]\n', ['· → tcp ?']],
    [
      'a default from the defaults',
      'defaults\n mode http\n default_backend app\nfrontend web\n bind :80\nbackend app\n server s a:1\n',
      ['· → http app(a:1)'],
    ],
    [
      'TLS',
      'defaults\n mode http\nfrontend web\n default_backend app\nbackend app\n server s a:443 ssl verify none\n',
      ['· → http app(a:443 tls)'],
    ],
    [
      'options of default-server',
      'defaults\n mode http\nfrontend web\n default_backend app\nbackend app\n default-server ssl\n server s a:443\n server t b:80 no-ssl\n',
      ['· → http app(a:443 tls, b:80)'],
    ],
    [
      'a disabled server',
      'frontend web\n default_backend app\nbackend app\n server s a:1 disabled\n',
      ['· → tcp app(a:1 down)'],
    ],
    [
      'a server that may start unresolved',
      'frontend web\n default_backend app\nbackend app\n server s a:1 init-addr last,libc,none\n',
      ['· → tcp app(a:1 dynamic)'],
    ],
    [
      'a port that is the client’s',
      'frontend web\n default_backend app\nbackend app\n server s a\n',
      ['· → tcp app(a:?)'],
    ],
    [
      'a socket, an address family, a template',
      'frontend web\n default_backend app\nbackend app\n server s unix@/run/a.sock\n server t ipv4@a:1\n server-template u 1-3 b:2\n',
      ['· → tcp app(a:1, b:2)'],
    ],
    [
      'FastCGI',
      'defaults\n mode http\nfrontend web\n default_backend php\nbackend php\n use-fcgi-app app\n server s php:9000 proto fcgi\n',
      ['· → fastcgi php(php:9000)'],
    ],
    ['no mode is tcp', 'frontend web\n default_backend app\nbackend app\n server s a:1\n', ['· → tcp app(a:1)']],
  ]
  test.each(cases)('%s', (_, text, expected) => expect(routes(read(text))).toEqual(expected))
})

describe('timeouts in force', () => {
  const cases: readonly (readonly [
    name: string,
    text: string,
    client: number | undefined,
    server: number | undefined,
  ])[] = [
    ['from the defaults above', 'defaults\n timeout client 5s\n timeout server 1m\n', 5000, 60_000],
    ['a bare number is milliseconds', 'defaults\n timeout client 5000\n timeout server 50\n', 5000, 50],
    [
      'a second defaults forgets the first',
      'defaults\n timeout client 5s\n timeout server 1m\ndefaults\n timeout client 1s\n',
      1000,
      undefined,
    ],
    [
      'unless it is made from it',
      'defaults base\n timeout client 5s\n timeout server 1m\ndefaults more from base\n timeout client 1s\n',
      1000,
      60_000,
    ],
    ['the last of two lines', 'defaults\n timeout client 5s\n timeout client 6s\n', 6000, undefined],
  ]
  test.each(cases)('%s', (_, defaults, client, server) => {
    const config = read(`${defaults}frontend web\n default_backend app\nbackend app\n server s a:1\n`)
    expect([config.gateways[0]!.clientTimeout?.ms, config.upstreams[0]!.timeouts?.read?.ms]).toEqual([client, server])
  })

  test('a section takes the defaults that it names', () => {
    const config = read(
      'defaults a\n timeout client 1s\ndefaults b\n timeout client 2s\nfrontend web from a\n default_backend x\n',
    )
    expect(config.gateways[0]!.clientTimeout?.ms).toBe(1000)
  })
})

test('ports that a bind listens on', () => {
  const config = read('frontend web\n bind :80\n bind 127.0.0.1:8080,[::1]:8081 ssl\n bind unix@/run/x\n')
  expect(config.gateways[0]!.listens.map(listen => listen.port)).toEqual([80, 8080, 8081, undefined])
})

test('a file leans on its neighbours', () => {
  const all = configs({
    '/p/a.cfg': 'frontend web\n default_backend app\n',
    '/p/b.cfg': 'backend app\n server s a:1\n',
  })
  expect(all.map(routes)).toEqual([['· → tcp ?'], []])
})

describe('what the command line names is one configuration', () => {
  const files = {
    '/p/a.cfg': 'frontend web\n default_backend app\n',
    '/p/b.cfg': 'backend app\n server s a:1\n',
    '/p/c.txt.cfg': 'backend other\n',
  }
  const started = (command: readonly string[]) => () => [
    {
      path: '',
      mounts: [{ from: '/p', to: '/etc/haproxy' }],
      container: 'c',
      stockMain: false,
      environment: new Map(),
      command,
    },
  ]
  const cases: readonly (readonly [name: string, command: readonly string[], files: readonly string[]])[] = [
    [
      'two files, in their order',
      ['haproxy', '-f', '/etc/haproxy/b.cfg', '-f', '/etc/haproxy/a.cfg'],
      ['/p/b.cfg', '/p/a.cfg'],
    ],
    ['a folder', ['haproxy', '-W', '-f', '/etc/haproxy/'], ['/p/a.cfg', '/p/b.cfg', '/p/c.txt.cfg']],
    [
      'behind two dashes',
      ['haproxy', '-db', '--', '/etc/haproxy/a.cfg', '/etc/haproxy/b.cfg'],
      ['/p/a.cfg', '/p/b.cfg'],
    ],
  ]
  test.each(cases)('%s', (_, command, expected) => {
    const [config] = configs(files, started(command))
    expect(config!.documents.map(document => document.file)).toEqual(expected)
    expect(routes(config!)).toEqual(['· → tcp app(a:1)'])
  })
})

describe('between .if and .endif', () => {
  const cases: readonly (readonly [name: string, text: string, routes: readonly string[]])[] = [
    [
      'lines are perhaps there',
      'frontend web\n.if defined(X)\n default_backend a\n.else\n default_backend b\n.endif\nbackend a\n server s a:1\n.if defined(Y)\n server t b:1\n.endif\nbackend b\n server s b:1\n',
      ['· → tcp a(a:1, b:1 perhaps) perhaps', '· → tcp b(b:1) perhaps'],
    ],
    [
      'nothing is undeclared for sure',
      'frontend web\n.if defined(X)\n default_backend a\n.endif\n',
      ['· → tcp ? perhaps'],
    ],
    [
      'so are sections',
      'global\n.if defined(X)\nlisten a\n server s a:1\n.endif\nlisten b\n server s b:1\n',
      ['· → tcp a(a:1 perhaps) perhaps', '· → tcp b(b:1)'],
    ],
    [
      'behind them all is as ever',
      'frontend web\n.if defined(X)\n bind :81\n.endif\n default_backend nope\n',
      ['· → tcp undeclared nope'],
    ],
  ]
  test.each(cases)('%s', (_, text, expected) => expect(routes(read(text))).toEqual(expected))

  test('what may not be there is no target that is asked', () => {
    const config = read('listen a\n server s a:1\n.if defined(X)\n server t b:1\n.endif\n')
    expect(hops(config).map(({ target }) => target.host.text)).toEqual(['a'])
  })
})

test('the last default_backend counts', () => {
  const config = read('frontend web\n default_backend nope\n default_backend app\nbackend app\n server s a:1\n')
  expect(routes(config)).toEqual(['· → tcp app(a:1)'])
})

test('a default_backend without a name leads nowhere', () => {
  expect(routes(read('defaults\n default_backend\nfrontend web\n bind :80\n'))).toEqual([])
})

test('a timeout without a time is none', () => {
  const [gateway] = read('defaults\n timeout client 5s\nfrontend web\n bind :80\n timeout client\n').gateways
  expect(gateway!.clientTimeout?.ms).toBe(5000)
})
