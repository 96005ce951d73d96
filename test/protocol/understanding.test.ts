/** Hovers, completions, signatures and hints, as an editor asks for them. */
import { expect, test } from 'vitest'
import type { CompletionItem, Hover, InlayHint, SignatureHelp } from 'vscode-languageserver'
import { folderOf } from '../cli/folder.ts'
import { editor, everything, uriOf } from './client.ts'

const compose = `services:
  gateway:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]
  api:
    image: example/api
    command: node server.js --port 3000
`
const nginx = `events {}
http {
  proxy_read_timeout 30;
  server {
    location / {
      proxy_pass http://api:3000;
      prox
    }
  }
}
`

const rich = {
  ...everything,
  textDocument: {
    ...everything.textDocument,
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ['markdown'], tagSupport: { valueSet: [1] } },
    },
    signatureHelp: { signatureInformation: { documentationFormat: ['markdown'] } },
  },
}

/** An editor with the files open, and a way to ask about the first place of a text. */
async function asking(capabilities: object = rich) {
  const folder = folderOf({ 'compose.yaml': compose, 'nginx.conf': nginx })
  const client = await editor({ folders: [folder], capabilities })
  const uri = uriOf(`${folder}/nginx.conf`)
  await client.open(uri, nginx, 'nginx')
  const position = (text: string) => {
    const before = client.text(uri).slice(0, client.text(uri).indexOf(text) + text.length)
    const line = before.split('\n').length - 1
    return { line, character: before.length - before.lastIndexOf('\n') - 1 }
  }
  const ask = <Answer>(method: string, text: string, more: object = {}): Promise<Answer> =>
    client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri },
      position: position(text),
      ...more,
    })
  return { client, uri, ask, position }
}

test('a hover in Markdown, and in plain text for who knows nothing else', async () => {
  const { ask } = await asking()
  const hover = await ask<Hover>('hover', 'proxy_read')
  expect(hover).toEqual({
    contents: { kind: 'markdown', value: expect.stringContaining('`proxy_read_timeout TIME;`') },
    range: { start: { line: 2, character: 2 }, end: { line: 2, character: 20 } },
  })
  expect(await ask<Hover | null>('hover', '\n}')).toBeNull()
  const plain = await asking({})
  expect((await plain.ask<Hover>('hover', 'http://ap')).contents).toEqual({
    kind: 'plaintext',
    value: expect.stringMatching(/^api:3000\n"api" listens there\.\napi is told by its command to listen on 3000/),
  })
})

test('completions, and what is told of one of them', async () => {
  const { ask, client } = await asking()
  const items = await ask<CompletionItem[]>('completion', '3000;\n      prox')
  const item = items.find(({ label }) => label === 'proxy_pass')!
  expect(item).toMatchObject({
    insertTextFormat: 2,
    textEdit: {
      range: { start: { line: 6, character: 6 }, end: { line: 6, character: 10 } },
      newText: 'proxy_pass ${1:http://};',
    },
  })
  expect(item.documentation).toBeUndefined()
  const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', item)
  expect(resolved.documentation).toEqual({
    kind: 'markdown',
    value: expect.stringContaining('(https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass)'),
  })
  expect(items.find(({ label }) => label === 'if')?.tags).toBeUndefined()
})

test('completions without snippets', async () => {
  const { ask } = await asking({})
  const items = await ask<CompletionItem[]>('completion', '3000;\n      prox')
  const item = items.find(({ label }) => label === 'proxy_pass')!
  expect(item.textEdit).toMatchObject({ newText: 'proxy_pass' })
  expect(item.insertTextFormat).toBeUndefined()
})

test('completions of what was typed since', async () => {
  const { ask, client, uri } = await asking()
  await client.type(uri, 'prox\n', 'proxy_pass http://a\n')
  const items = await ask<CompletionItem[]>('completion', 'proxy_pass http://api:3000;\n      proxy_pass http://a')
  expect(items.map(({ label }) => label)).toContain('http://api:3000')
  const unasked = { context: { triggerKind: 2, triggerCharacter: '{' } }
  expect(await ask<CompletionItem[] | null>('completion', 'http {', unasked)).toBeNull()
})

test('a signature', async () => {
  const { ask } = await asking()
  expect(await ask<SignatureHelp>('signatureHelp', 'proxy_pass ')).toMatchObject({
    signatures: [{ label: 'proxy_pass URL', parameters: [{ label: [11, 14] }] }],
    activeSignature: 0,
    activeParameter: 0,
  })
})

test('hints, unless they are switched off', async () => {
  const { ask, client } = await asking()
  const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } }
  const enable = (enabled: boolean): Promise<void> =>
    client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { gatelint: { inlayHints: { enabled } } },
    })
  await enable(true)
  expect(await ask<InlayHint[]>('inlayHint', '', { range })).toEqual([
    {
      position: { line: 5, character: 33 },
      label: 'waits 30 (http)',
      kind: 1,
      paddingLeft: true,
      tooltip: { kind: 'markdown', value: '`proxy_read_timeout` is set at line 3.' },
    },
  ])
  await enable(false)
  expect(await ask<InlayHint[] | null>('inlayHint', '', { range })).toBeNull()
})
