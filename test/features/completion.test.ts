/** What is offered at a place. */
import { describe, expect, test } from 'vitest'
import { completionAt, documentationOf } from '../../server/features/completion.ts'
import { toPlainText } from '../../server/features/prose.ts'
import type { Suggestion } from '../../server/features/suggestion.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { compose, inLocation, marked } from './marked.ts'

interface Offered {
  readonly labels: readonly string[]
  /** What the chosen one replaces. */
  readonly replaced: string | undefined
  item(label: string): Suggestion | undefined
}

function offered(texts: Readonly<Record<string, string>>, trigger?: string): Offered {
  const { workspace, file, offset } = marked({ 'compose.yaml': compose, ...texts })
  const completion = completionAt(workspace, file, offset, trigger)
  const items = [...(completion?.items ?? [])].sort((a, b) => (a.order ?? 5) - (b.order ?? 5))
  return {
    labels: items.map(({ label }) => label),
    replaced: completion && workspace.text(file)!.slice(completion.at.start, completion.at.end),
    item: label => items.find(item => item.label === label),
  }
}

/** `has`: labels that are offered; one behind "-" is not. `replaced`: what they are written in place of. */
function check(texts: Readonly<Record<string, string>>, has: readonly string[], replaced: string): void {
  const found = offered(texts)
  for (const label of has) {
    if (label.startsWith('-')) expect(found.labels).not.toContain(label.slice(1))
    else expect(found.labels).toContain(label)
  }
  expect(found.replaced).toBe(replaced)
  expect(new Set(found.labels).size, 'each once').toBe(found.labels.length)
}

describe('nginx', () => {
  test.each<readonly [name: string, text: string, has: readonly string[], replaced: string]>([
    ['main', 'user nginx;\n|', ['events', 'http', 'worker_processes', '-listen', '-server'], ''],
    ['http', 'http {\n  up|\n}', ['upstream', 'server', 'map', '-location', '-listen'], 'up'],
    ['an empty block', 'http { server {|} }', ['listen', 'location', '-upstream'], ''],
    ['a block that nothing closes', 'http {\n server {\n  location / {\n   prox|', ['proxy_pass', '-listen'], 'prox'],
    ['upstream', 'http { upstream a { |\n server b; } }', ['server', 'keepalive', 'least_conn', '-location'], ''],
    ['behind a statement that has ended', 'http { server { listen 80; |} }', ['server_name'], ''],
    ['stream', 'stream { server { |} }', ['proxy_pass', 'ssl_preread', '-location', '-root'], ''],
    ['events', 'events { | }', ['worker_connections', '-http'], ''],
    ['a flag', 'http { proxy_buffering o|; }', ['on', 'off'], 'o'],
    ['a flag before its semicolon is typed', 'http {\n proxy_buffering |\n}', ['on', 'off'], ''],
    ['words of a list', inLocation('proxy_next_upstream error |;'), ['timeout', 'http_502'], ''],
    ['a time', 'http { proxy_read_timeout |; }', ['60s'], ''],
    ['a size', 'http { client_max_body_size |; }', ['10m'], ''],
    ['parameters of listen', 'http { server { listen 80 |; } }', ['ssl', 'default_server', 'reuseport'], ''],
    ['parameters of a server', 'http { upstream a { server b:80 |; } }', ['backup', 'max_fails=', 'resolve'], ''],
    ['modifiers of a location', 'http { server { location | } }', ['=', '~*', '^~'], ''],
    ['flags of rewrite', inLocation('rewrite a b |;'), ['last', 'permanent'], ''],
    [
      'upstreams, then services with their ports',
      inLocation('proxy_pass |;'),
      ['http://', 'http://back', 'http://api:3000', '-http://php:9000', '-http://db:5432', '-http://gateway:80'],
      '',
    ],
    ['behind a scheme', inLocation('proxy_pass http://a|;'), ['http://api:3000', '-http://'], 'http://a'],
    ['behind another scheme', inLocation('proxy_pass https://|;'), ['https://api:3000', 'https://back'], 'https://'],
    ['over FastCGI', inLocation('fastcgi_pass |;'), ['php:9000', '-http://', '-db:5432'], ''],
    ['in stream', 'events {}\nstream { server { listen 1; proxy_pass |; } }', ['db:5432', 'api:3000', '-http://'], ''],
    ['servers of an upstream', 'http { upstream a { server |; } }', ['api:3000', 'php:9000'], ''],
    ['half a line above others', inLocation('proxy_pass |\n proxy_set_header Host $host;'), ['http://api:3000'], ''],
    ['named locations', inLocation('error_page 502 @|;'), ['@late'], '@'],
    ['log formats', inLocation('access_log /x |;'), ['js', 'combined'], ''],
    ['zones of requests', inLocation('limit_req |;'), ['zone=each'], ''],
    ['zones of caches', inLocation('proxy_cache |;'), ['pages', 'off'], ''],
    ['variables', inLocation('add_header A $|;'), ['$host', '$pool', '$http_'], '$'],
    ['the rest of a variable is replaced', inLocation('add_header A $re|mote;'), ['$remote_addr'], '$remote'],
    ['a variable in braces', inLocation('add_header A "x${|}y";'), ['${host}', '${pool}'], '${}'],
    ['a variable within a word', inLocation('proxy_pass http://$po|/x;'), ['$pool'], '$po'],
    ['variables of stream', 'stream { log_format a "$|"; }', ['$protocol', '-$request_uri'], '$'],
    ['names that a variable can be given by', inLocation('set $|'), ['$pool', '-$host'], '$'],
    ['headers', inLocation('proxy_set_header X|'), ['X-Real-IP', 'Upgrade'], 'X'],
    [
      'rules that a comment can silence',
      'http {\n # gatelint-ignore port-|',
      ['port-mismatch', 'unknown-host'],
      'port-',
    ],
    ['the second of them', 'http { } # gatelint-ignore port-mismatch, |', ['unknown-host'], ''],
  ])('%s', (_, text, has, replaced) => check({ 'nginx.conf': text }, has, replaced))

  test.each<readonly [name: string, text: string]>([
    ['in a comment', 'http { # proxy_|\n }'],
    ['in Lua', 'http { server { content_by_lua_block { ngx.s| } } }'],
    ['at the end of a regular expression', 'http { server { location ~ a$| { } } }'],
    ['in a line of a map', 'http { map $a $b { d| } }'],
    ['in a string', inLocation('return 200 "o|";')],
    ['for a name that nobody knows', 'http { foo_bar |; }'],
  ])('nothing %s', (_, text) => expect(offered({ 'nginx.conf': text }).labels).toEqual([]))

  test('in a file that is included in a location', () => {
    const main = 'events {}\nhttp { upstream back { server b; } server { location / { include api.conf; } } }'
    check(
      { 'nginx.conf': main, 'api.conf': 'proxy_redirect off;\npro|' },
      ['proxy_pass', '-listen', '-upstream'],
      'pro',
    )
    check({ 'nginx.conf': main, 'api.conf': 'proxy_pass |' }, ['http://back'], '')
  })

  test('what a release does not know is left out, and what is gone is marked where no release is known', () => {
    const text = 'events {}\nhttp { server { | } }'
    const known = offered({ 'nginx.conf': text })
    expect(known.labels).toContain('ssl')
    expect(known.labels).not.toContain('early_hints')
    const recent = offered({ 'compose.yaml': compose.replace('nginx:1.24', 'nginx:1.29'), 'nginx.conf': text })
    expect(recent.labels).not.toContain('ssl')
    expect(recent.labels).toContain('early_hints')
    const open = offered({ 'compose.yaml': compose.replace('nginx:1.24', 'nginx'), 'nginx.conf': text })
    expect(open.item('ssl')?.deprecated).toBe(true)
    expect(open.item('listen')?.deprecated).toBeUndefined()
  })

  test('modules that are not in use are left out', () => {
    expect(offered({ 'nginx.conf': 'http { server { | } }' }).labels).not.toContain('content_by_lua_block')
    const used = 'http { server { |\n location / { content_by_lua_block { } } } }'
    expect(offered({ 'nginx.conf': used }).labels).toContain('access_by_lua_block')
  })

  test.each([
    ['listen', 'listen ${1:80};'],
    ['location', 'location ${1:/} {\n\t$0\n}'],
    ['proxy_read_timeout', 'proxy_read_timeout ${1:60s};'],
    ['proxy_buffering', 'proxy_buffering ${1|on,off|};'],
    ['proxy_set_header', 'proxy_set_header ${1:HEADER} ${2:VALUE};'],
    ['set', 'set ${1:\\$VARIABLE} ${2:VALUE};'],
  ])('the snippet of %s', (label, snippet) => {
    expect(offered({ 'nginx.conf': 'http { server { | \n } }' }).item(label)?.snippet).toBe(snippet)
    expect(offered({ 'nginx.conf': 'http { server { |x y; } }' }).item(label)?.snippet).toBeUndefined()
  })

  test('a service says what stands behind its port', () => {
    const { item } = offered({ 'nginx.conf': inLocation('proxy_pass |;') })
    expect(item('http://api:3000')?.detail).toBe('service api in compose.yaml, listens on 3000 (command)')
    expect(item('http://back')?.detail).toBe('upstream with 1 server')
  })
})

describe('HAProxy', () => {
  const around = (lines: string): string => `defaults base
  mode http
resolvers dns
  nameserver a 127.0.0.11:53
frontend web
  bind :80
  acl is_api path_beg /api
  ${lines}
backend api
  server one api:3000
`
  test.each<readonly [name: string, text: string, has: readonly string[], replaced: string]>([
    ['sections', '|', ['frontend', 'backend', 'global', '-server'], ''],
    ['keywords of a section', around('us|'), ['use_backend', 'bind', 'frontend', '-server'], 'us'],
    ['in the empty lines at its end', 'backend a\n  server b c:1\n\n  |\n', ['server', 'balance', '-bind'], ''],
    ['keywords of global', 'global\n  |', ['maxconn', 'log', '-use_backend'], ''],
    ['backends', around('use_backend |'), ['api', '-web'], ''],
    ['servers of the backend', 'backend a\n  server one b:1\n  use-server |', ['one'], ''],
    ['caches', `cache pages\n  total-max-size 4\n${around('http-request cache-use |')}`, ['pages'], ''],
    ['ACLs', around('use_backend api if |'), ['is_api', '{', 'TRUE'], ''],
    ['ACLs behind an exclamation mark', around('http-request deny unless !i|'), ['!is_api'], '!i'],
    ['the defaults of a section', 'defaults base\n  mode http\nfrontend f from |', ['base'], ''],
    ['algorithms', 'backend a\n  balance |', ['roundrobin', 'leastconn'], ''],
    ['modes', 'backend a\n  mode |', ['http', 'tcp'], ''],
    ['timeouts', 'backend a\n  timeout |', ['connect', 'server'], ''],
    ['times', 'backend a\n  timeout server |', ['30s'], ''],
    ['options of a backend', 'backend a\n  option |', ['httpchk', '-httplog'], ''],
    ['what can be taken back', 'backend a\n  no opt|', ['option', '-server'], 'opt'],
    ['options that are taken back', 'backend a\n  no option http|', ['httpchk'], 'http'],
    ['actions', around('http-request |'), ['set-header', 'deny', 'redirect'], ''],
    ['a condition behind an action', around('http-request deny |'), ['if', 'unless'], ''],
    ['actions of connections', around('tcp-request connection |'), ['accept', 'reject'], ''],
    ['addresses', 'backend a\n  server one |', ['api:3000', 'db:5432'], ''],
    ['options of a server', 'backend a\n  server one api:3000 che|', ['check', 'weight', '-crt-list'], 'che'],
    ['the value of an option', 'backend a\n  server one api:3000 check inter |', ['5s'], ''],
    ['resolvers', `${around('')}  server two api:3000 resolvers |`, ['dns'], ''],
    ['options of a listener', 'frontend a\n  bind :443 |', ['ssl', 'crt', 'alpn', '-check'], ''],
    ['fetches in an expression', around('http-request deny if { pa|'), ['path', 'src'], 'pa'],
    ['fetches of an ACL', around('acl x |'), ['path', 'path_beg', 'hdr'], ''],
    ['fetches in a format', around('http-request set-header A %[|]'), ['src', 'path'], ''],
    ['converters', around('http-request set-header A %[path,lo|]'), ['lower', '-src'], 'lo'],
    ['rules that a comment can silence', 'backend a # gatelint-ignore |', ['port-mismatch'], ''],
  ])('%s', (_, text, has, replaced) => check({ 'haproxy.cfg': text }, has, replaced))

  test.each<readonly [name: string, text: string]>([
    ['in a comment', 'backend a\n  # ser|'],
    ['for the name of a section', 'backend |'],
    ['for a number', 'global\n  maxconn |'],
  ])('nothing %s', (_, text) => expect(offered({ 'haproxy.cfg': text }).labels).toEqual([]))

  test('what a version does not know is left out', () => {
    const text = 'frontend f\n  bind :80\n  http-request |'
    expect(offered({ 'haproxy.cfg': text }).labels).not.toContain('pause')
    const recent = { 'compose.yaml': compose.replace('haproxy:2.8', 'haproxy:3.2'), 'haproxy.cfg': text }
    expect(offered(recent).labels).toContain('pause')
  })
})

describe('within a manifest', () => {
  /** The mark of a block of text is one of YAML's, too: another one stands for the place. */
  const inner = (line: string): readonly Suggestion[] => {
    const text = `${compose}configs:
  inner:
    content: |
      events {}
      http {
        server { location / { ${line} } }
      }
`
    const workspace = createWorkspace()
    workspace.set('/shop/compose.yaml', text.replace('^', ''))
    return completionAt(workspace, '/shop/compose.yaml', text.indexOf('^'))?.items ?? []
  }
  const labels = (line: string): readonly string[] => inner(line).map(({ label }) => label)

  test('dollar signs are written twice', () => {
    expect(labels('add_header A $$ho^;')).toContain('$$host')
    expect(labels('add_header A $ho^;')).toEqual([])
    expect(inner('^').find(({ label }) => label === 'set')?.snippet).toBe('set ${1:\\$\\$VARIABLE} ${2:VALUE};')
  })
  test('directives stand where they may', () => {
    expect(labels('pro^')).toContain('proxy_pass')
    expect(labels('pro^')).not.toContain('listen')
  })
  test('nothing in the manifest around', () => {
    const { workspace } = marked({ 'compose.yaml': compose })
    expect(completionAt(workspace, '/shop/compose.yaml', 12)).toBeUndefined()
  })
})

test.each<readonly [trigger: string, text: string, welcome: boolean]>([
  [' ', inLocation('proxy_pass |;'), true],
  [' ', 'http { |}', false],
  ['/', inLocation('proxy_pass http://|;'), true],
  ['/', inLocation('proxy_pass http://api/|;'), false],
  ['{', 'http {|}', false],
  ['{', inLocation('add_header A ${|};'), true],
  ['@', inLocation('error_page 502 @|;'), true],
  ['$', inLocation('add_header A $|;'), true],
])('behind %j in %j something pops up: %s', (trigger, text, welcome) => {
  expect(offered({ 'nginx.conf': text }, trigger).labels.length > 0).toBe(welcome)
})

test('what is told of a suggestion', () => {
  const told = (label: string, texts: Readonly<Record<string, string>>): string =>
    toPlainText(documentationOf(offered(texts).item(label)!.about!))
  expect(told('proxy_pass', { 'nginx.conf': inLocation('|') })).toContain('proxy_pass URL;')
  expect(told('server', { 'haproxy.cfg': 'backend a\n  |' })).toContain('server NAME ADDRESS[:PORT] [OPTION ...]')
  expect(told('httpchk', { 'haproxy.cfg': 'backend a\n  option |' })).toContain('4.2-option%20httpchk')
  expect(told('check', { 'haproxy.cfg': 'backend a\n  server a b:1 |' })).toContain('5.2-check')
  expect(told('port-mismatch', { 'nginx.conf': '# gatelint-ignore |' })).toMatch(/port/)
})
