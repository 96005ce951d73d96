/** Unix sockets and runtime look-ups, as rules ask the model for them. */
import { expect, test } from 'vitest'
import { lookups } from '../../server/model/lookups.ts'
import { socketsOf } from '../../server/model/sockets.ts'
import { configs } from './show.ts'

const nginx = (text: string) => configs({ '/p/nginx.conf': `events {}\nhttp {\n${text}\n}\n` })[0]!
const haproxy = (text: string) => configs({ '/p/haproxy.cfg': `defaults\n  mode http\n${text}\n` })[0]!

test.each([
  ['server { location / { proxy_pass http://unix:/run/a.sock; } }', ['/run/a.sock']],
  ['server { location / { proxy_pass https://unix:/run/a.sock:/v1/; } }', ['/run/a.sock']],
  ['server { location / { fastcgi_pass unix:/run/php.sock; } }', ['/run/php.sock']],
  ['upstream a { server unix:/run/a.sock weight=2; server 127.0.0.1:1; }', ['/run/a.sock']],
  ['server { location / { fastcgi_pass UNIX:/run/php.sock; } }', ['/run/php.sock']],
  ['server { location / { proxy_pass http://unix:/run/$name.sock; } }', []],
  ['server { location / { proxy_pass http://app/unix:/run/a.sock; } }', []],
])('sockets of nginx: %s', (text, paths) => {
  expect(socketsOf(nginx(text)).map(({ path }) => path.text)).toEqual(paths)
})

test.each([
  ['listen a\n  server s1 /run/a.sock check', ['/run/a.sock']],
  ['listen a\n  server s1 unix@/run/a.sock', ['/run/a.sock']],
  ['listen a\n  server s1 abns@a\n  server s2 app:80', []],
  ['listen a\n  server s1 "/run/${NAME}.sock"', []],
])('sockets of HAProxy: %j', (text, paths) => {
  expect(socketsOf(haproxy(text)).map(({ path }) => path.text)).toEqual(paths)
})

const asked = (config: ReturnType<typeof nginx>): readonly string[] =>
  lookups(config).map(({ host, servers }) => `${host.text} ${servers.map(({ address }) => address.text).join(' ')}`)

test.each([
  ['resolver 127.0.0.11 [::1]:5353 10.0.0.1:54 valid=10s;', ['api 127.0.0.11 [::1] 10.0.0.1']],
  ['resolver dns.example ipv6=off;', ['api dns.example']],
  ['', []],
])('names that nginx looks up: %s', (resolver, expected) => {
  const server = 'server { set $a http://api:1; location / { proxy_pass $a; } location /b { proxy_pass http://b:1; } }'
  expect(asked(nginx(`${resolver}\n${server}`))).toEqual(expected)
})

test.each([
  ['nameserver a udp@10.0.0.1:53\n  nameserver b [::1]:53', ['api 10.0.0.1 [::1]']],
  ['parse-resolv-conf\n  nameserver a 10.0.0.1:53', []],
])('names that HAProxy looks up: %j', (lines, expected) => {
  const section = `resolvers dns\n  ${lines}\nlisten a\n  server s1 api:1 resolvers dns\n  server s2 10.0.0.9:1 resolvers dns`
  expect(asked(haproxy(section))).toEqual(expected)
})
