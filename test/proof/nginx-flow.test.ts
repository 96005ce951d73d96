/** What the model says of levels, locations and jumps is what the real nginx does: each answer is a status of its own. */
import { describe, expect, test, vi } from 'vitest'
import { effective } from '../../server/model/effective.ts'
import { flowOf } from '../../server/model/nginx-flow.ts'
import { allOf } from '../../server/model/nginx-locations.ts'
import { configs } from '../model/show.ts'
import type { Observation } from './lab/job.ts'
import { observe } from './lab/lab.ts'

vi.setConfig({ testTimeout: 60_000 })

const http = (text: string): string => `events {}\nhttp {\n${text}\n}\n`

const ask = (text: string, paths: readonly string[]): Promise<Observation> =>
  observe({
    server: 'nginx',
    files: [{ path: 'nginx.conf', text }],
    neighbours: [],
    names: [],
    requests: paths.map(path => ({
      method: 'GET',
      host: 'localhost',
      tls: false,
      path,
      headers: {},
      bodyBytes: 0,
      times: 1,
      patienceMs: 5000,
    })),
  })

const statuses = ({ answers }: Observation): readonly string[] => answers.map(([answer]) => answer!.status)

test('the location of a URI', async () => {
  const text = http(`server { listen 80;
    location / { return 210; }
    location = / { return 211; }
    location /a { return 212; }
    location /a/b { return 213; }
    location ^~ /static/ { return 214; location ~ \\.gif$ { return 215; } }
    location ~ \\.php$ { return 216; }
    location ~* \\.PNG$ { return 217; }
    location =/glued { return 218; }
    location /nest/ { return 219;
      location ~ \\.php$ { return 220; location ~ ^/nest/deep { return 221; } }
      location /nest/in/ { return 222; }
      location ^~ /nest/last/ { return 223; }
    }
    location ~ (?i)^/MARK { return 224; }
  }`)
  const uris = [
    ...['/', '/x', '/a/x', '/a/b', '/a/b.php', '/static/x.php', '/static/x.gif', '/x.png', '/x.PHP', '/glued', '/mark'],
    ...['/nest/x', '/nest/in/x', '/nest/in/x.png', '/nest/deep.php', '/nest/last/x.png', '/nest/x.php', '/nest'],
  ]
  const [config] = configs({ '/p/nginx.conf': text })
  const flow = flowOf(config!, config!.gateways[0]!)!
  const ours = uris.map(uri => {
    const goal = flow.goalOf(uri)
    if (goal.kind !== 'location') return goal.kind
    return goal.location.directive.body!.find(({ name }) => name.text === 'return')!.args[0]!.text
  })
  expect(ours).not.toContain('unknown')
  expect(ours).toEqual(statuses(await ask(text, uris)))
})

describe('jumps', () => {
  const named = 'could not find named location "@nowhere"'
  const cases: readonly (readonly [name: string, server: string, status: string, log?: string])[] = [
    ['try_files to a name that is nowhere', 'location / { try_files /none @nowhere; }', '500', named],
    ['error_page to a name that is nowhere', 'location / { error_page 404 @nowhere; return 404; }', '500', named],
    ['a name with another case', 'location / { error_page 404 @Nowhere; return 404; } location @nowhere {}', '500'],
    [
      'error_page from the server',
      'error_page 404 = @down; location / { return 404; } location @down { return 210; }',
      '210',
    ],
    [
      'an error_page of the location cuts off that of the server',
      'error_page 404 = @down; location / { error_page 403 /x; return 404; } location @down { return 210; }',
      '404',
    ],
    [
      'try_files of the server does not hold in a location',
      'root /nowhere; try_files /none @a; location / {} location @a { return 210; }',
      '404',
    ],
    [
      'try_files of the server where no location is',
      'root /nowhere; try_files /none @a; location /b {} location @a { return 210; }',
      '210',
    ],
    ['a rewrite without a flag leads on at its end', 'location / { rewrite ^ /b; } location /b { return 210; }', '210'],
    ['break stays', 'root /nowhere; location / { rewrite ^ /b break; } location /b { return 210; }', '404'],
    [
      'a rewrite in an if',
      'set $x 1; location / { if ($x) { rewrite ^ /b last; } } location /b { return 210; }',
      '210',
    ],
    ['auth_request that asks a location', 'location / { auth_request /auth; } location = /auth { return 403; }', '403'],
    ['internal holds in nested locations', 'location / { internal; location /a { return 210; } }', '404'],
  ]
  test.each(cases)('%s', async (_, server, status, log) => {
    const seen = await ask(http(`server { listen 80; ${server} }`), ['/a'])
    expect(statuses(seen)).toEqual([status])
    expect(seen.log.join('\n')).toContain(log ?? '')
  })
})

describe('levels', () => {
  const cases: readonly (readonly [name: string, http: string, server: string, location: string])[] = [
    ['cut off', 'proxy_set_header A a;', 'proxy_set_header B b;', ''],
    ['cut off in the location', 'proxy_set_header A a;', '', 'proxy_set_header B b;'],
    ['taken from afar', 'proxy_set_header A a;', '', ''],
    ['none', '', '', ''],
  ]
  test.each(cases)('proxy_set_header, %s', async (_, outer, server, location) => {
    const text = http(`${outer}
      server { listen 80; ${server} location / { ${location} proxy_pass http://127.0.0.1:81; } }
      server { listen 127.0.0.1:81; location / { if ($http_a) { return 210; } if ($http_b) { return 211; } return 212; } }`)
    const [config] = configs({ '/p/nginx.conf': text })
    const { directives } = effective(config!, config!.gateways[0]!.routes[0]!.scope, 'proxy_set_header')
    const header = directives[0]?.args[0]?.text
    expect(statuses(await ask(text, ['/']))).toEqual([header === 'A' ? '210' : header === 'B' ? '211' : '212'])
  })

  test('a handler holds in an if of its location, and not in a nested location', async () => {
    const text = http(`root /nowhere; server { listen 80; set $x 1;
      location /if { proxy_pass http://127.0.0.1:81; if ($x) { add_header A a; } }
      location /nest { proxy_pass http://127.0.0.1:81; location /nest/in { add_header A a; } } }
      server { listen 127.0.0.1:81; location / { return 210; } }`)
    expect(statuses(await ask(text, ['/if', '/nest', '/nest/in']))).toEqual(['210', '210', '404'])
    const [config] = configs({ '/p/nginx.conf': text })
    const places = allOf(flowOf(config!, config!.gateways[0]!)!.locations)
    expect(places.map(({ scope }) => effective(config!, scope, 'proxy_pass').value)).toEqual([
      'http://127.0.0.1:81',
      'http://127.0.0.1:81',
      undefined,
    ])
  })
})

describe('variables', () => {
  const cases: readonly (readonly [name: string, server: string])[] = [
    ['the last set counts', 'location / { set $p 81; set $p 82; proxy_pass http://127.0.0.1:$p; }'],
    ['the location after the server', 'set $p 81; location / { set $p 82; proxy_pass http://127.0.0.1:$p; }'],
    [
      'a value is made when it is set',
      'set $p 81; set $q $p; set $p 82; location / { proxy_pass http://127.0.0.1:$q; }',
    ],
    [
      'a location hands nothing on to those in it',
      'set $p 81; location / { set $p 82; location /a { proxy_pass http://127.0.0.1:$p; } }',
    ],
    ['behind a break nothing is set', 'location / { set $p 81; break; set $p 82; proxy_pass http://127.0.0.1:$p; }'],
    [
      'what stands behind an if counts in it, too',
      'set $x 1; location / { if ($x) { set $p 81; proxy_pass http://127.0.0.1:$p; } set $p 82; }',
    ],
    [
      'behind a break in the if nothing is set',
      'set $x 1; location / { if ($x) { set $p 81; break; proxy_pass http://127.0.0.1:$p; } set $p 82; }',
    ],
    ['a set counts more than a map', 'set $mapped 82; location / { proxy_pass http://127.0.0.1:$mapped; }'],
    ['a map of a map', 'location / { proxy_pass http://127.0.0.1:$outer; }'],
    ['case does not count', 'set $P 82; location / { proxy_pass http://127.0.0.1:$p; }'],
    ['words for the map itself as keys', 'location / { proxy_pass http://127.0.0.1:$worded; }'],
  ]
  test.each(cases)('%s', async (_, server) => {
    const text =
      http(`map $host $mapped { default 81; } map $host $outer { default 8$inner; } map $host $inner { default 2; }
      map $host $worded { volatile; volatile 82; default 82; }
      server { listen 80; ${server} }
      server { listen 127.0.0.1:81; location / { return 210; } } server { listen 127.0.0.1:82; location / { return 211; } }`)
    const [config] = configs({ '/p/nginx.conf': text })
    const ports = config!.gateways[0]!.routes.map(({ to }) =>
      to.kind === 'direct' ? to.upstream.targets[0]!.portNumber : to.kind,
    )
    const [status] = statuses(await ask(text, ['/a']))
    expect([...new Set(ports)]).toEqual([status === '210' ? 81 : status === '211' ? 82 : undefined])
  })
})
