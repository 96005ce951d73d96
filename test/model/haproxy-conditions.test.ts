/** Conditions and ACLs of HAProxy: what is declared, what is used, and how requests get to a backend. */
import { describe, expect, test } from 'vitest'
import { aclsOf, type Condition, conditionOf, waysTo } from '../../server/model/haproxy-conditions.ts'
import type { Word } from '../../server/syntax/text.ts'
import { configs } from './show.ts'

const read = (text: string) => configs({ '/p/haproxy.cfg': text })[0]!
const words = (all: readonly Word[]): string => all.map(word => word.text).join(' ')

const shown = ({ unless, alternatives }: Condition): string =>
  (unless ? 'unless ' : '') +
  alternatives
    .map(terms =>
      terms
        .map(({ negated, name, expression }) => `${negated ? 'not ' : ''}${name?.text ?? `(${words(expression)})`}`)
        .join(' and '),
    )
    .join(' or ')

describe('a condition', () => {
  test.each([
    ['if a b', 'a and b'],
    ['if a or b c || d', 'a or b and c or d'],
    ['unless a', 'unless a'],
    ['if !a ! b !!c', 'not a and not b and c'],
    ['if { path_beg /x } !{ src 10.0.0.1 }', '(path_beg /x) and not (src 10.0.0.1)'],
    ['if { path /x', '(path /x)'],
    ['if', ''],
    ['', undefined],
  ])('%s', (text, expected) => {
    const config = read(`frontend web\n use_backend x ${text}\n`)
    const condition = conditionOf(config.gateways[0]!.directive.body![0]!.args)
    expect(condition && shown(condition)).toBe(expected)
  })
})

describe('ACLs', () => {
  const text = `defaults base
 mode http
 acl inherited src 10.0.0.0/8
frontend web from base
 bind :80
 acl api path_beg /api
 acl api hdr(host) api.example
 .if defined(X)
 acl perhaps path /x
 .endif
 http-request deny if api !inherited
 http-request set-var(txn.a) acl(api,!other)
 http-request return string "if only" content-type text/plain
 use_backend app if { path / } or perhaps
 default_backend app
backend app
 server s a:1
`
  const config = read(text)
  const { declared, used } = aclsOf(config, config.gateways[0]!)

  test('declared, with those of the defaults', () =>
    expect(
      [...declared].map(([name, lines]) => [
        name,
        ...lines.map(({ expression, conditional }) => words(expression) + (conditional ? ' perhaps' : '')),
      ]),
    ).toEqual([
      ['inherited', 'src 10.0.0.0/8'],
      ['api', 'path_beg /api', 'hdr(host) api.example'],
      ['perhaps', 'path /x perhaps'],
    ]))

  test('used, each at its place', () =>
    expect(used.map(({ name, line }) => `${text.slice(name.at.start, name.at.end)} in ${line.keyword.text}`)).toEqual([
      'api in http-request',
      'inherited in http-request',
      'api in http-request',
      'other in http-request',
      'perhaps in use_backend',
    ]))
})

test('ways to a backend', () => {
  const config = read(`frontend one
 use_backend app if { path /a }
 use_backend other if { path /b }
 default_backend app
frontend two
 use_backend app unless { ssl_fc }
listen app
 bind :90
 server s a:1
backend other
 server s b:1
`)
  const ways = waysTo(config, config.upstreams[0]!)
  expect(
    ways.map(({ gateway, condition }) => `${gateway.name.text}: ${condition ? shown(condition) : 'always'}`),
  ).toEqual(['one: (path /a)', 'one: always', 'two: unless (ssl_fc)', 'app: always'])
})

test.each([
  ['be_%[path]', ['be_a', 'be_b']],
  ['be_%[path,lower]_x', []],
  ['%[req.hdr(host),map(/etc/hosts.map,be_a)]', ['be_a', 'be_b', 'other']],
  ['"$BACKEND"', ['be_a', 'be_b', 'other']],
  ['be.%[path]', []],
  ['%[path]e_%[path]', ['be_a', 'be_b']],
  ['%[path]_a', ['be_a']],
  ['%[path]r', ['other']],
])('backends that %s may name', (name, expected) => {
  const config = read(`frontend web\n use_backend ${name}\nbackend be_a\nbackend be_b\nbackend other\n`)
  const named = config.upstreams.filter(upstream => waysTo(config, upstream).some(({ perhaps }) => perhaps))
  expect(named.map(upstream => upstream.name.text)).toEqual(expected)
})
