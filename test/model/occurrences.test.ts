/** Directives found by their names, with the blocks around them. */
import { describe, expect, test } from 'vitest'
import { occurrences } from '../../server/model/occurrences.ts'
import { inForce, outwards } from '../../server/model/scope.ts'
import { createWorkspace } from '../../server/workspace.ts'

/** Each occurrence as the blocks around it, from the outermost, and its first argument. */
function found(file: string, text: string, name: string, included: Readonly<Record<string, string>> = {}) {
  const workspace = createWorkspace()
  for (const [other, content] of Object.entries(included)) workspace.set(other, content)
  workspace.set(file, text)
  const config = workspace.configs().find(({ documents: [main] }) => main!.file === file)!
  return occurrences(config, name).map(({ directive, scope }) =>
    [...[...outwards(scope)].reverse().flatMap(({ block }) => block?.name.text ?? []), directive.args[0]?.text].join(
      ' ',
    ),
  )
}

const nginx = `resolver 1.1.1.1;
http {
  proxy_read_timeout 1s;
  server { location / { proxy_read_timeout 2s; } }
  server { location / { proxy_pass http://a; } proxy_read_timeout 3s; }
  include more.conf;
  proxy_read_timeout 5s;
}
`

describe('in nginx', () => {
  test.each([
    ['proxy_read_timeout', ['http 1s', 'http server location 2s', 'http server 3s', 'http server 4s', 'http 5s']],
    ['resolver', ['1.1.1.1']],
    ['location', ['http server /', 'http server /']],
    ['proxy_send_timeout', []],
  ])('%s', (name, expected) => {
    const more = { '/p/more.conf': 'server { proxy_read_timeout 4s; }\n' }
    expect(found('/p/nginx.conf', nginx, name, more)).toEqual(expected)
  })

  test('in a file that two servers include, each with its own blocks around', () => {
    const text = 'http { server { root /a; include part.conf; } server { root /b; include part.conf; } }\n'
    const workspace = createWorkspace()
    workspace.set('/p/part.conf', 'location / { proxy_pass http://a; }\n')
    workspace.set('/p/nginx.conf', text)
    const roots = occurrences(workspace.configs()[0]!, 'proxy_pass').map(
      ({ scope }) => inForce(scope, 'root')?.args[0]?.text,
    )
    expect(roots).toEqual(['/a', '/b'])
  })

  test('however deep', () => {
    const text = `http { ${'location / { '.repeat(5000)} root /deep; ${'}'.repeat(5000)} }\n`
    expect(found('/p/nginx.conf', text, 'root')).toHaveLength(1)
  })
})

test('in sections of HAProxy', () => {
  const text = 'defaults\n  timeout client 1s\nfrontend web\n  bind :80\nbackend api\n  timeout server 1s\n'
  expect(found('/p/haproxy.cfg', text, 'timeout')).toEqual(['defaults client', 'backend server'])
})
