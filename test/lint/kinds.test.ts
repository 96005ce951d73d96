/** What a file is taken for, by its path and by what it holds. */
import { describe, expect, test } from 'vitest'
import { isTemplate, kindOf, mayBeOurs } from '../../server/kinds.ts'

describe('kinds', () => {
  const cases: readonly (readonly [path: string, text: string, kind: string | undefined])[] = [
    ['nginx.conf', '', 'nginx'],
    ['deploy/nginx.prod.conf', '', 'nginx'],
    ['nginx.conf.template', '', 'nginx'],
    ['web/default.conf', 'server\n{\n  listen 80;\n}\n', 'nginx'],
    ['web/default.conf', 'upstream app { server a:1; }\n', 'nginx'],
    ['proxy/conf', 'server { location / { proxy_pass http://a; } }\n', 'nginx'],
    ['snippets/tls.conf', '# TLS\nssl_protocols TLSv1.3;\nssl_prefer_server_ciphers off;\n', 'nginx'],
    ['snippets/servers.conf', 'server app:3000 weight=5;\nserver app2:3000;\n', 'nginx'],
    ['etc/apache.conf', '<VirtualHost *:80>\n  ProxyPass / http://a/\n</VirtualHost>\n', undefined],
    ['etc/named.conf', 'options {\n  directory "/var";\n};\n', undefined],
    ['etc/supervisord.conf', '[program:nginx]\ncommand=nginx\n', undefined],
    ['etc/dhcpd.conf', 'default-lease-time 600;\nauthoritative;\n', undefined],
    ['nginx/start', '#!/bin/sh\ncat <<EOF\nserver {\n}\nEOF\n', undefined],
    ['haproxy.cfg', '', 'haproxy'],
    ['lb/main.cfg', 'frontend web\n  bind :80\n', 'haproxy'],
    ['setup.cfg', '[metadata]\nname = x\n', undefined],
    ['compose.yaml', '', 'compose'],
    ['docker-compose.prod.yml', '', 'compose'],
    ['stack.yml', 'services:\n  web:\n    image: nginx\n', 'compose'],
    ['openapi.yaml', 'openapi: 3.0.0\n', undefined],
    ['k8s/api.yaml', 'apiVersion: v1\nkind: Service\n', 'kubernetes'],
    ['k8s/api.yaml', '---\n"kind": "Service"\n"apiVersion": v1\n', 'kubernetes'],
    ['k8s/patch.yaml', '- op: replace\n  path: /spec/replicas\n  value: 2\n', 'kubernetes'],
    ['k8s/values.yaml', 'kind: small\nimage: nginx\n', undefined],
    ['k8s/kustomization.yaml', 'resources: [api.yaml]\n', 'kubernetes'],
    ['k8s/Kustomization', 'resources: [api.yaml]\n', 'kubernetes'],
    ['Dockerfile', '', 'dockerfile'],
    ['api.Dockerfile', '', 'dockerfile'],
    ['.dockerignore', '*.log\n', 'dockerignore'],
    ['api.Dockerfile.dockerignore', '*.log\n', 'dockerignore'],
    ['.env', '', 'env'],
    ['.env.production', '', 'env'],
  ]
  test.each(cases)('%s: %j', (path, text, kind) => {
    expect(kindOf(`/p/${path}`, text)).toBe(kind)
    if (kind) expect(mayBeOurs(`/p/${path}`)).toBe(true)
  })
})

describe('templates', () => {
  const templates = [
    'listen {{ port }};',
    '{% if x %}',
    '<%= port %>',
    'listen {PORT};',
    'root !ROOT!;',
    'host __HOST__',
    'user @USER@;',
    'server %HOST%:80',
  ]
  test.each(templates)('%s', text => expect(isTemplate(`a b;\n${text}\n`)).toBe(true))
  const plain = [
    'listen ${PORT};',
    'location ~ ^/[A-Z]{2}$ {',
    'if ($a !~ B) {',
    'log-format "%ci:%cp %ST"',
    'deny !HTTP_1.1',
    'a@B.example',
    '#define __x__',
  ]
  test.each(plain)('%s', text => expect(isTemplate(`a b;\n${text}\n`)).toBe(false))
})
