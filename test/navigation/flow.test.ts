/** The way of a request, stop by stop, onwards and back. */
import { describe, expect, test } from 'vitest'
import { type Stop, stepsFrom, stepsTo, stopFrom, stopsAt } from '../../server/features/flow.ts'
import { readMarked, shown, type Texts, twice } from './marked.ts'

interface Case {
  /** "kind text" of the stop at the mark ¦. */
  readonly stop: string
  /** Each as "kind text by place text". */
  readonly from?: readonly string[]
  readonly to?: readonly string[]
}

function check(name: string, texts: Texts, { stop, from = [], to = [] }: Case): void {
  twice(name, texts, files => {
    const { workspace, cursor } = readMarked(files)
    const [here, ...others] = stopsAt(workspace, cursor!.file, cursor!.start)
    expect(others).toEqual([])
    expect(`${here?.kind} ${here?.text}`).toBe(stop)
    expect(stopFrom(workspace, here!.kind, here!.head.file, here!.head.start)).toEqual(here)
    const told = ({ kind, text }: Stop, by: Parameters<typeof shown>[1]): string =>
      `${kind} ${text} by ${shown(workspace, by).join(' and ')}`
    expect(stepsTo(workspace, here!).map(step => told(step.from, step.by))).toEqual(from)
    expect(stepsFrom(workspace, here!).map(step => told(step.to, step.by))).toEqual(to)
    for (const { from, by } of [...stepsTo(workspace, here!), ...stepsFrom(workspace, here!)])
      for (const { file } of by) expect(file).toBe(from.at.file)
  })
}

const compose = (mark = ''): string =>
  `services:
  edge:
    image: haproxy
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"]
  inner:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]
  a¦pi: { image: example/api, expose: ["3000"] }
`.replace('¦', mark)

const files = (nginx: string, haproxy: string, mark = ''): Texts => ({
  'compose.yaml': compose(mark),
  'nginx.conf': nginx,
  'haproxy.cfg': haproxy,
})

const haproxy = `frontend www
  bind :80
  use_backend web if { path /w }
  default_backend web
backend web
  server one inner:80
`
const nginx = `events {}
http {
  upstream app { server api:3000; server api:3001 backup; }
  server {
    listen 80;
    error_page 502 @down;
    location /api/ { proxy_pass http://app; }
    location /direct { proxy_pass http://api:3000; }
    location @down { return 503; }
  }
}
`
const at = (text: string, before: string): string => text.replace(before, `${before}¦`)

describe('of HAProxy', () => {
  check('a frontend leads to its backends', files(nginx, at(haproxy, 'frontend w')), {
    stop: 'gateway frontend www',
    from: ['service edge by compose.yaml:4:16 ./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg'],
    to: ['upstream backend web by haproxy.cfg:3:15 web and haproxy.cfg:4:19 web'],
  })
  check('a name of a backend is the backend', files(nginx, at(haproxy, 'default_backend w')), {
    stop: 'upstream backend web',
    from: ['gateway frontend www by haproxy.cfg:3:15 web and haproxy.cfg:4:19 web'],
    to: ['target inner:80 by haproxy.cfg:6:14 inner:80'],
  })
  check('a server leads to its service', files(nginx, at(haproxy, 'inn')), {
    stop: 'target inner:80',
    from: ['upstream backend web by haproxy.cfg:6:14 inner:80'],
    to: ['service inner by haproxy.cfg:6:14 inner'],
  })
  check(
    'a listen leads to itself',
    { 'haproxy.cfg': 'lis¦ten web\n  bind :80\n  server one 10.0.0.1:80\n' },
    {
      stop: 'gateway listen web',
      to: ['upstream listen web by haproxy.cfg:1:1 listen'],
    },
  )
})

describe('of nginx', () => {
  check(
    'a server, run by a service, leads to its locations',
    files(nginx.replace('    listen', '  ¦  listen'), haproxy),
    {
      stop: 'gateway server :80',
      from: ['service inner by compose.yaml:7:16 ./nginx.conf:/etc/nginx/nginx.conf'],
      to: [
        'location location /api/ by nginx.conf:7:5 location /api/',
        'location location /direct by nginx.conf:8:5 location /direct',
        'location location @down by nginx.conf:6:20 @down',
      ],
    },
  )
  check('a location leads to an upstream, and to another location', files(at(nginx, 'location /a'), haproxy), {
    stop: 'location location /api/',
    from: ['gateway server :80 by nginx.conf:7:5 location /api/'],
    to: ['upstream upstream app by nginx.conf:7:40 app', 'location location @down by nginx.conf:6:20 @down'],
  })
  check('an upstream leads to its servers', files(at(nginx, 'upstream a'), haproxy), {
    stop: 'upstream upstream app',
    from: ['location location /api/ by nginx.conf:7:40 app'],
    to: ['target api:3000 by nginx.conf:3:25 api:3000', 'target api:3001 by nginx.conf:3:42 api:3001'],
  })
  check(
    'an address in place is a target at once',
    files(at(nginx, 'http://ap').replace('ap¦p', 'app').replace('http://api', 'http://a¦pi'), haproxy),
    {
      stop: 'target api:3000',
      from: ['location location /direct by nginx.conf:8:42 api:3000'],
      to: ['service api by nginx.conf:8:42 api'],
    },
  )
  check(
    'a nested location is reached through the one around it',
    { 'nginx.conf': 'server { location /a { location /a/b¦ { proxy_pass http://10.0.0.1:80; } } }\n' },
    {
      stop: 'location location /a/b',
      from: ['location location /a by nginx.conf:1:24 location /a/b'],
      to: ['target 10.0.0.1:80 by nginx.conf:1:58 10.0.0.1:80'],
    },
  )
})

describe('of services', () => {
  check('one is reached by all targets that mean it', files(nginx, haproxy, '¦'), {
    stop: 'service api',
    from: [
      'target api:3000 by nginx.conf:3:25 api',
      'target api:3001 by nginx.conf:3:42 api',
      'target api:3000 by nginx.conf:8:42 api',
    ],
  })
  check(
    'one that runs a gateway leads on to it',
    { ...files(nginx, haproxy), 'compose.yaml': compose().replace('inner:', 'in¦ner:') },
    {
      stop: 'service inner',
      from: ['target inner:80 by haproxy.cfg:6:14 inner'],
      to: ['gateway server :80 by compose.yaml:7:16 ./nginx.conf:/etc/nginx/nginx.conf'],
    },
  )
})

test('nothing leads anywhere from a place without a gateway', () => {
  const { workspace } = readMarked({ 'nginx.conf': 'events {}\nhttp { gzip on; }\n' })
  expect(stopsAt(workspace, '/p/nginx.conf', 20)).toEqual([])
  expect(stopFrom(workspace, 'gateway', '/p/nginx.conf', 0)).toBeUndefined()
})
