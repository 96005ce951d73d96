/** What is said of configurations that a template engine has yet to render: only of lines that are there whatever comes of its marks. */
import { describe, expect, test } from 'vitest'
import { plainOf } from '../../server/syntax/template.ts'
import { createWorkspace } from '../../server/workspace.ts'

test('what is left of a template is as long, and has the same lines', () => {
  const parts = [
    '{{ a }}',
    '{% if a %}',
    '{% endif %}',
    '<%',
    '%>',
    '{{',
    '}}',
    '__A__',
    '{#',
    '#}',
    '\n',
    'b;',
    '\u{1F600}',
  ]
  const lines = (text: string): readonly number[] => text.split('\n').map(line => line.length)
  let read = 0
  for (let seed = 0; seed < 4000; seed += 1) {
    const text = Array.from({ length: 8 }, (_, at) => parts[(seed * 7919 + at * (seed % 97) + at) % parts.length]).join(
      '',
    )
    const plain = plainOf(text)
    if (!plain) continue
    read += 1
    expect(lines(plain.text), JSON.stringify(text)).toEqual(lines(text))
  }
  expect(read).toBeGreaterThan(500)
})

/** What is found in a file, each as its rule and the text that it stands at. */
function found(name: string, text: string): readonly string[] {
  const workspace = createWorkspace()
  workspace.set(`/p/${name}`, text)
  expect([...workspace.aside().values()]).toEqual(['template'])
  return workspace.findings().map(({ rule, at }) => `${rule} ${text.slice(at.start, at.end)}`)
}

describe('engines', () => {
  test.each([
    ['Jinja', '{% if tls %}\nlisten 443 ssl;\n{% endif %}\nserver_name {{ name }};'],
    ['Jinja, in one line', 'listen {% if tls %}443{% else %}80{% endif %};'],
    ['Jinja, comments', '{# proxy_read_timeout fast;\n{% if #}\nserver_name {{ name }};'],
    [
      'Go',
      '{{- range .Servers }}\nset $a {{ .Name }};\n{{- end }}\n{{ if eq .A "b" }}\nset $b 1;\n{{ else }}\nset $b 2;\n{{ end }}',
    ],
    ['Handlebars', '{{#each servers}}\nset $a {{{name}}};\n{{else}}\nset $a 1;\n{{/each}}\n{{!-- a --}}'],
    ['ERB', '<% if tls -%>\nlisten 443 ssl;\n<% end -%>\n<% names.each do |n| %>\nset $a <%= n %>;\n<% end %>'],
    ['EJS', '<% if (tls) { %>\nlisten 443 ssl;\n<% } else { %>\nlisten 80;\n<% } %>'],
    ['placeholders', 'server_name __NAME__; set $a %%A%%; set $b {B_NAME}; set $c !C!;'],
  ])('%s', (_, marks) => {
    const text = `server {\n${marks}\n  proxy_read_timeout fast;\n}\n`
    expect(found('nginx.conf', text)).toEqual(['bad-value fast'])
  })
})

describe('what is told of nginx', () => {
  test.each([
    ['a value', 'client_max_body_size 10 m;', ['wrong-arguments client_max_body_size']],
    ['an unknown name', 'proxy_raed_timeout 5s;', ['unknown-directive proxy_raed_timeout']],
    ['a place', 'worker_processes 2;', ['misplaced-directive worker_processes']],
    ['a scheme', 'location / { proxy_pass api:3000; }', ['missing-scheme api:3000']],
  ])('%s', (_, line, expected) =>
    expect(found('nginx.conf', `server {\n  listen {{ port }};\n  ${line}\n}\n`)).toEqual(expected),
  )
})

describe('silent', () => {
  test.each([
    ['a value that is not known', 'server {\n  proxy_read_timeout {{ fast }};\n}\n'],
    ['a line with a mark', 'server {\n  proxy_read_timeout fast; # {{ why }}\n}\n'],
    ['what may not be there', 'server {\n{% if a %}\n  proxy_read_timeout fast;\n{% endif %}\n}\n'],
    ['a block that is not known', '{{ block }} {\n  proxy_read_timeout fast;\n}\n'],
    ['a block that may not be there', '{% if a %}\nserver {\n  proxy_read_timeout fast;\n}\n{% endif %}\n'],
    [
      'what one of two branches opens',
      '{% if a %}\nserver {\n{% else %}\nlocation / {\n{% endif %}\n  proxy_read_timeout fast;\n}\n',
    ],
    ['marks that do not pair', 'server {\n{% if a %}\n  proxy_read_timeout fast;\n}\n'],
    ['a mark that does not end', 'server {\n  set $a {{ b;\n  proxy_read_timeout fast;\n}\n'],
    ['an upstream from elsewhere', 'server {\n  listen {{ p }};\n  location / { proxy_pass http://$pool; }\n}\n'],
    ['the same from two branches', 'server {\n{% if a %}\n  root /a;\n{% else %}\n  root /b;\n{% endif %}\n}\n'],
    [
      'what is missing',
      'http {\n  upstream a { {{ servers }} }\n  server { location / { proxy_pass http://a; } }\n}\n',
    ],
  ])('%s', (_, text) => expect(found('nginx.conf', text)).toEqual([]))
})

describe('HAProxy', () => {
  test.each([
    ['a value', 'backend a\n  timeout server soon\n  server b {{ host }}:80\n', ['bad-value soon']],
    ['a section that a mark may have ended', 'backend a\n{% if b %}\nfrontend b\n{% endif %}\n  bind :x\n', []],
    ['an ACL from elsewhere', 'frontend a\n  bind :{{ port }}\n  use_backend b if c\n', []],
    ['timeouts from elsewhere', 'frontend a\n  bind :{{ port }}\n{{ timeouts }}\n', []],
  ])('%s', (_, text, expected) => expect(found('haproxy.cfg', text)).toEqual(expected))
})
