/** What the editor offers beside findings: hovers, completions, definitions, names that change together, outlines. */
import { afterEach, describe, it } from 'mocha'
import * as vscode from 'vscode'
import * as assert from './assert.ts'
import { expectRules, fileUri, open, replace, revertAll, until } from './host.ts'

describe('features', () => {
  afterEach(revertAll)

  it('a hover says what a place means', async () => {
    const document = await open('nginx.conf')
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', document, 'proxy_read_timeout')
    const text = hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n')
    assert.match(text, /proxy_read_timeout/)
    assert.match(text, /60s/)
  })

  it('completions know the names of upstreams and services', async () => {
    const document = await open('nginx.conf')
    await replace(document, 'proxy_pass http://api:8080;', 'proxy_pass http://;')
    const { items } = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', document, 'http://;', 7)
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label))
    for (const name of ['accounts', 'api']) {
      assert.ok(
        labels.some(label => label.includes(name)),
        `${name} should be among ${labels.slice(0, 20)}`,
      )
    }
  })

  it('a name in an address leads to the service of the compose file', async () => {
    const document = await open('nginx.conf')
    const found = await ask<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document,
      'api:8080',
      1,
    )
    const files = found.map(place => ('uri' in place ? place.uri : place.targetUri).toString())
    assert.ok(files.includes(fileUri('compose.yaml').toString()), `it leads to ${files}`)
  })

  it('a service is renamed in all files that name it', async () => {
    const document = await open('compose.yaml')
    const edit = await ask<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document,
      '  api:',
      3,
      'shop-api',
    )
    assert.ok(await vscode.workspace.applyEdit(edit))
    const gateway = await vscode.workspace.openTextDocument(fileUri('nginx.conf'))
    assert.match(document.getText(), /^ {2}shop-api:/m)
    assert.match(gateway.getText(), /http:\/\/shop-api:8080;/)
    await expectRules('nginx.conf', ['port-mismatch'])
  })

  it('an outline names servers and locations', async () => {
    const document = await open('nginx.conf')
    const symbols = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document, 'events')
    const names: string[] = []
    for (const open = [...symbols]; open.length > 0; ) {
      const { name, children } = open.pop()!
      names.push(name)
      open.push(...children)
    }
    for (const name of ['location /', 'upstream accounts']) assert.ok(names.includes(name), `${name}: ${names}`)
  })

  it('a file is put in order', async () => {
    const document = await open('nginx.conf')
    await replace(document, '    listen 80 default_server;', '  listen    80   default_server;')
    const edits = await ask<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', document, 'events', 0, {
      tabSize: 2,
      insertSpaces: true,
    })
    const edit = new vscode.WorkspaceEdit()
    edit.set(document.uri, edits)
    assert.ok(await vscode.workspace.applyEdit(edit))
    assert.match(document.getText(), /^ {4}listen 80 default_server;$/m)
  })
})

/** Asks at a place of a text until there is an answer: while other extensions are starting, VS Code drops what is asked. */
async function ask<Answer>(
  command: string,
  document: vscode.TextDocument,
  text: string,
  behind = 0,
  ...more: readonly unknown[]
): Promise<Answer> {
  const start = document.getText().indexOf(text)
  assert.ok(start >= 0, `${document.uri} should hold ${text}`)
  const position = document.positionAt(start + behind)
  const args = /Symbol|Format/.test(command) ? [] : [position]
  let answer: Answer | undefined
  await until(
    async () => {
      answer = await vscode.commands.executeCommand<Answer | undefined>(command, document.uri, ...args, ...more)
      return Array.isArray(answer) ? answer.length > 0 : answer !== undefined && answer !== null
    },
    () => `${command} should answer at ${text}`,
  )
  return answer!
}

const textOf = (part: vscode.MarkdownString | vscode.MarkedString): string =>
  typeof part === 'string' ? part : part.value
