/** Texts that nobody writes by accident: each is read and judged to the end, in about the time that its length asks for. */
import { expect, test } from 'vitest'
import { createWorkspace } from '../../server/workspace.ts'

/** How often a shape is repeated: what takes the square of that does not end before the test is given up. */
const n = 12_000

const bomb =
  'a: &a [x,x,x,x,x,x,x,x,x,x]\n' +
  'bcdefghij'
    .split('')
    .map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefghij'[i]}`).join(',')}]`)
    .join('\n') +
  '\nservices: { api: { image: *j , ports: *j} }\n'
type Shape = readonly [file: string, text: string, others?: Readonly<Record<string, string>>]
const shapes: Readonly<Record<string, Shape>> = {
  bomb: ['/p/compose.yaml', bomb],
  'bomb map': [
    '/p/compose.yaml',
    'x-a: &a { b: 1 }\n' +
      Array.from(
        { length: 20 },
        (_, i) => `x-${i}: &m${i} { <<: [${i ? `*m${i - 1}, *m${i - 1}` : '*a, *a'}], k${i}: 1 }`,
      ).join('\n') +
      '\nservices: { api: { <<: *m19, image: x } }\n',
  ],
  'bomb nested list': [
    '/p/compose.yaml',
    'x0: &x0 [1,1]\n' +
      Array.from({ length: 40 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]`).join('\n') +
      '\nservices:\n  api:\n    image: a\n    command: *x40\n    ports: *x40\n',
  ],
  'alias cycle': ['/p/compose.yaml', 'services: &s\n  api: *s\n'],
  'deep yaml flow': ['/p/compose.yaml', `services: ${'['.repeat(n)}${']'.repeat(n)}`],
  'deep yaml map': [
    '/p/compose.yaml',
    `services:\n${Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`,
  ],
  'deep yaml unclosed': ['/p/compose.yaml', `services: ${'{a: '.repeat(n)}`],
  'deep k8s': ['/p/k.yaml', `apiVersion: v1\nkind: Service\nspec: ${'{a: '.repeat(1000)}1${'}'.repeat(1000)}`],
  'huge scalar': ['/p/compose.yaml', `services: { api: { image: "${'a'.repeat(1_000_000)}" } }`],
  'defaults in defaults': ['/p/compose.yaml', `services: { api: { image: "${'${A:-'.repeat(n)}${'}'.repeat(n)}" } }`],
  'defaults in defaults, never closed': ['/p/compose.yaml', `services: { api: { image: "${'${A:-'.repeat(n)}" } }`],
  'dup keys': ['/p/compose.yaml', 'services: { api: {}, api: {}, api: {} }\nservices: {}\n'],
  tags: ['/p/compose.yaml', 'services: !!js/function "x"\nx: !!binary AAAA\ny: !foo {a: !bar b}\nz: !!set {a, b}\n'],
  'many docs': ['/p/k.yaml', 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\n'.repeat(4000)],
  'nginx one line': ['/p/nginx.conf', 'a '.repeat(1_000_000)],
  'nginx one word': ['/p/nginx.conf', 'a'.repeat(1_000_000)],
  'nginx nested': ['/p/nginx.conf', 'http { '.repeat(n) + '}'.repeat(n)],
  'nginx, locations in locations': ['/p/nginx.conf', `http { server { ${'location / { '.repeat(n)}${'}'.repeat(n)}}}`],
  'nginx nested open': ['/p/nginx.conf', 'http { '.repeat(n)],
  'nginx closes': ['/p/nginx.conf', '}'.repeat(n)],
  'nginx quotes': ['/p/nginx.conf', '"'.repeat(n)],
  'nginx, open quotes': ['/p/nginx.conf', 'a "b;\n'.repeat(n)],
  'nginx, open quotes in a block': ['/p/nginx.conf', `http { server {\n${'set $a "b;\n'.repeat(n)}`],
  'nginx dollars': ['/p/nginx.conf', `http { server { return 200 ${'$'.repeat(n)}; } }`],
  'nginx braces var': ['/p/nginx.conf', `http { server { return 200 ${'${'.repeat(n)}; } }`],
  'nginx many servers': [
    '/p/nginx.conf',
    `http { ${'server { listen 80; location / { proxy_pass http://a; } }\n'.repeat(4000)}}`,
  ],
  'nginx many sets': [
    '/p/nginx.conf',
    'http { server { ' +
      Array.from({ length: 4000 }, (_, i) => `set $a${i} $a${i - 1}$a${i - 1};`).join('\n') +
      ' location / { proxy_pass http://$a19999; } } }',
  ],
  'nginx maps': [
    '/p/nginx.conf',
    'http { ' +
      Array.from({ length: 3000 }, (_, i) => `map $a${i} $a${i + 1} { default $a${i}; x ${i}; y $a${i}z; }`).join(
        '\n',
      ) +
      ' server { location / { proxy_pass http://$a2999; } } }',
  ],
  'nginx set cycle': [
    '/p/nginx.conf',
    'http { server { set $a $b; set $b $a; location / { proxy_pass http://$a; } } }',
  ],
  'nginx many locs': [
    '/p/nginx.conf',
    'http { server { ' +
      Array.from({ length: 4000 }, (_, i) => `location /a${i} { proxy_pass http://b${i}; }`).join('\n') +
      ' } }',
  ],
  'nginx include self': ['/p/nginx.conf', 'include nginx.conf;\n'.repeat(10000)],
  'nginx lua': ['/p/nginx.conf', `http { server { content_by_lua_block {${'{'.repeat(n)}} } }`],
  'nginx, long brackets of Lua': [
    '/p/nginx.conf',
    `http { server { content_by_lua_block {${'[[ ]] [=[ '.repeat(n)}} } }`,
  ],
  'nginx comments': ['/p/nginx.conf', '# gatelint-ignore a\n'.repeat(n)],
  'haproxy lines': ['/p/haproxy.cfg', `backend a\n${'  server s 1.1.1.1:80\n'.repeat(n)}`],
  'haproxy one line': ['/p/haproxy.cfg', `backend a\n acl ${'a '.repeat(500_000)}`],
  'haproxy sections': ['/p/haproxy.cfg', `${Array.from({ length: n }, (_, i) => `backend b${i}`).join('\n')}\n`],
  'haproxy same sections': ['/p/haproxy.cfg', 'backend b\n'.repeat(n)],
  'haproxy quotes': ['/p/haproxy.cfg', `backend a\n${'  server "s 1.1.1.1:80\n'.repeat(n)}`],
  'haproxy, conditions that are never closed': ['/p/haproxy.cfg', '.if 1\n'.repeat(n)],
  'haproxy, conditions in conditions': [
    '/p/haproxy.cfg',
    `backend a\n${'.if defined(A)\n'.repeat(1000)}${'.endif\n'.repeat(1000)}`,
  ],
  'haproxy, expressions in expressions': [
    '/p/haproxy.cfg',
    `backend a\n http-request set-header A %[${'str('.repeat(n)}\n`,
  ],
  'haproxy, many expressions in one word': [
    '/p/haproxy.cfg',
    `backend a\n http-request set-header A "${'%[src]'.repeat(n)}"\n`,
  ],
  'haproxy cont': ['/p/haproxy.cfg', `backend a\n server ${'a \\\n'.repeat(n)}`],
  'haproxy defaults chain': [
    '/p/haproxy.cfg',
    'defaults d0\n mode http\n' +
      Array.from({ length: 1000 }, (_, i) => `defaults d${i + 1} from d${i}\n timeout client 5s`).join('\n') +
      '\nfrontend f from d5000\n bind :80\n default_backend b\nbackend b from d5000\n server s 1.1.1.1:80\n',
  ],
  'haproxy acls': [
    '/p/haproxy.cfg',
    'frontend f\n bind :80\n' +
      Array.from({ length: 4000 }, (_, i) => ` acl a${i} path /x\n use_backend b${i} if a${i} or a${i}`).join('\n') +
      '\n',
  ],
  docker: ['/p/Dockerfile', `FROM a\n${'RUN a \\\n'.repeat(n)}`],
  'docker heredocs': ['/p/Dockerfile', `FROM a\n${'RUN <<A <<B\n'.repeat(n)}`],
  'docker stages': ['/p/Dockerfile', Array.from({ length: 3000 }, (_, i) => `FROM s${i - 1} AS s${i}`).join('\n')],
  'ARG that doubles itself': ['/p/Dockerfile', `ARG A=x\n${'ARG A=$A$A\n'.repeat(60)}FROM $A\n`],
  'ENV that doubles itself': [
    '/p/Dockerfile',
    `FROM a\nENV A=xx\n${'ENV A=$A$A\n'.repeat(60)}CMD ["a","$A"]\nCMD a $A`,
  ],
  'variables that double each other': [
    '/p/.env',
    `A=xx\n${Array.from({ length: 60 }, (_, i) => `A${i}=\${A${i - 1}}\${A${i - 1}}`).join('\n')}`,
  ],
  'a variable that doubles itself': ['/p/.env', `A=xx\n${'A=$A$A\n'.repeat(60)}`],
  'settings without an end': ['/p/.gatelint.yaml', `rules: ${'{a: '.repeat(10000)}`],
  'settings of many overrides': [
    '/p/.gatelint.yaml',
    'extends: [' +
      'strict, '.repeat(n) +
      ']\noverrides: [' +
      '{files: ["**/**/**/**/**/**/**/*x"]}, '.repeat(300) +
      ']',
  ],
  'nginx, an expression with many repetitions': [
    '/p/nginx.conf',
    `http { server { error_page 404 /${'a'.repeat(2000)}; location ~ ${'.*'.repeat(12)}x { proxy_pass http://api; } } }`,
  ],
  'nginx, an expression with many choices': [
    '/p/nginx.conf',
    `http { server { error_page 404 /${'a'.repeat(60)}; location ~ ^/${'(a|a)a?'.repeat(30)}x { proxy_pass http://api; } } }`,
  ],
  'a patch for a name with many wildcards': [
    '/p/kustomization.yaml',
    `resources: [d.yaml]\npatches:\n- target: { kind: Deployment, name: "${'.*'.repeat(12)}x" }\n  patch: |\n    - { op: replace, path: /spec/replicas, value: 2 }\n`,
    {
      '/p/d.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${'a'.repeat(2000)} }\nspec: { template: { spec: { containers: [{ name: a, image: nginx }] } } }\n`,
    },
  ],
  nul: ['/p/nginx.conf', 'events {\0}\nhttp { server { location / { proxy_pass http://a\0b:80; } } }\0'],
  cr: ['/p/nginx.conf', 'events {}\rhttp { server { location / { proxy_pass http://a:80; } } }\r# x\r'.repeat(1000)],
  surrogates: ['/p/nginx.conf', 'http { server { location / { proxy_pass http://\ud800:80; set $a \udc00; } } }'],
  'ls ps': ['/p/nginx.conf', 'http {\u2028 server {\u2029 location / { proxy_pass http://a:80;\u0085 } } }'],
}

test.each(Object.entries(shapes))('%s', { timeout: 60_000 }, (_, [file, text, others = {}]) => {
  const workspace = createWorkspace()
  workspace.set(
    '/p/compose.yaml',
    'services:\n  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }\n  lb: { image: haproxy, volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"] }\n  b: { build: . }\n',
  )
  for (const [path, other] of Object.entries(others)) workspace.set(path, other)
  workspace.set(file, text)
  const places = workspace
    .findings()
    .flatMap(({ at, related = [], fixes = [] }) => [
      at,
      ...related.map(each => each.at),
      ...fixes.flatMap(({ edits }) => edits.map(edit => edit.at)),
    ])
  const outside = places.filter(
    at => at.start > at.end || at.start < 0 || at.end > (workspace.text(at.file)?.length ?? -1),
  )
  expect(outside).toEqual([])
})
