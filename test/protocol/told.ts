/** What a server tells, and what a workspace finds that has only just begun: as texts, to be held against each other. */
import type { MessageConnection } from 'vscode-jsonrpc/node'
import type { Diagnostic, WorkspaceDiagnosticReport } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { pathOf, uriOf } from '../../server/lsp/uris.ts'
import type { Position } from '../../server/syntax/text.ts'
import { createWorkspace } from '../../server/workspace.ts'

/** Every finding of a server in the documents that count. */
export async function toldBy(
  connection: Pick<MessageConnection, 'sendRequest'>,
  counts: (uri: string) => boolean = () => true,
): Promise<readonly string[]> {
  const { items } = await connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: [],
  })
  return items
    .flatMap(report =>
      report.kind === 'full' && counts(report.uri)
        ? report.items.map(({ range: { start, end }, code, message }) => said(report.uri, start, end, code, message))
        : [],
    )
    .sort()
}

/** Every finding in the very same documents, read for the first time. */
export function toldAnew(documents: Iterable<TextDocument>): readonly string[] {
  const workspace = createWorkspace()
  for (const document of documents) workspace.set(pathOf(document.uri), document.getText(), document.languageId)
  return workspace
    .findings()
    .map(({ at: { file, start, end }, rule, message }) =>
      said(uriOf(file), workspace.locate(file, start), workspace.locate(file, end), rule, message),
    )
    .sort()
}

const said = (
  uri: string,
  start: Position,
  end: Position,
  rule: Diagnostic['code'],
  message: Diagnostic['message'],
): string => `${uri} ${start.line}:${start.character} ${end.line}:${end.character} ${rule} ${message}`
