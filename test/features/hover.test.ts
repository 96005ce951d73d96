/** What is said of a place, as plain text. */
import { describe, expect, test } from 'vitest'
import { hoverAt } from '../../server/features/hover.ts'
import { toPlainText } from '../../server/features/prose.ts'
import { compose, inLocation, marked } from './marked.ts'

/** What is shown, the marked texts being of a project with compose. */
function shown(texts: Readonly<Record<string, string>>): readonly string[] {
  const { workspace, file, offset } = marked({ 'compose.yaml': compose, ...texts })
  const hover = hoverAt(workspace, file, offset)
  if (!hover) return []
  expect(hover.at.start).toBeLessThanOrEqual(offset)
  expect(hover.at.end).toBeGreaterThanOrEqual(offset)
  return toPlainText(hover.lines).split('\n')
}

/** Each of the lines is among those shown. */
const check = (texts: Readonly<Record<string, string>>, lines: readonly string[]): void => {
  const all = shown(texts)
  for (const line of lines) expect(all).toContain(line)
  expect(all.length).toBeLessThanOrEqual(13)
}

describe('nginx', () => {
  test.each<readonly [name: string, text: string, lines: readonly string[]]>([
    [
      'a directive: form, default, contexts, manual',
      'http { proxy_read_|timeout 30; }',
      [
        'proxy_read_timeout TIME;',
        'Default: 60s (1 minute). Stands in http, server and location.',
        'nginx documentation: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
      ],
    ],
    [
      'in whose place it counts',
      'http { proxy_read_timeout 30;\n server { location / {\n proxy_read|_timeout 2m; } } }',
      ['Counts here in place of 30 (30 seconds) at line 1.'],
    ],
    [
      'where it does not any more',
      'http { proxy_read_|timeout 30;\n server {\n proxy_read_timeout 5m; } }',
      ['Blocks within say something else: line 3.'],
    ],
    [
      'of two in one list, both count',
      'http { proxy_set_|header A a; proxy_set_header B b; }',
      ['Counts here together with 1 more of its kind.'],
    ],
    [
      'what came and went',
      'http { server { listen 80 default_server; s|sl on; } }',
      ['Gone since nginx 1.25.1; listen ... ssl took its place.'],
    ],
    ['since when', 'http { early|_hints $a; }', ['Since nginx 1.29.0.']],
    ['a module', 'http { server { more_set|_headers "A: b"; } }', ['Brought by the module headers-more.']],
    [
      'a pass: how long it waits',
      inLocation('proxy_re|ad_timeout 5m; proxy_pass http://back;'),
      ['proxy_read_timeout TIME;'],
    ],
    [
      'a pass waits as the block around says, or by default',
      'events {}\nhttp {\n fastcgi_read_timeout 90;\n server { location / { fastcgi_p|ass php:9000; } } }',
      [
        'Waits for a connection: 60s (1 minute), the default of fastcgi_connect_timeout.',
        'Waits for an answer: 90 (1 minute 30 seconds), by fastcgi_read_timeout at line 3.',
      ],
    ],
    [
      'in stream',
      'events {}\nstream { server { listen 1; proxy_p|ass api:3000; } }',
      [
        'proxy_pass ADDRESS;',
        'Waits for an answer: 600s (10 minutes), the default of proxy_timeout.',
        'nginx documentation: https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_pass',
      ],
    ],
    ['a time', 'http { proxy_read_timeout 1h3|0m; }', ['1h30m is 1 hour 30 minutes.']],
    ['a bare number of seconds', 'http { proxy_read_timeout 6|0; }', ['60 is 1 minute.']],
    ['a size', 'http { client_max_body_size 1|0m; }', ['10m is 10 MiB.']],
    ['a time in a parameter', 'http { upstream a { server b:1 fail_timeout=2|m; } }', ['2m is 2 minutes.']],
    ['a variable of nginx', inLocation('add_header A $ho|st;'), ['variable $host']],
    [
      'a variable of a map, and what it can be',
      inLocation('proxy_pass http://$po|ol;'),
      ['variable $pool', 'Found by map from $host (line 7).', 'Here it is api:3000 or php:80.'],
    ],
    [
      'a variable that is set',
      inLocation('set $up "api:3000"; proxy_pass http://${u|p};'),
      ['Set by set to api:3000 (line 11).', 'Here it is api:3000.'],
    ],
    ['a named location', inLocation('error_page 502 @la|te;'), ['named location @late', 'Declared at line 9.']],
    ['a zone', inLocation('limit_req zone=ea|ch;'), ['zone each', 'Declared at line 5.', 'Used in one place.']],
    ['a log format', inLocation('access_log /x j|s;'), ['log format js', 'Declared at line 4.']],
    [
      'an upstream by its name',
      inLocation('proxy_pass http://ba|ck/x;'),
      ['upstream back', 'Declared at line 3 with 1 target.', 'api:3000: "api" listens there.'],
    ],
  ])('%s', (_, text, lines) => check({ 'nginx.conf': text }, lines))

  test.each<readonly [name: string, text: string]>([
    ['a line of a map', 'http { map $a $b { def|ault x; } }'],
    ['a word that speaks for itself', 'http { proxy_read_timeout 3|0s; }'],
    ['a comment', 'http { } # proxy_|pass'],
    ['a name that nobody knows', 'http { foo_b|ar 1; }'],
    ['blanks', 'http {  |  }'],
  ])('nothing of %s', (_, text) => expect(shown({ 'nginx.conf': text })).toEqual([]))
})

test('what a file that includes this one says counts', () => {
  check(
    {
      'nginx.conf': 'events {}\nhttp {\n proxy_read_timeout 90s;\n server { location / { include api.conf; } } }',
      'api.conf': 'proxy_redirect off;\nproxy_p|ass http://api:3000;',
    },
    ['Waits for an answer: 90s (1 minute 30 seconds), by proxy_read_timeout at nginx.conf:3.'],
  )
})

test('a template is explained, too, as far as it goes', () => {
  check({ 'nginx.conf': 'http { proxy_read_|timeout "{{ time }}"; }' }, ['proxy_read_timeout TIME;'])
})

describe('targets', () => {
  test.each<readonly [name: string, text: string, lines: readonly string[]]>([
    [
      'one that answers, with what says so',
      inLocation('proxy_pass http://a|pi:3000;'),
      [
        'api:3000',
        '"api" listens there.',
        'api is told by its command to listen on 3000 (compose.yaml:10).',
        'Service api is declared at compose.yaml:8, image example/api.',
        'Seen from gateway, which runs this configuration (compose.yaml:4).',
      ],
    ],
    ['one that listens elsewhere', inLocation('proxy_pass http://api:80|80;'), ['"api" is not known to listen there.']],
    ['a name that nobody bears', inLocation('proxy_pass http://no|body:1;'), ['Nobody in reach is called "nobody".']],
  ])('%s', (_, text, lines) => check({ 'nginx.conf': text }, lines))

  test('a service of the manifest: who routes to it, and what says where it listens', () => {
    check(
      { 'compose.yaml': compose.replace('  api:', '  a|pi:'), 'nginx.conf': inLocation('proxy_pass http://back;') },
      ['service api', 'It is told by its command to listen on 3000 (line 10).', 'api:3000 at nginx.conf:3 leads here.'],
    )
    check({ 'compose.yaml': compose.replace('  db:', '  d|b:') }, [
      'It is an image that listens on 5432, PostgreSQL (line 15).',
      'No configuration that is known here routes to it.',
    ])
  })
})

test('a Service of Kubernetes: the Ingresses that name it', () => {
  const manifests = `apiVersion: v1
kind: Service
metadata:
  name: api|
spec:
  selector: { app: api }
  ports: [{ port: 80, targetPort: 3000 }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend: { service: { name: api, port: { number: 80 } } }
`
  check({ 'k8s/api.yaml': manifests }, [
    'service api',
    'It has the port 80 (line 7).',
    'Ingress shop at line 14 leads here.',
  ])
})

test('where nobody is known to run the configuration, a name is one perhaps', () => {
  check(
    { 'compose.yaml': compose.replace('  api:', '  a|pi:'), 'other/nginx.conf': inLocation('proxy_pass http://back;') },
    ['api:3000 at other/nginx.conf:3 perhaps leads here.'],
  )
})

describe('HAProxy', () => {
  const text = `global
  maxconn 100
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 5000
  option httplog
frontend web
  bind :80 ssl crt /x
  acl is_api path_beg /api
  acl is_api hdr(host) api.example
  use_backend api if is_api
  http-request set-header X %[src,lower] unless { req.hdr(a) -m found }
backend api
  timeout server 1m
  default-server check inter 2s
  server one api:3000 weight 3 inter 2000
`
  const at = (mark: string): Readonly<Record<string, string>> => {
    expect(text).toContain(mark.replace('|', ''))
    return { 'haproxy.cfg': text.replace(mark.replace('|', ''), mark) }
  }
  test.each<readonly [name: string, mark: string, lines: readonly string[]]>([
    [
      'a setting, in whose place it counts',
      'timeout ser|ver 1m',
      [
        'timeout server TIME',
        'Counts here in place of timeout server 5000 (5 seconds) at line 7.',
        'Stands in defaults, listen and backend.',
        'HAProxy manual: https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20server',
      ],
    ],
    [
      'a setting that a section below overrides',
      'time|out server 5000',
      ['Sections below say something else: line 16.'],
    ],
    ['milliseconds without a unit', 'timeout server 50|00', ['5000 is 5 seconds.']],
    [
      'an option of a server',
      'wei|ght 3',
      ['weight takes a value', 'HAProxy manual: https://docs.haproxy.org/3.2/configuration.html#5.2-weight'],
    ],
    [
      'an option of a listener',
      'ss|l crt',
      ['HAProxy manual: https://docs.haproxy.org/3.2/configuration.html#5.1-ssl'],
    ],
    ['the time of an option', 'inter 20|00', ['2000 is 2 seconds.']],
    ['the options in force for a server', 'server o|ne', ['check, from line 17', 'weight 3', 'inter 2000']],
    [
      'an ACL where it is named',
      'if is_|api',
      ['acl is_api, true where one of these is', 'path_beg /api (line 11)', 'hdr(host) api.example (line 12)'],
    ],
    ['a backend where it is named', 'use_backend a|pi', ['backend api', 'api:3000: "api" listens there.']],
    [
      'a section takes over',
      'back|end api\n  timeout',
      ['backend NAME [from DEFAULTS]', 'Takes mode http from line 4.', 'Takes timeout connect 5s from line 5.'],
    ],
    ['a sample', '%[s|rc,lower]', ['src, a sample of type addr']],
    ['a converter', '%[src,lo|wer]', ['lower, a converter of type str']],
    ['a sample in a condition', 'unless { req.h|dr(a) -m found }', ['req.hdr, a sample of type str']],
    ['the name of a frontend', 'frontend w|eb', ['frontend web', 'Declared at line 9.']],
    ['an action', 'set-hea|der X', ['http-request set-header NAME FORMAT [if|unless CONDITION]']],
    ['a target', 'a|pi:3000 weight', ['"api" listens there.']],
  ])('%s', (_, mark, lines) => check(at(mark), lines))
})
