/** The pools of PHP-FPM: which ports they open, in which images. */
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../server/kinds.ts'
import { readPools } from '../../server/topology/php-fpm.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { filesOf, listening, serviceIn, verdict } from './facts.ts'

describe('where a pool listens', () => {
  const cases: readonly (readonly [line: string, expected: string])[] = [
    ['listen = 9001', 'www 9001 at "9001"'],
    ['listen = [::]:9001', 'www 9001 at "[::]:9001"'],
    ['  listen=0.0.0.0:9001 ; all', 'www 9001 at "0.0.0.0:9001"'],
    ['listen = "9001"', 'www 9001 at ""9001""'],
    ['listen = 127.0.0.1:9001', 'www 9001 loopback at "127.0.0.1:9001"'],
    ['listen = [::1]:9001', 'www 9001 loopback at "[::1]:9001"'],
    ['listen = /run/php/www.sock', 'www none at "/run/php/www.sock"'],
    ['listen = ${FPM_PORT}', 'www none at "${FPM_PORT}"'],
    ['listen.owner = www-data', 'www'],
    ['; listen = 9001', 'www'],
  ]
  test.each(cases)('%s', (line, expected) => {
    const text = `[global]\ndaemonize = no\n[www]\r\npm = static\n${line}\n`
    const told = readPools('www.conf', text).map(({ name, listen }) =>
      listen
        ? `${name} ${listen.port ?? 'none'}${listen.loopback ? ' loopback' : ''} at "${text.slice(listen.at.start, listen.at.end)}"`
        : name,
    )
    expect(told).toEqual([expected])
  })
})

test('a file of pools is told from other files', () => {
  expect(kindOf('/p/www.conf', '[www]\nlisten = 9000\n')).toBe('php-fpm')
  expect(kindOf('/p/zz.conf', '[www]\npm.max_children = 5\n')).toBe('php-fpm')
  expect(kindOf('/p/supervisord.conf', '[program:web]\ncommand = nginx\n')).toBeUndefined()
  expect(kindOf('/p/default.conf', 'server {\n  listen 80;\n}\n')).toBe('nginx')
})

/** Each: a title, the files, where `php` listens, and what comes of asking it for 9000. */
const services: readonly (readonly [title: string, files: string, ports: string, asked: string])[] = [
  [
    'pools of an image that is not known, whose command is PHP-FPM',
    `
services:
  php: { image: example/php, command: php-fpm -d expose_php=0, volumes: ["./pools.conf:/usr/local/etc/php-fpm.d/z-pools.conf", "./php.ini:/usr/local/etc/php/php.ini"] }
==> pools.conf
[work]
listen = [::]:9001
[web]
listen = [::]:9002
`,
    '9001 config fastcgi php-fpm, 9002 config fastcgi php-fpm',
    'undeclared 9001 9002',
  ],
  [
    'pools of an image that runs nobody knows what',
    `
services:
  php: { image: example/php-nginx, volumes: ["./pools.conf:/usr/local/etc/php-fpm.d/z-pools.conf"] }
==> pools.conf
[web]
listen = 9002
`,
    '9002 config fastcgi php-fpm',
    'unknown',
  ],
  [
    'an image that is called so, with an argument that is not known',
    `
services:
  php: { image: "example/php-fpm:8", command: "php-fpm -d date.timezone=\${ZONE}", volumes: ["./pools.conf:/usr/local/etc/php-fpm.d/z-pools.conf"] }
==> pools.conf
[web]
listen = 9002
`,
    '9002 config fastcgi php-fpm',
    'undeclared 9002',
  ],
  [
    'one that runs a web server as well',
    `
services:
  php: { image: "example/nginx-php-fpm", volumes: ["./pools.conf:/usr/local/etc/php-fpm.d/z-pools.conf"] }
==> pools.conf
[web]
listen = 9002
`,
    '9002 config fastcgi php-fpm',
    'unknown',
  ],
  [
    'one that is told to read other files',
    `
services:
  php: { image: "example/php-fpm", command: [php-fpm, -y, /srv/fpm.conf], volumes: ["./pools.conf:/usr/local/etc/php-fpm.d/z-pools.conf"] }
==> pools.conf
[web]
listen = 9002
`,
    '9002 config fastcgi php-fpm',
    'unknown',
  ],
  [
    'pools beside those of the official image',
    `
services:
  php: { image: "php:8.3-fpm", volumes: ["./pools.conf:/usr/local/etc/php-fpm.d/pools.conf"] }
==> pools.conf
[web]
listen = 9002
`,
    '9002 config fastcgi php-fpm, 9000 image fastcgi php-fpm',
    'open image',
  ],
  [
    'the pool www of the official image stays on 9000, whatever www.conf says: zz-docker.conf is read later',
    `
services:
  php: { image: "php:8.3-fpm", volumes: ["./www.conf:/usr/local/etc/php-fpm.d/www.conf"] }
==> www.conf
[www]
listen = 127.0.0.1:9000
`,
    '9000 image fastcgi php-fpm',
    'open image',
  ],
  [
    'unless that is replaced',
    `
services:
  php: { build: ./php }
==> php/Dockerfile
FROM php:8.3-fpm
COPY pool.conf /usr/local/etc/php-fpm.d/zz-docker.conf
==> php/pool.conf
[www]
listen = 9500
`,
    '9500 config fastcgi php-fpm',
    'undeclared 9500',
  ],
  [
    'a socket may be anywhere',
    `
services:
  php: { image: example/php, command: [php-fpm, -F], expose: [9100], volumes: ["./www.conf:/etc/php/8.2/fpm/pool.d/www.conf"] }
==> www.conf
[www]
listen = /run/php.sock
`,
    '9100 expose',
    'unknown',
  ],
  [
    'a later file says more of a pool',
    `
services:
  php: { image: example/php, command: [php-fpm8.2, -F], volumes: ["./pools:/etc/php/8.2/fpm/pool.d"] }
==> pools/a.conf
[www]
listen = 9001
pm = static
==> pools/b.conf
[www]
listen = 9003
==> pools/c.conf
[www]
pm.max_children = 9
`,
    '9003 config fastcgi php-fpm',
    'undeclared 9003',
  ],
  [
    'the same name elsewhere means nothing',
    `
services:
  php: { image: example/php, command: php-fpm, volumes: ["./pools.conf:/srv/pools.conf"] }
==> pools.conf
[web]
listen = 9002
`,
    '',
    'unknown',
  ],
]
test.each(services)('%s', (_, files, ports, asked) => {
  const workspace = createWorkspace()
  for (const [file, text] of filesOf(files)) workspace.set(file, text)
  const service = serviceIn(workspace.topology(), 'php')
  expect([listening(service), verdict(service, 9000)]).toEqual([ports, asked])
})

test('a target that asks for another port than the pools have', () => {
  const workspace = createWorkspace()
  const files = filesOf(`
services:
  web: { image: nginx, volumes: ["./site.conf:/etc/nginx/conf.d/default.conf"] }
  php: { image: example/php, command: php-fpm, volumes: ["./pools.conf:/usr/local/etc/php-fpm.d/pools.conf"] }
==> site.conf
server { location ~ \\.php$ { fastcgi_pass php:9000; } }
==> pools.conf
[web]
listen = 9002
`)
  for (const [file, text] of files) workspace.set(file, text)
  const [found, ...others] = workspace.findings().filter(({ severity }) => severity !== 'info')
  expect([found?.rule, found?.severity, others]).toEqual(['port-mismatch', 'warning', []])
  expect(found!.related!.map(({ at }) => at.file)).toContain('pools.conf')
  workspace.set('pools.conf', '[web]\nlisten = 9000\n')
  expect(workspace.findings().filter(({ severity }) => severity !== 'info')).toEqual([])
})
