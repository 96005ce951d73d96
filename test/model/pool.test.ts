/** How upstreams of both dialects share requests out, and what each server takes. */
import { describe, expect, test } from 'vitest'
import { factsOf, poolOf } from '../../server/model/pool.ts'
import { configs } from './show.ts'

const nginx = (body: string) => configs({ '/p/nginx.conf': `events {} http { upstream u { ${body} } }` })[0]!
const haproxy = (text: string) => configs({ '/p/haproxy.cfg': text })[0]!

describe('of an upstream of nginx', () => {
  const cases: readonly (readonly [name: string, body: string, expected: string])[] = [
    ['in turns', 'server a:1;', 'round_robin'],
    ['by address, with a zone', 'zone z 64k; ip_hash; server a:1;', 'ip_hash zone'],
    ['the last method counts', 'least_conn; hash $uri consistent; server a:1;', 'hash'],
    ['connections that stay open', 'server a:1; keepalive 16;', 'round_robin keepalive 16'],
    ['a file that is not here', 'include servers.conf;', 'undefined ?'],
    ['a method of another module', 'fair; server a:1;', 'undefined ?'],
  ]
  test.each(cases)('%s', (_, body, expected) => {
    const config = nginx(body)
    const { method, zone, keepalive, certain } = poolOf(config, config.upstreams[0]!)
    const parts = [method, zone && 'zone', keepalive && `keepalive ${keepalive.connections}`, certain ? undefined : '?']
    expect(
      parts
        .map((part, index) => (index === 0 ? String(part) : part))
        .filter(Boolean)
        .join(' '),
    ).toBe(expected)
  })
})

describe('of a backend', () => {
  const cases: readonly (readonly [name: string, text: string, method: string | undefined])[] = [
    ['its own', 'defaults\n balance source\nbackend a\n balance leastconn\n', 'leastconn'],
    ['of the defaults', 'defaults\n balance source\nbackend a\n', 'source'],
    ['with arguments', 'defaults\nbackend a\n balance hdr(Host)\n', 'hdr'],
    ['not said', 'defaults\nbackend a\n', undefined],
    ['perhaps another', 'defaults\nbackend a\n balance source\n.if defined(X)\n balance first\n.endif\n', undefined],
  ]
  test.each(cases)('%s', (_, text, method) => {
    const config = haproxy(text)
    expect(poolOf(config, config.upstreams[0]!).method).toBe(method)
  })
})

describe('a server', () => {
  const own = { weight: 1, backup: false, maxConnections: 0, resolves: false, checked: false, sendsProxy: false }
  test.each([
    ['server a:1;', { ...own, maxFails: 1, failTimeout: 10_000, certain: true }],
    [
      'server a:1 weight=5 max_fails=0 fail_timeout=1m max_conns=10 backup resolve;',
      { weight: 5, backup: true, maxConnections: 10, maxFails: 0, failTimeout: 60_000, resolves: true },
    ],
    ['server a:1 weight=x;', { weight: undefined }],
  ])('of nginx: %s', (body, expected) => {
    const config = nginx(body)
    expect(factsOf(config, config.upstreams[0]!.targets[0]!)).toMatchObject(expected)
  })
  test.each([
    ['server s a:1', { ...own, maxFails: undefined, failTimeout: undefined, certain: true }],
    [
      'server s a:1 weight 0 check maxconn 9 backup send-proxy-v2 resolvers r',
      { weight: 0, checked: true, maxConnections: 9, backup: true, sendsProxy: true, resolves: true },
    ],
    ['server s a:1 check no-check "$MORE"', { checked: false, certain: false }],
  ])('of HAProxy: %s', (line, expected) => {
    const config = haproxy(`backend b\n ${line}\n`)
    expect(factsOf(config, config.upstreams[0]!.targets[0]!)).toMatchObject(expected)
  })
})
