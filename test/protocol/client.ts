/** An editor, as far as the language server can tell: it opens and edits documents, collects diagnostics, and asks for code actions. */
import { PassThrough } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { onTestFailed, onTestFinished } from 'vitest'
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import {
  type CodeAction,
  type ConfigurationParams,
  createConnection,
  type Diagnostic,
  ProposedFeatures,
  type PublishDiagnosticsParams,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { find, readOne, surroundings } from '../../server/files.ts'
import { serve } from '../../server/lsp.ts'

export interface Options {
  /** Folders of the workspace, as paths. */
  readonly folders?: readonly string[]
  readonly initializationOptions?: unknown
  readonly capabilities?: object
  /** What the user has set for a folder, by its URI; without one, for all. */
  readonly settings?: (scope: string | undefined) => unknown
  /** Called when the server tells of the workspace. */
  readonly onStatus?: (status: unknown) => void
  /** Called when the server registers for something. */
  readonly onRegister?: (params: unknown) => void
}

/** An editor that talks to a server of its own, over streams. */
export function editor(options: Options): Promise<Editor> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()]
  serve(createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    find,
    read: readOne,
    surroundings,
  })
  return connect(createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer)), options)
}

export type Editor = Awaited<ReturnType<typeof connect>>

export const uriOf = (path: string): string => pathToFileURL(path).href

export const everything = {
  textDocument: { publishDiagnostics: { relatedInformation: true } },
  workspace: { workspaceEdit: { documentChanges: true }, workspaceFolders: true },
}

export async function connect(
  connection: MessageConnection,
  {
    folders,
    initializationOptions,
    capabilities = everything,
    settings,
    onStatus = () => undefined,
    onRegister = () => undefined,
  }: Options,
) {
  const published = new Map<string, readonly Diagnostic[]>()
  const log: string[] = []
  const documents = new Map<string, TextDocument>()
  let awaited: (() => void)[] = []
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    published.set(uri, diagnostics)
    for (const look of awaited) look()
  })
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message))
  connection.onNotification('gatelint/status', onStatus)
  connection.onRequest('client/registerCapability', params => void onRegister(params))
  connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
    items.map(({ scopeUri }) => settings?.(scopeUri) ?? null),
  )
  let refreshes = 0
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes += 1
    for (const look of awaited) look()
  })
  connection.listen()
  onTestFinished(() => connection.dispose())
  onTestFailed(() =>
    console.log(
      'diagnostics:',
      Object.fromEntries(Array.from(published.keys(), uri => [uri, summary(uri)])),
      'log:',
      log,
    ),
  )

  const initialized = await connection.sendRequest<{ capabilities: object }>('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: folders?.map(folder => ({ uri: uriOf(folder), name: folder })) ?? null,
    initializationOptions,
  })
  await connection.sendNotification('initialized', {})

  const summary = (uri: string): readonly string[] =>
    (published.get(uri) ?? []).map(
      ({ code, range }) => `${range.start.line}:${range.start.character}-${range.end.character} ${code}`,
    )

  const until = (isSo: () => boolean): Promise<void> =>
    new Promise(done => {
      const look = (): void => {
        if (!isSo()) return
        awaited = awaited.filter(other => other !== look)
        done()
      }
      awaited.push(look)
      look()
    })

  return {
    connection,
    capabilities: initialized.capabilities,
    /** What the server wrote into the log. */
    log,
    diagnostics: (uri: string): readonly Diagnostic[] => published.get(uri) ?? [],
    /** How often the server has said that it is time to ask. */
    refreshes: () => refreshes,
    /** Waits until something is so, looking whenever the server says something of findings. */
    until,
    /** Every URI that diagnostics were told of, with those that stand there now. */
    published: () => Object.fromEntries(Array.from(published.keys(), uri => [uri, summary(uri)])),

    /** Waits until the diagnostics of a document are those, each as "line:from-to rule". */
    shows: (uri: string, expected: readonly string[]): Promise<void> =>
      until(() => published.has(uri) && JSON.stringify(summary(uri)) === JSON.stringify(expected)),

    open: async (uri: string, text: string, languageId = 'plaintext'): Promise<void> => {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text))
      await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } })
    },
    /** Types: replaces the first occurrence of a text. */
    type: async (uri: string, before: string, after: string): Promise<void> => {
      const document = documents.get(uri)!
      const start = document.getText().indexOf(before)
      const range = { start: document.positionAt(start), end: document.positionAt(start + before.length) }
      const change = { range, text: after }
      TextDocument.update(document, [change], document.version + 1)
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: document.version },
        contentChanges: [change],
      })
    },
    save: (uri: string): Promise<void> =>
      connection.sendNotification('textDocument/didSave', { textDocument: { uri } }),
    close: async (uri: string): Promise<void> => {
      documents.delete(uri)
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    },
    text: (uri: string): string => documents.get(uri)!.getText(),

    actions: async (uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]> =>
      await connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: published.get(uri) ?? [], ...(only ? { only } : {}) },
      }),
  }
}

/** The texts of the documents that an edit changes, after it. */
export function applied(
  edit: WorkspaceEdit,
  texts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const edits: readonly (readonly [string, readonly TextEdit[]])[] = edit.documentChanges
    ? edit.documentChanges.map(change => [
        'textDocument' in change ? change.textDocument.uri : '',
        'edits' in change ? (change.edits as TextEdit[]) : [],
      ])
    : Object.entries(edit.changes ?? {})
  return Object.fromEntries(
    edits.map(([uri, some]) => [uri, TextDocument.applyEdits(TextDocument.create(uri, '', 0, texts[uri]!), [...some])]),
  )
}
