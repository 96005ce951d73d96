/** What a client is, wants, and can do, as it says when it starts the server. */
import type { InitializeParams } from 'vscode-languageserver'
import { EXPLAIN } from './actions.ts'
import type { Languages } from './session.ts'
import { pathOf } from './uris.ts'

/** What a client may ask for in `initializationOptions`, beside the settings of a user. */
interface Asked {
  /** What a rule's id is put after to make a link to its page. */
  readonly docs?: string
  /** The commands that the client has. */
  readonly commands?: readonly string[]
  /** `false` for languages that are not to be formatted. */
  readonly formatting?: Partial<Languages>
  /** `false` for languages of which only the names that files declare are to be completed. */
  readonly completion?: Partial<Languages>
  /** Whether findings are told as they change, or when the client asks. */
  readonly diagnostics?: 'push' | 'pull'
  /** Whether the client shows `gatelint/status`. */
  readonly status?: boolean
}

export type Client = ReturnType<typeof clientOf>

/** `pageOf` gives the link to a rule's page for a client that has none of its own. */
export function clientOf(
  { capabilities, initializationOptions, workspaceFolders, rootUri }: InitializeParams,
  pageOf?: (rule: string) => string,
) {
  const { docs, commands = [], formatting, completion, diagnostics, status }: Asked = initializationOptions ?? {}
  const { textDocument, workspace } = capabilities
  const canPull = textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true
  const knows = canPull ? textDocument.diagnostic : textDocument?.publishDiagnostics
  return {
    folders: new Map(
      (workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])).map(uri => [pathOf(uri), uri]),
    ),
    docs: docs === undefined ? pageOf : (rule: string) => docs + rule,
    explains: commands.includes(EXPLAIN),
    formatting: languagesOf(formatting),
    completion: languagesOf(completion),
    showsStatus: status === true,
    /** A client that cannot be told to ask again would keep what an edit of another file has made untrue. */
    pulls: diagnostics === undefined ? canPull : diagnostics === 'pull',
    relatedInformation: (knows?.relatedInformation ?? textDocument?.publishDiagnostics?.relatedInformation) === true,
    tags: textDocument?.publishDiagnostics?.tagSupport?.valueSet ?? knows?.tagSupport?.valueSet ?? [],
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    answersSettings: workspace?.configuration === true,
    announcesSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
  }
}

/** What is not spoken of is left to us. */
const languagesOf = (asked: Partial<Languages> | undefined): Languages => ({
  nginx: asked?.nginx !== false,
  haproxy: asked?.haproxy !== false,
})
