/** Settings on the command line: which file counts, what is printed of them, and how a first one is made. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { run } = built()

const project = {
  'compose.yaml':
    'services:\n  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }\n  api: { image: example/api, ports: ["8080:3000"] }\n',
  'nginx.conf': 'events {}\nhttp { server { location / { proxy_pass http://api:8080; } } }\n',
}
const off = 'rules: { port-mismatch: off }\n'

const runs: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ended: { readonly code: number; readonly out?: string; readonly err?: string },
])[] = [
  ['the file of the folder', { '.gatelint.yaml': off }, [], {}, { code: 0 }],
  ['no file at all', { '.gatelint.yaml': off }, ['--no-config'], {}, { code: 1 }],
  ['a file that is named', { 'ci.yaml': off }, ['--config', 'ci.yaml'], {}, { code: 0 }],
  ['a file that the environment names', { 'ci.yaml': off }, [], { GATELINT_CONFIG: 'ci.yaml' }, { code: 0 }],
  [
    'a named one in the place of all others',
    { '.gatelint.yaml': off, 'ci.yaml': '' },
    ['--config=ci.yaml'],
    {},
    { code: 1 },
  ],
  [
    'a file that is not there',
    {},
    ['--config', 'ci.yaml'],
    {},
    { code: 2, err: 'the settings ci.yaml does not exist' },
  ],
  [
    'what is wrong in them',
    { '.gatelint.yaml': 'rules: { port-mismach: off }\n' },
    [],
    {},
    { code: 1, out: '.gatelint.yaml:1:10' },
  ],
  [
    'also where one file was asked for',
    { '.gatelint.yaml': 'rule: {}\n' },
    ['nginx.conf'],
    {},
    { code: 1, out: 'wrong-setting' },
  ],
  ['also in a named one', { 'ci.yaml': 'rule: {}\n' }, ['--config', 'ci.yaml'], {}, { code: 1, out: 'ci.yaml:1:1' }],
]
test.each(runs)('%s', async (_, files, args, env, { code, out = '', err = '' }) => {
  const ended = await run(folderOf({ ...project, ...files }), args, env)
  expect(ended).toMatchObject({ code, out: expect.stringContaining(out), err: expect.stringContaining(err) })
})

test('what holds for a file is printed', async () => {
  const files = { '.gatelint.yaml': `${off}env: { A: b }\npathMap: { /etc/nginx: conf }\n` }
  const { code, out } = await run(folderOf({ ...project, ...files }), ['--print-config', 'nginx.conf'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    files: ['.gatelint.yaml'],
    env: { A: 'b' },
    pathMap: { '/etc/nginx': 'conf' },
    rules: { 'port-mismatch': 'off', 'unknown-host': 'on' },
  })
})

test('a first file is written once, and is right', async () => {
  const folder = folderOf(project)
  expect(await run(folder, ['init'])).toMatchObject({ code: 0, err: '' })
  const path = join(folder, '.gatelint.yaml')
  const first = readFileSync(path, 'utf8')
  expect((await run(folder, ['--format', 'unix'])).out).not.toContain('wrong-setting')
  const uncommented = first.replace(/^# (?=[a-z-]+:| {2})/gm, '')
  expect(uncommented).not.toBe(first)
  const all = await run(folderOf({ ...project, '.gatelint.yaml': uncommented }), ['--format', 'unix'])
  expect(all.out).not.toContain('wrong-setting')
  expect(await run(folder, ['init'])).toMatchObject({ code: 2, err: expect.stringContaining('already') })
  expect(readFileSync(path, 'utf8')).toBe(first)
})

test('the schema names every rule', async () => {
  const { out } = await run(folderOf({}), ['schema'])
  const { properties } = JSON.parse(out).properties.rules
  expect(properties['port-mismatch'].enum).toEqual(['off', 'on', 'error', 'warning', 'info'])
})
