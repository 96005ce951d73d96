/** The language server: translates between the protocol and the workspace. It keeps no answers: whoever asks, asks the workspace. */
import {
  type CancellationToken,
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  PositionEncodingKind,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { mayBeOurs } from './kinds.ts'
import { actionsFor, FIX_ALL, SUPPRESS } from './lsp/actions.ts'
import { clientOf } from './lsp/client.ts'
import type { Dialogue } from './lsp/diagnostics.ts'
import { formattingCapabilities, registerFormatting, serveFormatting } from './lsp/formatting.ts'
import { createMirror, type Disk } from './lsp/mirror.ts'
import { navigationCapabilities, serveNavigation } from './lsp/navigation.ts'
import { createPreferences } from './lsp/preferences.ts'
import { type Reporting, serveReports, statusOf } from './lsp/reports.ts'
import type { Session } from './lsp/session.ts'
import { soon } from './lsp/soon.ts'
import { createTelling } from './lsp/telling.ts'
import { serveUnderstanding, UNDERSTANDING } from './lsp/understanding.ts'
import { pathOf, uriOf } from './lsp/uris.ts'
import { watchers } from './lsp/watchers.ts'
import type { Finding } from './rule.ts'
import { createWorkspace } from './workspace.ts'

/** How long typing must pause before findings are told, in milliseconds. */
const PAUSE = 200

/** Above so many changed files it is quicker to look at all of them again. */
const MANY = 50

/**
 * Serves a client until it hangs up. What goes wrong is told in the client's log; it ends nothing.
 * `pageOf` gives the link to a rule's page for a client that has none of its own.
 */
export function serve(connection: Connection, disk: Disk, pageOf?: (rule: string) => string): void {
  const documents = new TextDocuments(TextDocument)
  const workspace = createWorkspace()
  const opened = new Map<string, string>()
  const isOpen = (file: string): boolean => opened.has(file)
  let client = clientOf({ capabilities: {}, processId: null, rootUri: null, workspaceFolders: null })
  let clientCapabilities: ClientCapabilities = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What is to be told next. */
  let due: object | undefined
  let busy: Promise<void> = Promise.resolve()

  const mirror = createMirror(workspace, disk, isOpen, message => connection.console.warn(message))
  const preferences = createPreferences(connection, workspace, disk, () => client.answersSettings, isOpen)

  const dialogue = (): Dialogue => ({
    workspace,
    uriOf: file => opened.get(file) ?? uriOf(file),
    versionOf: file => documents.get(opened.get(file) ?? '')?.version ?? null,
    ...client,
  })

  /** Files that were only read because an open one may depend on them are not the user's concern. */
  const isShown = ({ at: { file } }: Finding): boolean =>
    (isOpen(file) || mirror.includes(file)) && preferences.of(file).enable

  const waits = (file?: string): boolean => preferences.of(file).run === 'onSave'

  const telling = createTelling({ connection, dialogue, isShown, pulls: () => client.pulls, waits })

  /** One thing after another: what waits on the disk must not be overtaken. */
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    busy = busy.then(task).catch((error: unknown) => connection.console.error(textOf(error)))
    return busy
  }

  /** Only the last of several that follow each other is run. */
  const tellIn = (pause: number): void => {
    clearTimeout(timer)
    const own = {}
    due = own
    const tellNow = (): void => {
      if (due === own) void inTurn(tell)
    }
    if (pause > 0) timer = setTimeout(tellNow, pause)
    else soon(tellNow)
  }

  const tell = async (): Promise<void> => {
    await telling.tell()
    if (client.showsStatus) await connection.sendNotification('gatelint/status', statusOf({ dialogue }, reporting))
  }

  const settle = async (): Promise<void> => {
    const before = preferences.problems()
    await preferences.settle(client.folders)
    for (const problem of preferences.problems()) if (!before.includes(problem)) connection.console.warn(problem)
    tellIn(0)
  }

  const reporting: Reporting = {
    shown: () => workspace.findings().filter(isShown),
    readAgain: () =>
      inTurn(async () => {
        await mirror.refreshAll()
        await settle()
        await tell()
      }),
    problems: preferences.problems,
  }

  const refresh = (paths: readonly string[]): void => {
    void inTurn(async () => {
      if (paths.length > MANY) await mirror.refreshAll()
      else for (const path of paths) await mirror.refresh(path)
      if (preferences.readsFiles()) await settle()
      tellIn(0)
    })
  }

  /** Takes in the text of an open document. Answers whether anything can come of it. */
  const take = (document: TextDocument): boolean => {
    const path = pathOf(document.uri)
    const isSettings = preferences.isSettings(path)
    const matters = workspace.set(path, document.getText(), isSettings ? 'gatelint' : document.languageId)
    if (isSettings && matters) void inTurn(settle)
    return matters
  }

  connection.onInitialize(params => {
    client = clientOf(params, pageOf)
    clientCapabilities = params.capabilities
    preferences.take(params.initializationOptions)
    return {
      serverInfo: { name: 'gatelint' },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, SUPPRESS] },
        ...(client.pulls ? { diagnosticProvider: PULL } : {}),
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: { didCreate: ANY_FILE, didRename: ANY_FILE, didDelete: ANY_FILE },
        },
        ...navigationCapabilities(params.capabilities),
        ...UNDERSTANDING,
        ...formattingCapabilities(params.capabilities),
      },
    }
  })

  connection.onInitialized(() => {
    void inTurn(async () => {
      for (const folder of client.folders.keys()) await mirror.add(folder)
      await settle()
    })
    const registered = [
      client.watches && connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] }),
      client.announcesSettings && connection.client.register(DidChangeConfigurationNotification.type),
      registerFormatting(session),
    ]
    Promise.all(registered).catch((error: unknown) => connection.console.error(textOf(error)))
    if (client.changesFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        void inTurn(async () => {
          for (const { uri } of removed) {
            client.folders.delete(pathOf(uri))
            await mirror.remove(pathOf(uri))
          }
          for (const { uri } of added) {
            client.folders.set(pathOf(uri), uri)
            await mirror.add(pathOf(uri))
          }
          await settle()
        })
      })
    }
  })

  documents.onDidOpen(({ document }) => {
    const path = pathOf(document.uri)
    opened.set(path, document.uri)
    take(document)
    if (/^file:/i.test(document.uri)) void inTurn(() => mirror.addAround(path))
    tellIn(0)
  })

  documents.onDidChangeContent(({ document }) => {
    if (take(document) && !waits(pathOf(document.uri))) tellIn(PAUSE)
  })

  documents.onDidSave(() => tellIn(0))

  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri)
    opened.delete(path)
    refresh([path])
  })

  connection.onDidChangeConfiguration(({ settings }) => {
    if (!client.answersSettings) preferences.take(settings?.gatelint ?? settings)
    void inTurn(settle)
  })
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const paths = changes.map(({ uri }) => pathOf(uri))
    const known = [...workspace.files().keys()]
    const matter = paths.filter(
      path => mayBeOurs(path) || path.endsWith('/.gitignore') || known.some(file => file.startsWith(`${path}/`)),
    )
    if (matter.length > 0) refresh(matter)
  })
  connection.workspace.onDidCreateFiles(({ files }) => refresh(files.map(({ uri }) => pathOf(uri))))
  connection.workspace.onDidDeleteFiles(({ files }) => refresh(files.map(({ uri }) => pathOf(uri))))
  connection.workspace.onDidRenameFiles(({ files }) =>
    refresh(files.flatMap(file => [pathOf(file.oldUri), pathOf(file.newUri)])),
  )

  /** When all that was told so far is taken in; an error if by then nobody wants to know any more. */
  const ready = async (token: CancellationToken): Promise<void> => {
    await busy
    await new Promise<void>(resolve => soon(resolve))
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Nobody waits for it.')
  }

  connection.onCodeAction(async ({ textDocument, range, context }, token) => {
    await ready(token)
    const file = pathOf(textDocument.uri)
    const { disableRuleComment } = preferences.of(file).codeAction
    return [...actionsFor(file, { range, context }, dialogue(), { explains: client.explains, disableRuleComment })]
  })
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    await ready(token)
    return telling.inDocument(textDocument.uri, previousResultId)
  })
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    await ready(token)
    return { items: telling.inAll(previousResultIds) }
  })

  const session: Session = {
    connection,
    dialogue,
    capabilities: () => clientCapabilities,
    options: preferences.of,
    formatting: () => client.formatting,
    completion: () => client.completion,
    folders: () => [...client.folders.keys()],
    settled: () => busy,
  }
  serveNavigation(session)
  serveUnderstanding(session)
  serveFormatting(session)
  serveReports(session, reporting)

  connection.onShutdown(() => {
    clearTimeout(timer)
    due = undefined
  })
  documents.listen(connection)
  connection.listen()
}

const ANY_FILE = { filters: [{ pattern: { glob: '**/*' } }] }

const PULL = { identifier: 'gatelint', interFileDependencies: true, workspaceDiagnostics: true }

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
