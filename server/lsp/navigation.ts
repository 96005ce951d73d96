/** Answers where things are: outline, folding, links, definitions, references, other names, and what the workspace holds. */
import {
  type CancellationToken,
  type ClientCapabilities,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentSymbol,
  FoldingRangeKind,
  type Location,
  type LocationLink,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  type SymbolInformation,
  type TextDocumentPositionParams,
} from 'vscode-languageserver'
import { foldsOf } from '../features/folding.ts'
import { linksIn } from '../features/links.ts'
import { outlineOf, type Part } from '../features/outline.ts'
import { definitionAt, referencesAt } from '../features/places.ts'
import { renamableAt, renamedAt } from '../features/rename.ts'
import { search } from '../features/search.ts'
import type { Span } from '../syntax/text.ts'
import { type Dialogue, toRange, toWorkspaceEdit } from './diagnostics.ts'
import { serveHierarchy } from './hierarchy.ts'
import type { Session } from './session.ts'
import { SYMBOLS } from './symbols.ts'
import { pathOf } from './uris.ts'

/** What is offered to a client: nothing that it could not show. */
export function navigationCapabilities({ textDocument, workspace }: ClientCapabilities): ServerCapabilities {
  const rename = textDocument?.rename && { prepareProvider: textDocument.rename.prepareSupport === true }
  return {
    documentSymbolProvider: textDocument?.documentSymbol !== undefined,
    foldingRangeProvider: textDocument?.foldingRange !== undefined,
    ...(textDocument?.documentLink && { documentLinkProvider: {} }),
    definitionProvider: textDocument?.definition !== undefined,
    referencesProvider: textDocument?.references !== undefined,
    documentHighlightProvider: textDocument?.documentHighlight !== undefined,
    ...(rename && { renameProvider: rename.prepareProvider ? rename : true }),
    callHierarchyProvider: textDocument?.callHierarchy !== undefined,
    workspaceSymbolProvider: workspace?.symbol !== undefined,
  }
}

export function serveNavigation(session: Session): void {
  const { connection, dialogue, capabilities } = session

  /** What a request is about, once all that was told before is taken in; undefined for one that is not waited for any more. */
  const asked = async ({ textDocument, position }: Partial<TextDocumentPositionParams>, token: CancellationToken) => {
    await session.settled()
    if (token.isCancellationRequested || !textDocument) return undefined
    const now = dialogue()
    const file = pathOf(textDocument.uri)
    return { now, file, offset: position ? now.workspace.offset(file, position) : 0 }
  }

  connection.onDocumentSymbol(async ({ textDocument }, token) => {
    const at = await asked({ textDocument }, token)
    if (!at) return null
    const parts = outlineOf(at.now.workspace, at.file)
    return capabilities().textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport
      ? parts.map(part => toSymbol(part, at.now))
      : flat(parts, at.now)
  })

  connection.onFoldingRanges(async ({ textDocument }, token) => {
    const at = await asked({ textDocument }, token)
    const most = capabilities().textDocument?.foldingRange?.rangeLimit
    const folds = at && foldsOf(at.now.workspace, at.file)
    return folds?.slice(0, most).map(({ first, last, kind }) => ({
      startLine: first,
      endLine: last,
      ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }),
    }))
  })

  connection.onDocumentLinks(async ({ textDocument }, token) => {
    const at = await asked({ textDocument }, token)
    const explains = capabilities().textDocument?.documentLink?.tooltipSupport === true
    return (
      at &&
      linksIn(at.now.workspace, at.file).map(link => ({
        range: toRange(at.now.workspace, link.at),
        target: at.now.uriOf(link.file),
        ...(explains && link.others > 0 && { tooltip: `The first of ${link.others + 1} files` }),
      }))
    )
  })

  connection.onDefinition(async (params, token) => {
    const at = await asked(params, token)
    const found = at && definitionAt(at.now.workspace, at.file, at.offset)
    if (!found) return null
    if (!capabilities().textDocument?.definition?.linkSupport) return found.to.map(span => toLocation(span, at.now))
    return found.to.map((span): LocationLink => {
      const range = toRange(at.now.workspace, span)
      return {
        originSelectionRange: toRange(at.now.workspace, found.from),
        targetUri: at.now.uriOf(span.file),
        targetRange: range,
        targetSelectionRange: range,
      }
    })
  })

  connection.onReferences(async ({ context, ...params }, token) => {
    const at = await asked(params, token)
    if (!at) return null
    return referencesAt(at.now.workspace, at.file, at.offset)
      .filter(({ declares }) => context.includeDeclaration || !declares)
      .map(reference => toLocation(reference.at, at.now))
  })

  connection.onDocumentHighlight(async (params, token) => {
    const at = await asked(params, token)
    if (!at) return null
    return referencesAt(at.now.workspace, at.file, at.offset)
      .filter(reference => reference.at.file === at.file)
      .map(
        (reference): DocumentHighlight => ({
          range: toRange(at.now.workspace, reference.at),
          kind: reference.declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }),
      )
  })

  connection.onPrepareRename(async (params, token) => {
    const at = await asked(params, token)
    const found = at && renamableAt(at.now.workspace, at.file, at.offset)
    if (!found) return null
    if ('refused' in found) return refusal(found.refused)
    return { range: toRange(at.now.workspace, found.at), placeholder: found.text }
  })

  connection.onRenameRequest(async ({ newName, ...params }, token) => {
    const at = await asked(params, token)
    const found = at && renamedAt(at.now.workspace, at.file, at.offset, newName)
    if (!found) return null
    return 'refused' in found ? refusal(found.refused) : toWorkspaceEdit(found.edits, at.now)
  })

  connection.onWorkspaceSymbol(async ({ query }, token) => {
    await session.settled()
    if (token.isCancellationRequested) return null
    const now = dialogue()
    return search(now.workspace, query).map(
      ({ text, kind, at, within }): SymbolInformation => ({
        name: text,
        kind: SYMBOLS[kind],
        location: toLocation(at, now),
        ...(within !== '' && { containerName: within }),
      }),
    )
  })

  serveHierarchy(session)
}

const refusal = (why: string): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestFailed, why)

const toLocation = (span: Span, { workspace, uriOf }: Dialogue): Location => ({
  uri: uriOf(span.file),
  range: toRange(workspace, span),
})

/** The outline is as deep as an editor can show: it may be gone through by calls. */
const toSymbol = ({ text, detail, kind, at, head, inner }: Part, dialogue: Dialogue): DocumentSymbol => ({
  name: text,
  ...(detail !== '' && { detail }),
  kind: SYMBOLS[kind],
  range: toRange(dialogue.workspace, at),
  selectionRange: toRange(dialogue.workspace, head),
  children: inner.map(part => toSymbol(part, dialogue)),
})

/** For a client that knows no trees. */
const flat = (parts: readonly Part[], dialogue: Dialogue, around?: string): SymbolInformation[] =>
  parts.flatMap(({ text, kind, at, inner }) => [
    {
      name: text,
      kind: SYMBOLS[kind],
      location: toLocation(at, dialogue),
      ...(around !== undefined && { containerName: around }),
    },
    ...flat(inner, dialogue, text),
  ])
