/** Formatting, as an editor asks for it. */
import { describe, expect, test } from 'vitest'
import type { TextEdit } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type Editor, editor, everything } from './client.ts'

const options = { tabSize: 2, insertSpaces: true }
const uri = 'file:///p/nginx.conf'
const text = 'http {\nserver {\n listen  80;\n}\n}'

/** The text of a document after the edits that a request answers with. */
async function answered(client: Editor, method: string, params: object, of = uri): Promise<string> {
  const edits = await client.connection.sendRequest<TextEdit[]>(`textDocument/${method}`, {
    textDocument: { uri: of },
    options,
    ...params,
  })
  return TextDocument.applyEdits(TextDocument.create(of, '', 0, client.text(of)), edits)
}

const opened = async (initializationOptions: object, file = uri, content = text): Promise<Editor> => {
  const client = await editor({ initializationOptions })
  await client.open(file, content)
  return client
}

describe('a document', () => {
  test('as a whole', async () => {
    const client = await opened({})
    expect(client.capabilities).toMatchObject({
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
    })
    expect(await answered(client, 'formatting', {})).toBe('http {\n  server {\n    listen 80;\n  }\n}\n')
  })

  test('in a range', async () => {
    const range = { start: { line: 1, character: 3 }, end: { line: 2, character: 0 } }
    expect(await answered(await opened({}), 'rangeFormatting', { range })).toBe(text.replace('server', '  server'))
  })

  test('as it is now', async () => {
    const client = await opened({})
    await client.type(uri, '80;', '80;\n listen 81;')
    expect(await answered(client, 'formatting', {})).toContain('\n    listen 80;\n    listen 81;\n')
  })

  test('unless somebody has set that it is not', async () => {
    const client = await opened({})
    const settings = (enable: boolean) => ({ gatelint: { format: { enable } } })
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: settings(false) })
    expect(await answered(client, 'formatting', {})).toBe(text)
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: settings(true) })
    expect(await answered(client, 'formatting', {})).not.toBe(text)
  })

  test('within a manifest: not at all', async () => {
    const compose = 'file:///p/compose.yaml'
    const manifest = 'services: {}\nconfigs:\n  nginx.conf:\n    content: |\n      http {\n      gzip  on;\n      }\n'
    expect(await answered(await opened({}, compose, manifest), 'formatting', {}, compose)).toBe(manifest)
  })
})

describe('while typing', () => {
  test.each([
    ['a brace that closes', '}', { line: 3, character: 1 }, text.replace('}', '  }')],
    ['a brace within a line', '}', { line: 2, character: 11 }, text.replace(' listen', '    listen')],
    ['a brace at the end of the file: no line feed comes under the cursor', '}', { line: 4, character: 1 }, text],
    ['a line that is ended', '\n', { line: 3, character: 0 }, text.replace(' listen  ', '    listen ')],
    ['the first line', '\n', { line: 0, character: 0 }, text],
  ])('%s', async (_name, ch, position, after) =>
    expect(await answered(await opened({}), 'onTypeFormatting', { ch, position })).toBe(after),
  )

  test('empty lines stay while somebody makes them', async () => {
    const empty = 'http {\n\n\n\n\n  gzip on;\n}\n'
    const client = await opened({}, uri, empty)
    expect(await answered(client, 'onTypeFormatting', { ch: '\n', position: { line: 4, character: 0 } })).toBe(empty)
  })
})

describe('by language', () => {
  const cfg = 'file:///p/haproxy.cfg'
  test.each([
    [{}, true, true],
    [{ formatting: { haproxy: false } }, true, false],
    [{ formatting: { nginx: false, haproxy: true } }, false, true],
  ])('%j', async (asked, nginx, haproxy) => {
    const client = await opened(asked)
    await client.open(cfg, 'global\ndaemon\n')
    expect((await answered(client, 'formatting', {})) !== text).toBe(nginx)
    expect((await answered(client, 'formatting', {}, cfg)) === 'global\n  daemon\n').toBe(haproxy)
  })

  test('a client that can be told later hears of the languages alone', async () => {
    const told: unknown[] = []
    const later = { dynamicRegistration: true }
    const asked = { formatting: later, rangeFormatting: later, onTypeFormatting: later }
    const client = await editor({
      capabilities: { ...everything, textDocument: { ...everything.textDocument, ...asked } },
      initializationOptions: { formatting: { haproxy: false } },
      onRegister: params => void told.push(params),
    })
    expect(client.capabilities).not.toHaveProperty('documentFormattingProvider')
    await expect.poll(() => told).toHaveLength(3)
    const documentSelector = [{ language: 'nginx' }, { language: 'NGINX' }]
    expect(told).toEqual(
      ['formatting', 'rangeFormatting', 'onTypeFormatting'].map(method => ({
        registrations: [
          {
            id: expect.any(String),
            method: `textDocument/${method}`,
            registerOptions: expect.objectContaining({ documentSelector }),
          },
        ],
      })),
    )
  })
})
