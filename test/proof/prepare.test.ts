/** What the laboratory changes of a text before it runs it: no line moves. */
import { describe, expect, test } from 'vitest'
import { prepareHaproxy, prepareNginx, withLog } from './lab/prepare.ts'

const nginx = (text: string, module?: string) => prepareNginx([{ path: 'nginx.conf', text }], module)
const haproxy = (text: string) => prepareHaproxy([{ path: 'haproxy.cfg', text }])

describe('nginx', () => {
  const texts: Record<string, [text: string, prepared: string]> = {
    'a whole file': ['events {}\nhttp { }', 'events {}\nhttp { }'],
    'without events': ['http { }', 'events {} http { }'],
    'a server': ['server { listen 80; }', 'events {} http { server { listen 127.0.0.2:80; }\n}'],
    'an upstream and a server without a listen': [
      'upstream a { server b; }\nserver {\n  return 204;\n}',
      'events {} http { upstream a { server b; }\nserver { listen 127.0.0.2:80;\n  return 204;\n}\n}',
    ],
    'a location': ['location / { }', 'events {} http { server { listen 127.0.0.2:80; location / { }\n} }'],
    'directives alone': ['proxy_read_timeout 1s;', 'events {} http { proxy_read_timeout 1s;\n}'],
    'words that only look like structure': [
      '# location / {\nlog_format x "} server {";\nset $a ${b};\nserver { listen 80; } # server {',
      'events {} http { # location / {\nlog_format x "} server {";\nset $a ${b};\nserver { listen 127.0.0.2:80; } # server {\n}',
    ],
    'every address': [
      'server { listen *:80 default_server; listen 0.0.0.0:81; }',
      'events {} http { server { listen 127.0.0.2:80 default_server; listen 127.0.0.2:81; }\n}',
    ],
    'an address, a socket, and IPv6': [
      'server { listen 127.0.0.1:80; listen unix:/run/x; listen [::]:80; }',
      'events {} http { server { listen 127.0.0.1:80; listen unix:/run/x; listen [::]:80; }\n}',
    ],
    'a stream without a listen, which nginx refuses': [
      'events {}\nstream { server { proxy_pass a:1; } }\nhttp { server { } }',
      'events {}\nstream { server { proxy_pass a:1; } }\nhttp { server { listen 127.0.0.2:80; } }',
    ],
  }
  test.each(Object.entries(texts))('%s', (_, [text, prepared]) => expect(nginx(text).files[0].text).toBe(prepared))

  test('loads the stream module where a text needs it', () => {
    expect(nginx('stream { }', '/m.so').files[0].text).toBe('load_module /m.so; events {} stream { }')
    expect(nginx('http { }', '/m.so').files[0].text).toBe('events {} http { }')
  })

  const ports: Record<string, [text: string, port: number, tls: boolean]> = {
    'the first': ['server { listen 8080; listen 443 ssl; }', 8080, false],
    'with TLS': ['server { listen 8443 ssl http2; }', 8443, true],
    none: ['server { }', 80, false],
    'not that of a comment': ['server { # listen 1;\nlisten 2; }', 2, false],
  }
  test.each(Object.entries(ports))('the port: %s', (_, [text, port, tls]) =>
    expect(nginx(text)).toMatchObject({ port, tls }),
  )

  test('takes the port from an included file', () => {
    const { files, port } = prepareNginx([
      { path: 'nginx.conf', text: 'http { include a.conf; }' },
      { path: 'a.conf', text: 'server { listen 81; }' },
    ])
    expect(port).toBe(81)
    expect(files[1]!.text).toBe('server { listen 127.0.0.2:81; }')
  })
})

describe('HAProxy', () => {
  const binds: Record<string, [bind: string, prepared: string, port: number, tls: boolean]> = {
    'a port': ['bind :80', 'bind 127.0.0.2:80', 80, false],
    'every address': ['bind *:80,0.0.0.0:81 name x', 'bind 127.0.0.2:80,127.0.0.2:81 name x', 80, false],
    'IPv6 as well': ['bind :::80 v4v6', 'bind 127.0.0.2:80 v4v6', 80, false],
    'an address': ['bind 127.0.0.1:8080', 'bind 127.0.0.1:8080', 8080, false],
    'with TLS': ['bind *:443 ssl crt /etc/x.pem', 'bind 127.0.0.2:443 ssl crt /etc/x.pem', 443, true],
  }
  test.each(Object.entries(binds))('%s', (_, [bind, prepared, port, tls]) => {
    const result = haproxy(`frontend web\n  ${bind}\n`)
    expect(result.files[0].text).toBe(`frontend web\n  ${prepared}\n`)
    expect(result).toMatchObject({ port, tls })
  })

  test('has a log on the terminal', () => {
    expect(withLog('frontend web\n  bind :80\nbackend b')).toBe(
      'frontend web\n  log stdout format raw local0\n  option httplog\n  bind :80\nbackend b',
    )
    expect(withLog('listen web\n  option tcplog')).toBe('listen web\n  log stdout format raw local0\n  option tcplog')
    expect(withLog('global\n  log stdout local0\nfrontend web')).toBe('global\n  log stdout local0\nfrontend web')
  })
})
