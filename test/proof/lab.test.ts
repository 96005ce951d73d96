/** The laboratory, held against pages whose truth is known: what is so is proved, and what is not so is not. */
import { describe, expect, test, vi } from 'vitest'
import { type Case, readPage } from '../pages/page.ts'
import { acceptsHaproxy, acceptsNginx } from './lab/lab.ts'
import { prove } from './prove.ts'

vi.setConfig({ testTimeout: 60_000 })

const block = (info: string, text: string): string => `\`\`\`${info}\n${text.trim()}\n\`\`\`\n`

const caseOf = (...blocks: string[]): Case =>
  readPage(`# x\n\n## Examples\n\n### A case\n\n${blocks.join('\n')}`).cases[0]!

const haproxy = (more: string): string => `
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 1s

frontend web
  bind :80
  default_backend app

backend app
  server s1 api:3000${more}
`

const proxy = (target: string, more = ''): string => `server {\n  location / { proxy_pass ${target}; ${more} }\n}`

const compose = (networks: string): string => `
services:
  gateway:
    image: nginx
    networks: ${networks}
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]
  api:
    image: example/api
    container_name: the-api
    networks: { back: { aliases: [backend] } }
`

const truths: Record<string, Case> = {
  'a refused port': caseOf(
    block('nginx', proxy('http://api:8080')),
    block('nginx fixed', proxy('http://api:3000')),
    block('proof', 'api: http 3000\nGET /: 502\nlog: connect() failed (111: Connection refused)\nfixed GET /: 200'),
  ),
  'a whole file, with a listen and an included file': caseOf(
    block('nginx', 'events {}\nhttp {\n  include mime.types;\n  include conf.d/*.conf;\n}'),
    '`conf.d/api.conf`\n',
    block('nginx', 'server { listen 8000; location / { proxy_pass http://api/; } }'),
    block('proof', 'api: http 80\nGET /: 200\nGET :8000/a: 200'),
  ),
  'a location alone': caseOf(block('nginx', 'location / { return 204; }'), block('proof', 'GET /: 204')),
  'a host that is missing': caseOf(
    block('nginx', proxy('http://bakend:3000')),
    block('nginx fixed', proxy('http://backend:3000')),
    block(
      'proof',
      'backend: http 3000\nstart: refused "host not found in upstream \\"bakend\\""\nfixed GET /: 200'.replaceAll(
        '\\',
        '',
      ),
    ),
  ),
  'networks apart': caseOf(
    block('nginx', proxy('http://backend:3000')),
    block('yaml', compose('[front]')),
    block('yaml fixed', compose('[front, back]')),
    block('proof', 'backend: http 3000\nstart: refused "host not found"\nfixed GET /: 200'),
  ),
  'a name of its container, and a service without a port': caseOf(
    block(
      'nginx',
      `${proxy('http://the-api:3000')}\nupstream api { server api:1; }\nserver { listen 81; location / { proxy_pass http://api; } }`,
    ),
    block('yaml', compose('[front, back]')),
    block('proof', 'the-api: http 3000\nGET /: 200\nGET :81/: 502'),
  ),
  'a silent backend': caseOf(
    block('nginx', proxy('http://api:3000', 'proxy_read_timeout 1s;')),
    block(
      'proof',
      'api: silent 3000\nGET /: 504\nlog: upstream timed out (110: Connection timed out) while reading response header',
    ),
  ),
  'a slow backend': caseOf(
    block('nginx', proxy('http://api:3000', 'proxy_read_timeout 1s;')),
    block('nginx fixed', proxy('http://api:3000', 'proxy_read_timeout 10s;')),
    block('proof', 'api: http 3000 after 1500ms\nGET /: 504\nfixed GET /: 200'),
  ),
  'packets that get lost': caseOf(
    block('nginx', proxy('http://api:3000', 'proxy_connect_timeout 1s;')),
    block('proof', 'api: drop\nGET /: 504\nlog: while connecting to upstream'),
  ),
  'an address, packets to another': caseOf(
    block(
      'nginx',
      `${proxy('http://10.0.0.5:3000')}\nserver { listen 81; location / { proxy_connect_timeout 1s; proxy_pass http://10.0.0.6; } }`,
    ),
    block('proof', '10.0.0.5: http 3000\n10.0.0.6: drop\nGET /: 200\nGET :81/: 504'),
  ),
  'TLS to a plain port': caseOf(
    block('nginx', proxy('https://api:3000')),
    block('nginx fixed', proxy('http://api:3000')),
    block(
      'proof',
      'api: http 3000\nGET /: 502\nlog: SSL_do_handshake() failed\nlog: wrong version number\nfixed GET /: 200',
    ),
  ),
  'TLS that wants a name': caseOf(
    block('nginx', proxy('https://api.example:8443')),
    block('nginx fixed', proxy('https://api.example:8443', 'proxy_ssl_server_name on;')),
    block('proof', 'api.example: https 8443 sni\nGET /: 502\nlog: alert handshake failure\nfixed GET /: 200'),
  ),
  'a certificate that is trusted': caseOf(
    block(
      'nginx',
      'server {\n  listen 443 ssl;\n  ssl_certificate /etc/nginx/certs/site.pem;\n  ssl_certificate_key /etc/nginx/certs/site.key;\n' +
        '  location / { proxy_pass https://api:8443; proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem; }\n}',
    ),
    block('proof', 'api: https 8443\nGET /: 200\nGET https://shop.example/: 200'),
  ),
  'HTTP to FastCGI': caseOf(
    block('nginx', proxy('http://php:9000')),
    block('nginx fixed', 'server { location / { fastcgi_pass php:9000; include fastcgi_params; } }'),
    block(
      'proof',
      'php: fastcgi 9000\nGET /: 502\nlog: recv() failed (104: Connection reset by peer)\nfixed GET /: 200\nfixed POST / body 200k: 200',
    ),
  ),
  'HTTP to uwsgi': caseOf(
    block('nginx', proxy('http://app:8000')),
    block('nginx fixed', 'server { location / { uwsgi_pass app:8000; include uwsgi_params; } }'),
    block('proof', 'app: uwsgi 8000\nGET /: 502\nlog: upstream prematurely closed connection\nfixed GET /: 200'),
  ),
  gRPC: caseOf(
    block('nginx', 'server { location / { grpc_pass grpc://api:50051; } }'),
    block('proof', 'api: grpc 50051\nPOST /x.Y/Z: 200'),
  ),
  'a unix socket': caseOf(
    block('nginx', proxy('http://unix:/run/app/web.sock')),
    block('proof', 'unix:/run/app/web.sock: http\nGET /: 200'),
  ),
  'the loopback of a neighbour, and our own': caseOf(
    block(
      'nginx',
      `${proxy('http://api:3000')}\nserver { listen 81; location / { proxy_pass http://127.0.0.1:3000; } }`,
    ),
    block('proof', 'api: http 3000 loopback\nlocalhost: http 3000\nGET /: 502\nGET :81/: 200'),
  ),
  'a header too large, a status of its own, a body too large': caseOf(
    block('nginx', `${proxy('http://api:3000')}\nserver { listen 81; location / { proxy_pass http://api:3001; } }`),
    block(
      'proof',
      'api: http 3000 header 16k, http 3001 status 500\nGET /: 502\nlog: upstream sent too big header\nGET :81/: 500\nPOST / body 2m: 413',
    ),
  ),
  'an upgrade': caseOf(
    block('nginx', proxy('http://api:3000')),
    block(
      'nginx fixed',
      proxy(
        'http://api:3000',
        'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;',
      ),
    ),
    block(
      'proof',
      'api: http 3000\nGET /chat header Upgrade=websocket header Connection=upgrade: 200\n' +
        'fixed GET /chat header Upgrade=websocket header Connection=upgrade: 101',
    ),
  ),
  'no HTTP at all, a closed connection, a reset one': caseOf(
    block(
      'nginx',
      `${proxy('http://redis:6379')}\nserver { listen 81; location / { proxy_pass http://a:1; } }\nserver { listen 82; location / { return 444; } }`,
    ),
    block(
      'proof',
      'redis: says 6379 "-ERR unknown command"\na: close 1\nGET /: no HTTP\nGET :81/: 502\nGET :82/: closed',
    ),
  ),
  'HAProxy before a refused port': caseOf(
    block('haproxy', haproxy('')),
    block('haproxy fixed', haproxy('').replace('3000', '8080')),
    block('proof', 'api: http 8080\nGET /: 503 SC--\nfixed GET /: 200 ----'),
  ),
  'HAProxy before a silent backend': caseOf(
    block('haproxy', haproxy('')),
    block('proof', 'api: silent 3000\nGET /: 504 sH--'),
  ),
  'HAProxy without a timeout': caseOf(
    block('haproxy', haproxy('').replace(/ {2}timeout.*\n/g, '')),
    block('haproxy fixed', haproxy('')),
    block(
      'proof',
      'api: silent 3000\nGET /: none in 2s\nlog: missing timeouts\nfixed GET /: 504\nfixed no log: missing timeouts',
    ),
  ),
  'HAProxy with a dead server among two': caseOf(
    block('haproxy', `${haproxy('').trimEnd()}\n  server s2 api:3001`),
    block('proof', 'api: http 3000, reset 3001\nGET / x4: 200 502'),
  ),
  'HAProxy without the backend that it uses': caseOf(
    block('haproxy', haproxy('').replace('default_backend app', 'default_backend ap')),
    block('haproxy fixed', haproxy('')),
    block(
      'proof',
      'api: http 3000\nstart: refused "unable to find required default_backend: \'ap\'"\nfixed start: accepted',
    ),
  ),
  'HAProxy with TLS of its own': caseOf(
    block(
      'haproxy',
      haproxy(' ssl verify required ca-file /etc/haproxy/ca.pem').replace(':80', '*:443 ssl crt /etc/ssl/site.pem'),
    ),
    block('proof', 'api: https 3000\nGET /: 200'),
  ),
  'TLS that wants a certificate': caseOf(
    block('nginx', proxy('https://api:8443')),
    block(
      'nginx fixed',
      proxy('https://api:8443', 'proxy_ssl_certificate own.pem; proxy_ssl_certificate_key own.pem;'),
    ),
    block('proof', 'api: https 8443 certificate\nGET /: 502\nfixed GET /: 200'),
  ),
  'a header of the PROXY protocol, of either version': caseOf(
    block('haproxy', haproxy('')),
    block('haproxy fixed: v1', haproxy(' send-proxy')),
    block('haproxy fixed: v2', haproxy(' send-proxy-v2')),
    block('proof', 'api: http 3000 proxied\nGET /: 502 SH--\nfixed GET /: 200'),
  ),
  'HTTP/2 over TLS alone': caseOf(
    block('haproxy', haproxy(' ssl verify none')),
    block('haproxy fixed', haproxy(' ssl verify none alpn h2')),
    block('proof', 'api: grpcs 3000\nGET /: 403\nfixed GET /: 200'),
  ),
  'a client that speaks HTTP/2': caseOf(
    block('nginx', 'server { listen 80; location / { grpc_pass api:50051; } }'),
    block('nginx fixed', 'server { listen 80 http2; location / { grpc_pass api:50051; } }'),
    block('proof', 'api: grpc 50051\nPOST /a.B/C http2: closed\nfixed POST /a.B/C http2: 200'),
  ),
}

describe.concurrent('what is so', () => {
  test.each(Object.entries(truths))('%s', async (_, found) => {
    for (const { claimed, seen } of await prove(found)) expect(seen).toEqual(claimed)
  })
})

const refused =
  'nginx: [emerg] host not found in upstream "api" in /etc/nginx/nginx.conf:2\nnginx: configuration file /etc/nginx/nginx.conf test failed'

describe.concurrent('what is not so', () => {
  const nginx = block('nginx', proxy('http://api:3000'))
  const untruths: Record<string, [Case, seen: string]> = {
    'a status': [caseOf(nginx, block('proof', 'api: http 3000\nGET /: 502')), 'GET /: 200'],
    'a status of the fixed text': [
      caseOf(
        nginx,
        block('nginx fixed', proxy('http://api:3001')),
        block('proof', 'api: http 3000\nGET /: 200\nfixed GET /: 200'),
      ),
      'GET /: 502',
    ],
    'a line of the log': [
      caseOf(nginx, block('proof', 'api: http 3000\nstart: accepted\nlog: connect() failed')),
      'log: empty',
    ],
    'a silence of the log': [caseOf(nginx, block('proof', 'no log: host not found')), `log: ${refused}`],
    'a start that is refused': [caseOf(nginx, block('proof', 'api: http 3000\nstart: refused')), 'start: accepted'],
    'a reason': [caseOf(nginx, block('proof', 'start: refused "unknown directive"')), `start: refused ${refused}`],
    'a start that is accepted': [
      caseOf(block('nginx', 'server { listn 80; }'), block('proof', 'start: accepted')),
      'start: refused nginx: [emerg] unknown directive "listn" in /etc/nginx/nginx.conf:1\nnginx: configuration file /etc/nginx/nginx.conf test failed',
    ],
    'an answer of a server that does not start': [
      caseOf(nginx, block('proof', 'GET /: 502')),
      `GET /: does not start: ${refused}`,
    ],
    'a termination state': [
      caseOf(block('haproxy', haproxy('')), block('proof', 'api: reset 3000\nGET /: 502 SC--')),
      'GET /: 502 SH--',
    ],
    patience: [caseOf(nginx, block('proof', 'api: http 3000\nGET /: none in 2s')), 'GET /: 200'],
    'a set of answers': [caseOf(nginx, block('proof', 'api: http 3000\nGET / x3: 200 502')), 'GET / x3: 200'],
  }
  test.each(Object.entries(untruths))('%s', async (_, [found, sight]) => {
    const wrong = (await prove(found)).flatMap(({ claimed, seen }) =>
      seen.filter((line, index) => line !== claimed[index]),
    )
    expect(wrong).toEqual([sight])
  })
})

describe('a proof that says too little or nonsense', () => {
  const nginx = block('nginx', 'x;')
  const fixed = block('nginx fixed', 'y;')
  const faults: Record<string, [Case, message: string]> = {
    'no claim': [caseOf(nginx, block('proof', 'api: http 3000')), 'claims nothing of the text as it is found'],
    'no claim of the fix': [caseOf(nginx, fixed, block('proof', 'GET /: 502')), 'claims nothing of the fixed text'],
    'a claim of no fix': [caseOf(nginx, block('proof', 'GET /: 502\nfixed GET /: 200')), 'has no fixed text'],
    'no server': [caseOf(block('yaml', 'a: 1'), block('proof', 'GET /: 502')), 'neither an nginx nor a haproxy file'],
    'no port': [caseOf(nginx, block('proof', 'api: http\nGET /: 502')), 'line 13: "api: http" cannot be read'],
    'no such backend': [caseOf(nginx, block('proof', 'api: htp 3000\nGET /: 502')), '"api: htp 3000" cannot be read'],
    'no such answer': [caseOf(nginx, block('proof', 'GET /: bad')), '"GET /: bad" cannot be read'],
    'no such option': [caseOf(nginx, block('proof', 'GET / often: 502')), '"GET / often: 502" cannot be read'],
  }
  test.each(Object.entries(faults))('%s', async (_, [found, message]) => {
    await expect(prove(found)).rejects.toThrow(message)
  })
})

test.concurrent('the verdict of the real servers on a text', async () => {
  const nginx = await acceptsNginx(proxy('http://api:3000'), ['api'])
  const noName = await acceptsNginx(proxy('http://api:3000'))
  const haproxyVerdict = await acceptsHaproxy(haproxy(' chek'), ['api'])
  expect(nginx.accepted).toBe(true)
  expect(noName).toMatchObject({
    accepted: false,
    message: expect.stringContaining('host not found in upstream "api"'),
  })
  expect(haproxyVerdict).toMatchObject({ accepted: false, message: expect.stringContaining("unknown keyword 'chek'") })
})
