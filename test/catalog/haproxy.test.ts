/** What is found in HAProxy configurations, where, and what mends it: carets mark the words, `error` what HAProxy refuses, `info` what it only ignores or warns of. */
import { describe, expect, test } from 'vitest'
import { faultsOf } from '../../server/catalog/check-haproxy.ts'
import type { Fault } from '../../server/catalog/fault.ts'
import * as catalog from '../../server/catalog/haproxy.ts'
import type { Severity } from '../../server/rule.ts'
import { parse } from '../../server/syntax/parse.ts'
import { compare, marksOf } from '../pages/marks.ts'

const file = 'haproxy.cfg'

const faultsIn = (text: string, complete = true): readonly Fault[] =>
  faultsOf({ directives: parse(file, 'haproxy', text).directives, complete })

/** Everything that is marked is found, and nothing else. */
function check(text: string, complete = true): void {
  const findings = faultsIn(text, complete).map(({ kind, at, message, refused }) => {
    const severity: Severity = refused ? 'error' : 'info'
    return { rule: kind, severity, at, message, fixes: [] }
  })
  const { found, marked } = compare(findings, marksOf(file, text), () => text)
  expect(found).toEqual(marked)
}

/** The text after the only fix of its only fault. */
function mended(text: string): string {
  const fixes = faultsIn(text).flatMap(fault => fault.fixes)
  expect(fixes.length, 'one fix').toBe(1)
  const edits = fixes[0]!.edits.toSorted((a, b) => b.at.start - a.at.start)
  return edits.reduce((all, { at, text }) => all.slice(0, at.start) + text + all.slice(at.end), text)
}

describe('names', () => {
  test('of keywords, with the nearest one', () =>
    check(`
frontend web
  bnid :80
# ^^^^ error: unknown-directive "Was \\"bind\\" meant?"
  entirely-else
# ^^^^^^^^^^^^^ error: unknown-directive "HAProxy knows no keyword"
`))
  test('of a section: it is taken for a keyword of the one above', () =>
    check(`
backend app
frontnd web
#<^^^^^ error: unknown-directive "Was \\"frontend\\" meant?"
`))
  test('of options of servers', () =>
    check(`
backend app
  server s1 app:80 chek inter 2s
#                  ^^^^ error: unknown-directive "Was \\"check\\" meant?"
  server s2 app:80 accept-proxy
#                  ^^^^^^^^^^^^ error: misplaced-directive "an option of \\"bind\\""
`))
  test('within samples and log formats', () =>
    check(`
frontend web
  bind :80
  mode http
  acl a req.hdr(host),lowr,field(1,.) -i x
#                     ^^^^ error: unknown-directive "Was \\"lower\\" meant?"
  http-request set-header X-Ip "%[srcc]"
#                                 ^^^^ error: unknown-directive "sample fetch"
  log-format "%ci %xx"
#                 ^^^ error: unknown-directive "log format"
`))
  test('that are gone', () =>
    check(`
defaults
  clitimeout 5s
# ^^^^^^^^^^ error: unknown-directive "HAProxy 2.0 was the last"
frontend web
  bind :80
  reqadd X-Proto:\\ https
# ^^^^^^ error: unknown-directive "http-request add-header"
`))
  test('that only the newest versions, or the oldest of those maintained, know', () =>
    check(`
backend app
  dispatch 127.0.0.1:80
  hash-preserve-affinity always
  server s1 app:443 ssl verify none sni-auto
program helper
  command sleep 1
`))
})

describe('places', () => {
  test('where HAProxy refuses', () =>
    check(`
global
  balance roundrobin
# ^^^^^^^ error: misplaced-directive "may stand in \\"defaults\\", \\"listen\\" and \\"backend\\""
defaults
  http-request deny
# ^^^^^^^^^^^^ error: misplaced-directive "that has a name"
defaults named
  http-request deny
frontend web
  bind :80
  server s1 app:80
# ^^^^^^ error: misplaced-directive "in a frontend"
`))
  test('where it only warns', () =>
    check(`
frontend web
  bind :80
  balance roundrobin
# ^^^^^^^ info: misplaced-directive "ignores"
backend app
  maxconn 10
# ^^^^^^^ info: misplaced-directive "ignores"
`))
})

describe('words and values', () => {
  test('too many, too few', () =>
    check(`
global
  daemon on
#        ^^ error: wrong-arguments "stands alone"
frontend web
  bind :80
  mode http
  default_backend app other
#                     ^^^^^ error: wrong-arguments "one too many"
  http-request set-header X-Name two words
#                                    ^^^^^ error: wrong-arguments "needs quotes"
  http-request redirect location
#                       ^^^^^^^^ error: wrong-arguments "expects a value"
`))
  test('times', () =>
    check(`
backend app
  timeout server 1.5s
#                ^^^^ error: bad-value "is no time"
  timeout connect 5sec
#                 ^^^^ info: bad-value "reads \\"5sec\\" as \\"5s\\""
  timeout queue 30d
#               ^^^ error: bad-value "24 days"
  timeout check 5 s
#                 ^ error: wrong-arguments "right behind the number"
  timeout tunnel 1h
`))
  test('numbers that HAProxy takes for 0', () =>
    check(`
frontend web
  bind :80
  maxconn many
#         ^^^^ info: bad-value "expects a number"
`))
  test('addresses', () =>
    check(`
frontend web
  bind 80
#      ^^ error: bad-value "Write \\":80\\""
  bind :80,:70000
#           ^^^^^ error: bad-value "65535"
backend app
  server s1 http://app:80
#           ^^^^^^^^^^^^^ error: scheme-in-address "A server has no \\"http://\\""
  server s2 app:80/path
#                 ^^^^^ info: scheme-in-address "no path"
  server s3 app:http
#               ^^^^ error: bad-value "is no port"
`))
  test('one of a few', () =>
    check(`
backend app
  mode htpp
#      ^^^^ error: bad-value "Was \\"http\\" meant?"
  balance round-robin
#         ^^^^^^^^^^^ error: unknown-directive "Was \\"roundrobin\\" meant?"
  server s1 app:80 ssl verify maybe
#                             ^^^^^ error: bad-value "\\"none\\", \\"required\\""
`))
})

describe('conditions', () => {
  test('ACLs that no line above declares', () =>
    check(`
frontend web
  bind :80
  acl is_web path_beg /web
  use_backend app if is_wed
#                    ^^^^^^ error: undefined-acl "Was \\"is_web\\" meant?"
  use_backend app if is_apy
#                    ^^^^^^ error: undefined-acl "No ACL \\"is_apy\\" is declared"
  use_backend app if !is_api
#                     ^^^^^^ error: undefined-acl "only further down"
  acl is_api path_beg /api
  use_backend app if is_api METH_GET !HTTP_1.0 or TRUE
`))
  test('braces and words that join', () =>
    check(`
frontend web
  bind :80
  use_backend app if { path /a } and { path /b }
#                                ^^^ error: wrong-arguments "has no \\"and\\""
  use_backend app if {path /a }
#                    ^^^^^ error: wrong-arguments "space"
`))
  test('a brace that is not closed', () =>
    check(`
frontend web
  bind :80
  use_backend app if { path /a}
#                    ^ error: wrong-arguments "must stand alone"
`))
})

describe('names across lines and sections', () => {
  test('declared twice', () =>
    check(`
backend app
  server s1 app:80
  server s1 app:81
#        ^^ error: duplicate-name "already"
backend app
#       ^^^ error: duplicate-name "already"
frontend app
#        ^^^ info: duplicate-name "3.3"
  bind :80
`))
  test('declared nowhere', () => {
    const text = (carets: string) => `
resolvers docker
  nameserver dns 127.0.0.11:53
backend app
  server s1 app:80 resolvers dokcer
${carets}
`
    check(text('#                            ^^^^^^ error: undefined-reference "Was \\"docker\\" meant?"'))
    check(text(''), false)
  })
})

describe('silence', () => {
  test('between .if and .endif', () =>
    check(`
.if version_atleast(9.0)
frontend web
  bnid :80
.endif
backend app
.if defined(X)
  acl maybe always_true
  sever s1 app:80
.endif
  use-server s1 if maybe
  server s1 app:80
`))
  test('where the environment has its say', () =>
    check(`
frontend web
  bind "\${ADDRESS}"
  bind :"\${PORT}" "\${OPTIONS[*]}"
  maxconn "\${MAXCONN}"
  timeout client "$TIMEOUT"
backend app
  server s1 "\${HOST}:\${PORT-80}" "\${CHECK}" inter 2x
  mode "\${MODE}"
`))
  test('in templates', () =>
    check(`
{% for item in items %}
backend {{ item.name }}
  balance {{ item.balance }}
  server {{ item.host }} {{ item.address }}:{{ item.port }} check
  timeout server {{ timeout }}
  mode {MODE}
  timeout connect !TIMEOUT!
{% endfor %}
`))
  test('in the files of the SPOE filter', () =>
    check(`
[engine]
spoe-agent agent
  messages check
  option var-prefix e
`))
})

describe('fixes', () => {
  test.each([
    ['a slip', 'frontend web\n  bnid :80\n', 'frontend web\n  bind :80\n'],
    ['a keyword of old', 'defaults\n  clitimeout 5s\n', 'defaults\n  timeout client 5s\n'],
    ['a port alone', 'frontend web\n  bind 80\n', 'frontend web\n  bind :80\n'],
    ['a scheme', 'backend b\n  server s http://app:80\n', 'backend b\n  server s app:80\n'],
    [
      'an operator that is none',
      'frontend web\n  bind :80\n  use_backend b if TRUE and FALSE\n',
      'frontend web\n  bind :80\n  use_backend b if TRUE FALSE\n',
    ],
    [
      'a brace without a space',
      'frontend web\n  bind :80\n  use_backend b if { path /a}\n',
      'frontend web\n  bind :80\n  use_backend b if { path /a }\n',
    ],
    ['a word in quotes', 'backend b\n  mode "htpp"\n', 'backend b\n  mode http\n'],
  ])('%s', (_name, before, after) => {
    expect(mended(before)).toBe(after)
    expect(faultsIn(after)).toEqual([])
  })
})

describe('the catalogue', () => {
  test('says since when, until when, and where', () => {
    expect(catalog.keywordsOf('listen').get('retry-on')).toMatchObject({ since: '2.0', until: undefined })
    expect(catalog.keywordsOf('global').get('nbproc')).toMatchObject({ current: true })
    expect(catalog.keywordsOf('defaults').get('clitimeout')).toMatchObject({ until: '2.0', current: false })
    expect(catalog.keywordsOf('backend').get('balance')?.sections).toEqual(['defaults', 'listen', 'backend'])
    expect(catalog.keywordsOf('frontend').get('option')?.forms.get('httplog')?.sections).toContain('frontend')
    expect(catalog.serverOptions().get('inter')).toMatchObject({ words: 1 })
    expect(catalog.fetches().get('req.hdr')).toMatchObject({ least: 0, most: 2, result: 'str', types: ['str', 'sint'] })
    expect(catalog.sectionsOf('nameserver')).toEqual(['resolvers'])
    expect(catalog.ruleSetsOf('cache-use')).toEqual(['http-request'])
  })
})

test('sections that newer versions brought', () =>
  check(`
crt-store web
  crt-base /etc/ssl
  key-base /etc/ssl/private
  load crt "one.crt" key "one.key" ocsp "one.ocsp" alias "one"
traces
  trace h1 sink stderr level developer verbosity complete start now
log-profile short
  log-tag "web"
  on error format "%ci: error"
  on any sd "web"
acme main
  directory https://acme.example/directory
  account-key /etc/haproxy/account.key
  contact admin@shop.example
  challenge HTTP-01
  keytype RSA
  bits 2048
namespace_list
  namespace green
frontend web
  mode http
  bind :443 ssl crt @web/one alpn h2,http/1.1
  default_backend app
backend app
  mode http
  server s1 app:80
`))
