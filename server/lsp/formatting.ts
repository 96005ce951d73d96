/** Answers how a file would look with its layout in order: all of it, a range, or the line that was just typed. */
import {
  type ClientCapabilities,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type FormattingOptions,
  type ServerCapabilities,
  type TextEdit,
} from 'vscode-languageserver'
import { formatEdits } from '../features/format.ts'
import type { Dialect } from '../syntax/tree.ts'
import type { Session } from './session.ts'
import { pathOf } from './uris.ts'

const ON_TYPE = { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] }

/**
 * For clients that are not told later. Others hear of the languages as well: what is declared here holds for all documents that the
 * client talks about, and nobody wants a formatter for YAML that formats none.
 */
export const formattingCapabilities = (client: ClientCapabilities): ServerCapabilities =>
  isToldLater(client)
    ? {}
    : {
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: ON_TYPE,
      }

const isToldLater = ({ textDocument }: ClientCapabilities): boolean =>
  [textDocument?.formatting, textDocument?.rangeFormatting, textDocument?.onTypeFormatting].every(
    ability => ability?.dynamicRegistration === true,
  )

/** The ids that editors know the languages by; see the languages of the extension, and those of others. */
const LANGUAGES: Readonly<Record<Dialect, readonly string[]>> = {
  nginx: ['nginx', 'NGINX'],
  haproxy: ['haproxy', ...['2.6', '2.8', '3.0', '3.2', '3.4'].map(release => `haproxy-${release}`)],
}

/** Tells a client that waits for it which languages are formatted. */
export async function registerFormatting({ connection, capabilities, formatting }: Session): Promise<void> {
  const documentSelector = (['nginx', 'haproxy'] as const)
    .filter(dialect => formatting()[dialect])
    .flatMap(dialect => LANGUAGES[dialect].map(language => ({ language })))
  if (documentSelector.length === 0 || !isToldLater(capabilities())) return
  await connection.client.register(DocumentFormattingRequest.type, { documentSelector })
  await connection.client.register(DocumentRangeFormattingRequest.type, { documentSelector })
  await connection.client.register(DocumentOnTypeFormattingRequest.type, { documentSelector, ...ON_TYPE })
}

export function serveFormatting({ connection, dialogue, options: setBy, formatting, settled }: Session): void {
  /** Of the lines from one up to another, or of all. */
  const editsOf = (uri: string, options: FormattingOptions, range?: TextEdit['range']): readonly TextEdit[] => {
    const { workspace } = dialogue()
    const file = pathOf(uri)
    if (!setBy(file).format.enable) return []
    const offsets = range && { start: workspace.offset(file, range.start), end: workspace.offset(file, range.end) }
    return workspace
      .documents(file)
      .filter(({ dialect }) => formatting()[dialect])
      .flatMap(document => formatEdits(document, offsets, options))
      .map(({ at, text }) => ({
        range: { start: workspace.locate(file, at.start), end: workspace.locate(file, at.end) },
        newText: text,
      }))
  }

  connection.onDocumentFormatting(async ({ textDocument, options }) => {
    await settled()
    return [...editsOf(textDocument.uri, options)]
  })
  connection.onDocumentRangeFormatting(async ({ textDocument, range, options }) => {
    await settled()
    return [...editsOf(textDocument.uri, options, range)]
  })
  // Of a brace, where its line begins; of a line feed, the line that it ended, not the new one: its blanks are where somebody is
  // about to type. No line goes or comes under their hands.
  connection.onDocumentOnTypeFormatting(async ({ textDocument, position, ch, options }) => {
    await settled()
    const line = ch === '\n' ? position.line - 1 : position.line
    if (line < 0) return []
    const whole = { start: { line, character: 0 }, end: { line, character: Number.MAX_SAFE_INTEGER } }
    return editsOf(textDocument.uri, options, whole).filter(
      ({ range: { start, end }, newText }) =>
        start.line === end.line && !newText.includes('\n') && (ch === '\n' || start.character === 0),
    )
  })
}
