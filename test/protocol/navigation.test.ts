/** Navigation, as an editor asks for it. */
import { describe, expect, test } from 'vitest'
import type { CallHierarchyItem, Position } from 'vscode-languageserver/node'
import { serveNavigation } from '../../server/lsp/navigation.ts'
import type { Session } from '../../server/lsp/session.ts'
import { folderOf } from '../cli/folder.ts'
import { applied, type Editor, editor, everything, uriOf } from './client.ts'

const navigating = {
  workspace: { ...everything.workspace, symbol: {} },
  textDocument: {
    ...everything.textDocument,
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    foldingRange: {},
    documentLink: { tooltipSupport: true },
    definition: { linkSupport: true },
    references: {},
    documentHighlight: {},
    rename: { prepareSupport: true },
    callHierarchy: {},
  },
}

const project = {
  'compose.yaml': `services:
  gateway:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro", "./sites:/etc/nginx/sites:ro"]
    depends_on: [api]
  api:
    image: example/api
    expose: ["3000"]
`,
  'nginx.conf': `events {}
http {
  upstream app { server api:3000; }
  include sites/*.conf;
}
`,
  'sites/a.conf': `server {
  listen 80;
  location / { proxy_pass http://app; }
}
`,
  'sites/b.conf': 'server { listen 81; return 204; }\n',
}

async function opened(capabilities: object = navigating, texts: Readonly<Record<string, string>> = project) {
  const folder = folderOf(texts)
  const client = await editor({ folders: [folder], capabilities })
  const uri = (name: string): string => uriOf(`${folder}/${name}`)
  const ask = <Answer = unknown>(method: string, name: string, position?: Position, more: object = {}) =>
    client.connection.sendRequest<Answer>(`textDocument/${method}`, {
      textDocument: { uri: uri(name) },
      ...(position && { position }),
      ...more,
    })
  return { client, uri, ask }
}

const at = (line: number, character: number): Position => ({ line, character })
const range = (line: number, from: number, to: number) => ({ start: at(line, from), end: at(line, to) })
const start = range(0, 0, 0)

test('is offered as far as the client can show it', async () => {
  const providers = (client: Editor): readonly string[] =>
    Object.entries(client.capabilities)
      .filter(([name, value]) => NAVIGATING.includes(name) && value !== false)
      .map(([name]) => name)
      .sort()
  expect(providers((await opened()).client)).toEqual(NAVIGATING)
  expect(providers((await opened({})).client)).toEqual([])
  const { client } = await opened({ textDocument: { rename: {} } })
  expect(client.capabilities).toMatchObject({ renameProvider: true })
})

const NAVIGATING = [
  'callHierarchyProvider',
  'definitionProvider',
  'documentHighlightProvider',
  'documentLinkProvider',
  'documentSymbolProvider',
  'foldingRangeProvider',
  'referencesProvider',
  'renameProvider',
  'workspaceSymbolProvider',
]

describe('documentSymbol', () => {
  test('as a tree', async () => {
    const { ask } = await opened()
    expect(await ask('documentSymbol', 'sites/a.conf')).toEqual([
      {
        name: 'server :80',
        kind: 11,
        range: { start: at(0, 0), end: at(3, 1) },
        selectionRange: range(0, 0, 6),
        children: [
          { name: 'location /', kind: 6, range: range(2, 2, 39), selectionRange: range(2, 2, 12), children: [] },
        ],
      },
    ])
  })

  test('as a list for a client that knows no trees', async () => {
    const { ask, uri } = await opened({ textDocument: { documentSymbol: {} } })
    expect(await ask('documentSymbol', 'sites/a.conf')).toEqual([
      {
        name: 'server :80',
        kind: 11,
        location: { uri: uri('sites/a.conf'), range: { start: at(0, 0), end: at(3, 1) } },
      },
      {
        name: 'location /',
        kind: 6,
        location: { uri: uri('sites/a.conf'), range: range(2, 2, 39) },
        containerName: 'server :80',
      },
    ])
  })
})

describe('foldingRange', () => {
  test('by lines', async () => {
    const { ask } = await opened(navigating, { 'nginx.conf': '# one\n# two\nhttp {\n  gzip on;\n}\n' })
    expect(await ask('foldingRange', 'nginx.conf')).toEqual([
      { startLine: 0, endLine: 1, kind: 'comment' },
      { startLine: 2, endLine: 3 },
    ])
  })

  test('as many as the client takes', async () => {
    const { ask } = await opened({ textDocument: { foldingRange: { rangeLimit: 1 } } })
    expect(await ask('foldingRange', 'nginx.conf')).toHaveLength(1)
    expect(await ask('foldingRange', 'sites/a.conf')).toEqual([{ startLine: 0, endLine: 2 }])
  })
})

test('documentLink', async () => {
  const { ask, uri } = await opened()
  expect(await ask('documentLink', 'nginx.conf')).toEqual([
    { range: range(3, 10, 22), target: uri('sites/a.conf'), tooltip: 'The first of 2 files' },
  ])
  expect(await ask('documentLink', 'compose.yaml')).toEqual([{ range: range(3, 15, 27), target: uri('nginx.conf') }])
})

describe('definition', () => {
  test('in another file, with what was asked for', async () => {
    const { ask, uri } = await opened()
    expect(await ask('definition', 'sites/a.conf', at(2, 34))).toEqual([
      {
        originSelectionRange: range(2, 33, 36),
        targetUri: uri('nginx.conf'),
        targetRange: range(2, 11, 14),
        targetSelectionRange: range(2, 11, 14),
      },
    ])
  })

  test('of a service, a port and an include, for a client without links', async () => {
    const { ask, uri } = await opened({ textDocument: { definition: {} } })
    expect(await ask('definition', 'nginx.conf', at(2, 25))).toEqual([
      { uri: uri('compose.yaml'), range: range(5, 2, 5) },
    ])
    expect(await ask('definition', 'nginx.conf', at(2, 30))).toEqual([
      { uri: uri('compose.yaml'), range: range(7, 14, 18) },
    ])
    expect(await ask('definition', 'nginx.conf', at(3, 12))).toEqual([
      { uri: uri('sites/a.conf'), range: start },
      { uri: uri('sites/b.conf'), range: start },
    ])
  })
})

test('references, with and without the declaration', async () => {
  const { ask, uri } = await opened()
  const declaration = { uri: uri('compose.yaml'), range: range(5, 2, 5) }
  const uses = [
    { uri: uri('compose.yaml'), range: range(4, 17, 20) },
    { uri: uri('nginx.conf'), range: range(2, 24, 27) },
  ]
  const asked = (includeDeclaration: boolean) =>
    ask('references', 'compose.yaml', at(5, 3), { context: { includeDeclaration } })
  expect(await asked(false)).toEqual(uses)
  expect(await asked(true)).toEqual([uses[0], declaration, uses[1]])
})

test('documentHighlight', async () => {
  const { ask } = await opened()
  expect(await ask('documentHighlight', 'compose.yaml', at(4, 18))).toEqual([
    { range: range(4, 17, 20), kind: 2 },
    { range: range(5, 2, 5), kind: 3 },
  ])
})

describe('rename', () => {
  test('of a service, in all files', async () => {
    const { client, ask, uri } = await opened()
    expect(await ask('prepareRename', 'nginx.conf', at(2, 25))).toEqual({ range: range(2, 24, 27), placeholder: 'api' })
    await client.open(uri('compose.yaml'), project['compose.yaml'], 'dockercompose')
    const edit = await ask<Parameters<typeof applied>[0]>('rename', 'nginx.conf', at(2, 25), { newName: 'backend' })
    expect(edit.documentChanges).toEqual([
      { textDocument: { uri: uri('compose.yaml'), version: 1 }, edits: expect.any(Array) },
      { textDocument: { uri: uri('nginx.conf'), version: null }, edits: expect.any(Array) },
    ])
    const texts = { [uri('compose.yaml')]: project['compose.yaml'], [uri('nginx.conf')]: project['nginx.conf'] }
    expect(applied(edit, texts)).toEqual({
      [uri('compose.yaml')]: project['compose.yaml'].replace('[api]', '[backend]').replace('  api:', '  backend:'),
      [uri('nginx.conf')]: project['nginx.conf'].replace('api:3000', 'backend:3000'),
    })
  })

  test('is refused with a sentence', async () => {
    const { ask } = await opened()
    await expect(ask('rename', 'nginx.conf', at(2, 12), { newName: 'a b' })).rejects.toThrow(
      'is no name that nginx takes',
    )
    const { ask: asked } = await opened(navigating, { 'nginx.conf': 'server { return 200 $host; }\n' })
    await expect(asked('prepareRename', 'nginx.conf', at(0, 23))).rejects.toThrow('nginx itself brings the variable')
  })
})

test('callHierarchy, on to the service and back', async () => {
  const { client, ask, uri } = await opened()
  const [upstream] = await ask<CallHierarchyItem[]>('prepareCallHierarchy', 'sites/a.conf', at(2, 34))
  expect(upstream).toMatchObject({ name: 'upstream app', uri: uri('nginx.conf'), selectionRange: range(2, 2, 14) })
  const calls = (direction: string, item: unknown) =>
    client.connection.sendRequest<Record<string, CallHierarchyItem & object[]>[]>(`callHierarchy/${direction}Calls`, {
      item,
    })
  const [incoming] = await calls('incoming', upstream)
  expect(incoming).toMatchObject({ from: { name: 'location /' }, fromRanges: [range(2, 33, 36)] })
  const [outgoing] = await calls('outgoing', upstream)
  expect(outgoing).toMatchObject({ to: { name: 'api:3000' }, fromRanges: [range(2, 24, 32)] })
  const [service] = await calls('outgoing', outgoing!.to)
  expect(service).toMatchObject({ to: { name: 'api', uri: uri('compose.yaml') }, fromRanges: [range(2, 24, 27)] })
  expect(await calls('outgoing', { ...upstream, selectionRange: range(9, 9, 9) })).toBeNull()
})

test('workspace/symbol', async () => {
  const { client, uri } = await opened()
  expect(await client.connection.sendRequest('workspace/symbol', { query: 'upapp' })).toEqual([
    {
      name: 'upstream app',
      kind: 5,
      location: { uri: uri('nginx.conf'), range: range(2, 2, 14) },
      containerName: 'http',
    },
  ])
})

test('a text that was typed just now counts, to the very unit', async () => {
  const { client, ask, uri } = await opened()
  const text = 'map $host $🙂ü { default 1; }\r\nserver { set $who "🙂"; return 200 "🙂$who"; }\r\n'
  await client.open(uri('new.conf'), text, 'nginx')
  expect(await ask('documentHighlight', 'new.conf', at(1, 40))).toEqual([
    { range: range(1, 14, 17), kind: 3 },
    { range: range(1, 39, 42), kind: 2 },
  ])
  await client.type(uri('new.conf'), '$who "', '$whom "')
  expect(await ask('documentHighlight', 'new.conf', at(1, 41))).toEqual([{ range: range(1, 40, 43), kind: 2 }])
})

test('of a file that is not known nothing is told', async () => {
  const { client, ask, uri } = await opened()
  const nowhere = at(3, 3)
  expect(await ask('documentSymbol', 'none.conf')).toEqual([])
  expect(await ask('foldingRange', 'none.conf')).toBeNull()
  expect(await ask('documentLink', 'none.conf')).toEqual([])
  expect(await ask('definition', 'none.conf', nowhere)).toBeNull()
  expect(await ask('references', 'none.conf', nowhere, { context: { includeDeclaration: true } })).toEqual([])
  expect(await ask('documentHighlight', 'none.conf', nowhere)).toEqual([])
  expect(await ask('prepareRename', 'none.conf', nowhere)).toBeNull()
  expect(await ask('rename', 'none.conf', nowhere, { newName: 'x' })).toBeNull()
  expect(await ask('prepareCallHierarchy', 'none.conf', nowhere)).toBeNull()
  expect(await client.connection.sendRequest('workspace/symbol', { query: uri('none') })).toEqual([])
})

test('what is not waited for any more is not looked for', async () => {
  const handlers = new Map<string, (params: object, token: object) => Promise<unknown>>()
  const collect = (of: string, own: Readonly<Record<string, unknown>> = {}) =>
    new Proxy(own, { get: (_, name: string) => own[name] ?? handlers.set.bind(handlers, `${of}${name}`) })
  const connection = collect('', { languages: { callHierarchy: collect('callHierarchy ') } })
  const session = {
    connection,
    settled: async () => undefined,
    capabilities: () => ({}),
    dialogue: () => expect.fail(),
  }
  serveNavigation(session as unknown as Session)
  expect(handlers.size).toBe(12)
  for (const [name, handle] of handlers) {
    const item = { uri: 'file:///p/nginx.conf', range: start, selectionRange: start }
    const params = { textDocument: { uri: item.uri }, position: at(0, 0), context: {}, query: '', item }
    expect((await handle(params, { isCancellationRequested: true })) ?? null, name).toBeNull()
  }
})
