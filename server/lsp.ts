/** The language server: translates between the protocol and the workspace. It keeps no answers: whoever asks, asks the workspace. */
import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { mayBeOurs } from './kinds.ts'
import { actionsFor, EXPLAIN, FIX_ALL, SUPPRESS } from './lsp/actions.ts'
import { type Dialogue, toDiagnostic } from './lsp/diagnostics.ts'
import { formattingCapabilities, formattingOf, registerFormatting, serveFormatting } from './lsp/formatting.ts'
import { createMirror, type Disk } from './lsp/mirror.ts'
import { navigationCapabilities, serveNavigation } from './lsp/navigation.ts'
import { DEFAULTS } from './lsp/options.ts'
import type { Formatting, Session } from './lsp/session.ts'
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
  const mirror = createMirror(
    workspace,
    disk,
    file => opened.has(file),
    message => connection.console.warn(message),
  )
  let client = askedOf({ capabilities: {}, processId: null, rootUri: null, workspaceFolders: null })
  let clientCapabilities: ClientCapabilities = {}
  let told = new Map<string, string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy: Promise<unknown> = Promise.resolve()

  const dialogue = (): Dialogue => ({
    workspace,
    uriOf: file => opened.get(file) ?? uriOf(file),
    versionOf: file => documents.get(opened.get(file) ?? '')?.version ?? null,
    ...client,
  })

  /** One thing after another: what waits on the disk must not be overtaken. */
  const inTurn = (task: () => unknown): Promise<unknown> => {
    busy = busy.then(task).catch((error: unknown) => connection.console.error(textOf(error)))
    return busy
  }

  const publishIn = (pause: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void inTurn(publish), pause)
  }

  /** Tells of every file that has findings now, or had some before. */
  const publish = async (): Promise<void> => {
    const now = new Map<string, Diagnostic[]>()
    const { uriOf } = dialogue()
    for (const finding of workspace.findings().filter(isShown)) {
      const uri = uriOf(finding.at.file)
      const diagnostic = toDiagnostic(finding, dialogue())
      const known = now.get(uri)
      if (known) known.push(diagnostic)
      else now.set(uri, [diagnostic])
    }
    const telling = new Map(Array.from(now, ([uri, diagnostics]) => [uri, JSON.stringify(diagnostics)]))
    const changed = [...new Set([...told.keys(), ...telling.keys()])].filter(uri => told.get(uri) !== telling.get(uri))
    told = telling
    await Promise.all(changed.map(uri => connection.sendDiagnostics({ uri, diagnostics: now.get(uri) ?? [] })))
  }

  /** Files that were only read because an open one may depend on them are not the user's concern. */
  const isShown = ({ at }: Finding): boolean => opened.has(at.file) || mirror.includes(at.file)

  const refresh = (paths: readonly string[]): void => {
    void inTurn(async () => {
      if (paths.length > MANY) await mirror.refreshAll()
      else for (const path of paths) await mirror.refresh(path)
      publishIn(0)
    })
  }

  connection.onInitialize(params => {
    client = askedOf(params, pageOf)
    clientCapabilities = params.capabilities
    return {
      serverInfo: { name: 'gatelint' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, SUPPRESS] },
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
      for (const folder of client.folders) await mirror.add(folder)
      publishIn(0)
    })
    if (client.watches) {
      const registered = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] })
      registered.catch((error: unknown) => connection.console.error(textOf(error)))
    }
    registerFormatting(session).catch((error: unknown) => connection.console.error(textOf(error)))
    if (client.changesFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        void inTurn(async () => {
          for (const { uri } of removed) await mirror.remove(pathOf(uri))
          for (const { uri } of added) await mirror.add(pathOf(uri))
          publishIn(0)
        })
      })
    }
  })

  documents.onDidOpen(({ document }) => {
    const path = pathOf(document.uri)
    opened.set(path, document.uri)
    workspace.set(path, document.getText(), document.languageId)
    if (/^file:/i.test(document.uri)) void inTurn(() => mirror.addAround(path))
    publishIn(0)
  })

  documents.onDidChangeContent(({ document }) => {
    if (workspace.set(pathOf(document.uri), document.getText(), document.languageId)) publishIn(PAUSE)
  })

  documents.onDidSave(() => publishIn(0))

  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri)
    opened.delete(path)
    refresh([path])
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

  connection.onCodeAction(async ({ textDocument, range, context }) => {
    await busy
    return [...actionsFor(pathOf(textDocument.uri), { range, context }, dialogue(), client.explains)]
  })

  const session: Session = {
    connection,
    dialogue,
    capabilities: () => clientCapabilities,
    options: () => DEFAULTS,
    formatting: () => client.formatting,
    settled: () => busy,
  }
  serveNavigation(session)
  serveUnderstanding(session)
  serveFormatting(session)

  connection.onShutdown(() => clearTimeout(timer))
  documents.listen(connection)
  connection.listen()
}

const ANY_FILE = { filters: [{ pattern: { glob: '**/*' } }] }

/** What a client may ask for when it starts the server. */
interface Asked {
  /** What a rule's id is put after to make a link to its page. */
  readonly docs?: string
  /** The commands that the client has. */
  readonly commands?: readonly string[]
  /** `false` for languages that are not to be formatted. */
  readonly formatting?: Partial<Formatting>
}

/** What the client is, wants, and can do. */
function askedOf(
  { capabilities, initializationOptions, workspaceFolders, rootUri }: InitializeParams,
  pageOf?: (rule: string) => string,
) {
  const { docs, commands = [], formatting }: Asked = initializationOptions ?? {}
  const folders = workspaceFolders?.map(folder => folder.uri) ?? (rootUri ? [rootUri] : [])
  return {
    folders: folders.map(pathOf),
    docs: docs === undefined ? pageOf : (rule: string) => docs + rule,
    explains: commands.includes(EXPLAIN),
    formatting: formattingOf(formatting),
    relatedInformation: capabilities.textDocument?.publishDiagnostics?.relatedInformation === true,
    documentChanges: capabilities.workspace?.workspaceEdit?.documentChanges === true,
    watches: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    changesFolders: capabilities.workspace?.workspaceFolders === true,
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
