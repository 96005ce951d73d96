/** The editor's snippets: as they come, the real servers take them, the rules find nothing in them, and formatting leaves them alone. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Dialect } from '../../server/syntax/tree.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { formatted } from '../features/formatted.ts'
import { ask } from './haproxy-ask.ts'
import { whole } from './nginx-language.ts'

interface Snippet {
  readonly prefix: string
  readonly description: string
  readonly body: readonly string[]
}

const snippetsOf = (dialect: Dialect): Readonly<Record<string, Snippet>> =>
  JSON.parse(readFileSync(new URL(`../../syntaxes/${dialect}.snippets.json`, import.meta.url), 'utf8'))

/** What is inserted when nobody types anything: of choices the first. */
function expanded({ body }: Snippet): string {
  const text = body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/(?<!\\)\$\d/g, '')
    .replaceAll('\\$', '$')
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .join('\n')
}

/** Where each stands, or what stands around it. */
const places = {
  nginx: {
    Server: 'http',
    Upstream: 'http',
    'Location for WebSockets': 'server',
    'Location that looks its name up': 'server',
    'Timeouts and retries': 'location',
    'Redirect to HTTPS': 'http',
  },
  haproxy: {
    Defaults: ['', ''],
    Frontend: [
      'defaults\n\tmode http\n\ttimeout client 5s\n\ttimeout connect 5s\n\ttimeout server 5s\n\ttimeout http-request 5s\n',
      'backend api\n\tserver a 127.0.0.1:3000\nbackend web\n\tserver w 127.0.0.1:8080\n',
    ],
    Backend: ['defaults\n\tmode http\n\ttimeout connect 5s\n\ttimeout server 5s\n', ''],
    Resolvers: ['', ''],
    Statistics: ['', ''],
    'Limit requests': [
      'defaults\n\tmode http\n\ttimeout client 5s\n\ttimeout http-request 5s\nfrontend www\n\tbind :8080\n',
      '',
    ],
  },
} as const

const rows = (dialect: Dialect) =>
  Object.entries(snippetsOf(dialect)).map(([name, snippet]) => [name, snippet] as const)

function expectNothingFound(file: string, text: string): void {
  const workspace = createWorkspace()
  workspace.set(file, text)
  const found = workspace.findings().filter(({ severity }) => severity !== 'info')
  expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
}

test('the extension brings them', () => {
  const { contributes } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const files = (['nginx', 'haproxy'] as const).map(language => ({
    language,
    path: `./syntaxes/${language}.snippets.json`,
  }))
  expect(contributes.snippets).toEqual(files)
})

test('each has its place', () => {
  for (const dialect of ['nginx', 'haproxy'] as const)
    expect(Object.keys(places[dialect])).toEqual(rows(dialect).map(([name]) => name))
})

test.each(rows('nginx'))('nginx: %s', (name, snippet) => {
  const inserted = expanded(snippet)
  expect(formatted('nginx', inserted, { tabSize: 4, insertSpaces: false })).toBe(`${inserted}\n`)
  // No resolver answers here: what nginx looks up when it starts becomes an address.
  const text = whole(places.nginx[name as keyof typeof places.nginx], inserted).replaceAll('api:3000', '127.0.0.1:3000')
  expectNothingFound('/shop/nginx.conf', text)
  const folder = mkdtempSync(join(tmpdir(), 'gatelint-snippet-'))
  mkdirSync(join(folder, 'logs'))
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, text)
  const { stderr, status, error } = spawnSync('nginx', ['-t', '-p', folder, '-c', file, '-e', 'stderr'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  rmSync(folder, { recursive: true })
  if (error) throw error
  expect(stderr).not.toMatch(/\[(?:emerg|warn)\]/)
  expect(status).toBe(0)
})

test.each(rows('haproxy'))('HAProxy: %s', async (name, snippet) => {
  const [before, after] = places.haproxy[name as keyof typeof places.haproxy]
  const lines = expanded(snippet)
  const isSection = /^\w+(?: \w+)?\n\t/.test(lines)
  const inserted = isSection ? lines : lines.replace(/^/gm, '\t')
  const text = `${before}${inserted}\n${after}`.replaceAll('api:3000', '127.0.0.1:3000')
  expect(formatted('haproxy', text, { tabSize: 4, insertSpaces: false })).toBe(text)
  expectNothingFound('/shop/haproxy.cfg', text)
  const { refused, output } = await ask(text)
  expect(refused, output).toBe(false)
  expect(output).not.toContain('[WARNING]')
})
