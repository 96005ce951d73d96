/** What a settings file changes: which rules speak, how loudly, and what the rest of the workspace is taken for. */
import { describe, expect, test } from 'vitest'
import { rules } from '../../server/rules/index.ts'
import type { Given } from '../../server/settings/resolve.ts'
import { readSettings } from '../../server/settings/settings.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'

/** Nobody has a resolver here, and nobody waits long enough. */
const GATEWAY = `
events {}
http {
  server {
    set $api api.example.com;
    location /a { proxy_pass http://$api:80; }
    location /b { proxy_pass http://127.0.0.1:80; proxy_read_timeout 2s; }
  }
}`

const workspaceOf = (files: Readonly<Record<string, string>>, given: Given = {}): Workspace => {
  const workspace = createWorkspace()
  for (const [path, text] of Object.entries(files)) workspace.set(path, text)
  workspace.settle(given)
  return workspace
}

const foundIn = (files: Readonly<Record<string, string>>, given?: Given): readonly string[] =>
  workspaceOf(files, given)
    .findings()
    .map(({ at, rule, severity }) => `${at.file} ${severity} ${rule}`)

describe('rules', () => {
  const all = ['/shop/nginx.conf error no-resolver', '/shop/nginx.conf warning timeout-too-short']
  test.each<[what: string, settings: Readonly<Record<string, string>>, found: readonly string[]]>([
    ['nothing is set', {}, all],
    ['a rule is off', { '/shop/.gatelint.yaml': 'rules: { no-resolver: off }' }, all.slice(1)],
    [
      'a rule is of another severity',
      { '/shop/.gatelint.yaml': 'rules: { no-resolver: info }' },
      ['/shop/nginx.conf info no-resolver', all[1]!],
    ],
    ['a rule is on', { '/shop/.gatelint.yaml': 'rules: { no-resolver: on }' }, all],
    [
      'an option is set',
      { '/shop/.gatelint.yaml': 'rules: { timeout-too-short: [on, { shortest: 1s }] }' },
      all.slice(0, 1),
    ],
    ['the file of another folder', { '/other/.gatelint.yaml': 'rules: { no-resolver: off }' }, all],
    [
      'the nearer file counts',
      {
        '/.gatelint.yaml': 'rules: { no-resolver: off }',
        '/shop/.gatelint.yml': 'rules: { no-resolver: error }',
      },
      all,
    ],
    [
      'what the nearer file leaves open the outer one says',
      {
        '/.gatelint.yaml': 'rules: { no-resolver: off }',
        '/shop/.gatelint.json': '{ "rules": { "timeout-too-short": "off" } }',
      },
      [],
    ],
    [
      'unless the nearer one is the root',
      {
        '/.gatelint.yaml': 'rules: { no-resolver: off }',
        '/shop/.gatelint.yaml': 'root: true',
      },
      all,
    ],
    [
      'an override that fits',
      {
        '/.gatelint.yaml': 'overrides: [{ files: "shop/**", rules: { no-resolver: off } }]',
      },
      all.slice(1),
    ],
    [
      'an override that does not',
      {
        '/.gatelint.yaml': 'overrides: [{ files: ["legacy/"], rules: { no-resolver: off } }]',
      },
      all,
    ],
    ['a file that is ignored', { '/.gatelint.yaml': 'ignore: [shop/]' }, []],
  ])('%s', (_, settings, found) => {
    expect(foundIn({ '/shop/nginx.conf': GATEWAY, ...settings })).toEqual(found)
  })

  test('settings that are named are the only ones', () => {
    const only = readSettings('/ci/gatelint.yaml', 'rules: { timeout-too-short: off }', rules)
    const files = { '/shop/nginx.conf': GATEWAY, '/shop/.gatelint.yaml': 'rules: { no-resolver: off }' }
    expect(foundIn(files, { only })).toEqual(all.slice(0, 1))
    expect(foundIn(files, { only: 'none' })).toEqual(all)
  })

  test.each<[what: string, settings: Readonly<Record<string, string>>, only: string, found: readonly string[]]>([
    ['an editor has the word where no file speaks', {}, '', all.slice(1)],
    ['a settings file goes before the editor', { '/shop/.gatelint.yaml': 'rules: { no-resolver: error }' }, '', all],
    [
      'the file that the editor names counts alone',
      { '/shop/.gatelint.yaml': 'ignore: "*"' },
      'root: true',
      all.slice(1),
    ],
    ['what it says goes before the editor', {}, 'rules: { no-resolver: error }', all],
  ])('%s', (_, settings, named, found) => {
    const beneath = readSettings('', '{ "rules": { "no-resolver": "off" } }', rules, '/shop')
    const only = named ? readSettings('/ci/named.yaml', named, rules, '/shop') : undefined
    const files = { '/shop/nginx.conf': GATEWAY, ...settings }
    expect(foundIn(files, { folders: [{ only, beneath }] })).toEqual(found)
    expect(foundIn(files, { folders: [{ only, beneath: { ...beneath, folder: '/other' } }] })).toEqual(foundIn(files))
  })
})

test('a path map says where included files stand', () => {
  const files = {
    '/shop/nginx.conf': 'http { include /srv/conf/sites/*.conf; }',
    '/shop/deploy/sites/shop.conf': GATEWAY,
  }
  const configs = (settings: string): readonly (readonly string[])[] =>
    workspaceOf({ ...files, '/shop/.gatelint.yaml': settings })
      .configs()
      .map(({ documents }) => documents.map(({ file }) => file))
  expect(configs('')).toEqual([['/shop/nginx.conf'], ['/shop/deploy/sites/shop.conf']])
  expect(configs('pathMap: { /srv/conf: deploy }')).toEqual([['/shop/nginx.conf', '/shop/deploy/sites/shop.conf']])
})

test('the environment fills templates', () => {
  const target = (settings: string): string | undefined =>
    workspaceOf({
      '/shop/templates/default.conf.template': 'server { location / { proxy_pass http://${BACKEND}:80; } }',
      '/shop/.gatelint.yaml': settings,
    }).configs()[0]?.upstreams[0]?.targets[0]?.host.text
  expect(target('')).toBeUndefined()
  expect(target('env: { BACKEND: api }')).toBe('api')
})

test('compose is called with the files that are named', () => {
  const projects = (settings: string): readonly (readonly string[])[] =>
    workspaceOf({
      '/shop/compose.yaml': 'services: { api: { image: api } }',
      '/shop/compose.prod.yaml': 'services: { api: { image: api:prod } }',
      '/shop/.gatelint.yaml': settings,
    })
      .topology()
      .projects.map(({ files }) => files)
  expect(projects('')).toEqual([['/shop/compose.yaml'], ['/shop/compose.prod.yaml']])
  expect(projects('compose: { files: [compose.yaml, compose.prod.yaml] }')).toEqual([
    ['/shop/compose.yaml', '/shop/compose.prod.yaml'],
  ])
})

test('a quote that is not closed has a place in the text', () => {
  const workspace = workspaceOf({ '/p/.gatelint.json': '{ "' })
  const places = workspace.findings().map(({ at }) => at)
  expect(places.length).toBeGreaterThan(0)
  for (const { start, end } of places) expect(0 <= start && start <= end && end <= 3).toBe(true)
})

test('advice hides no fault of the same target', () => {
  const target = 'events {}\nhttp { server { location / { proxy_pass https://d1.cloudfront.net; } } }\n'
  const told = (settings: string): readonly string[] =>
    foundIn({ '/shop/nginx.conf': target, '/shop/.gatelint.yaml': settings }).map(line => line.split(' ').at(-1)!)
  expect(told('extends: recommended\n')).toEqual(['sni-missing'])
  expect(told('extends: strict\n')).toEqual(['sni-missing', 'resolved-once'])
})
