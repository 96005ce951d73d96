/** An editor, as far as time is concerned: it starts the language server over stdio, opens one file, types, and waits for what is told. */
import { type ChildProcess, spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'

/** As the protocol has it. */
export interface Change {
  readonly range: { readonly start: Position; readonly end: Position }
  readonly text: string
}

interface Position {
  readonly line: number
  readonly character: number
}

export interface Editor {
  /** Changes the document, and answers when all is told of it. */
  type(change: Change): Promise<{ readonly ms: number; readonly isTold: boolean }>
  end(): Promise<void>
}

/** Starts the server `gatelint lsp --stdio` in a folder, and opens a file of it. */
export async function open(
  cli: string,
  project: string,
  file: string,
  languageId: string,
  text: string,
): Promise<Editor> {
  // As the extension starts its server (client/extension.ts).
  const argv = ['--min-semi-space-size=16', '--max-semi-space-size=64', cli, 'lsp', '--stdio']
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const uri = pathToFileURL(file).href
  let published: number | undefined
  let settle: (ms: number) => void = () => undefined
  let fail: (reason: Error) => void = () => undefined
  child.on('exit', code => fail(new Error(`The language server ended with ${code} while it was asked`)))
  connection.onNotification('textDocument/publishDiagnostics', (told: { readonly uri: string }) => {
    if (told.uri === uri) published ??= performance.now()
  })
  // Follows whatever is told, also where findings are as they were.
  connection.onNotification('gatelint/status', () => settle(published ?? performance.now()))
  connection.listen()
  const told = (): Promise<number> =>
    new Promise((done, failed) => {
      published = undefined
      settle = done
      fail = failed
    })

  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    workspaceFolders: [{ uri: pathToFileURL(project).href, name: 'project' }],
    initializationOptions: { diagnostics: 'push', status: true },
  })
  const ready = told()
  await connection.sendNotification('initialized', {})
  await ready
  const opened = told()
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } })
  await opened

  let version = 1
  return {
    async type(change) {
      version += 1
      const answer = told()
      const begin = performance.now()
      const textDocument = { uri, version }
      connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [change] })
      connection.sendNotification('textDocument/didSave', { textDocument })
      const ms = (await answer) - begin
      return { ms, isTold: published !== undefined }
    },
    async end() {
      await connection.sendRequest('shutdown')
      connection.sendNotification('exit')
      await ended(child)
      connection.dispose()
    },
  }
}

const ended = (child: ChildProcess): Promise<unknown> => new Promise(done => child.on('exit', done))
