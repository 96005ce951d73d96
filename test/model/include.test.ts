/** From which folder nginx takes what a file includes. */
import { expect, test } from 'vitest'
import { createWorkspace } from '../../server/workspace.ts'

/** The names of the upstreams that the configuration of the service comes to hold. */
function upstreams(file: string, target: string, text: string): readonly string[] {
  const workspace = createWorkspace()
  workspace.set(file, text)
  workspace.set('/p/parts/pool.conf', 'upstream pool { server api:3000; }\n')
  workspace.set(
    '/p/compose.yaml',
    `services:
  gateway: { image: "nginx:1.27", volumes: [".${file.slice(2)}:${target}", "./parts:/etc/nginx/parts"] }
`,
  )
  return workspace
    .configs()
    .filter(({ documents: [main] }) => main!.file === file)
    .flatMap(config => config.upstreams.filter(({ declared }) => declared).map(({ name }) => name.text))
}

const WHOLE = 'events {}\nhttp { include parts/pool.conf; }\n'
const PART = 'include parts/pool.conf;\nserver { listen 80; }\n'

test.each([
  ['the main file', '/p/nginx.conf', '/etc/nginx/nginx.conf', WHOLE],
  ["a file that the image's own main file includes", '/p/sites/default.conf', '/etc/nginx/conf.d/default.conf', PART],
])('%s', (_, file, target, text) => expect(upstreams(file, target, text)).toEqual(['pool']))

test.each([
  ['of 60 files is followed to its end', 60, true],
  ['of 90 files is not: what lies behind is not known', 90, false],
])('a chain %s', (_, length, complete) => {
  const workspace = createWorkspace()
  workspace.set(
    '/p/nginx.conf',
    'events {}\nhttp { include 0.conf; server { location / { proxy_pass http://behind; } } }\n',
  )
  for (let index = 0; index < length; index += 1) {
    const next = index + 1 < length ? `include ${index + 1}.conf;\n` : 'upstream behind { server api:3000; }\n'
    workspace.set(`/p/${index}.conf`, next, 'nginx')
  }
  expect(new Set(workspace.configs().map(config => config.complete))).toEqual(new Set([complete]))
  expect(workspace.findings()).toEqual([])
})
