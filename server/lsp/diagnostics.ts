/** Findings and edits in the terms of the protocol. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { byFile } from '../fix.ts'
import type { Edit, Finding } from '../rule.ts'
import { rules } from '../rules/index.ts'
import type { Span } from '../syntax/text.ts'
import type { Workspace } from '../workspace.ts'

/** How the client wants things said. */
export interface Dialogue {
  readonly workspace: Workspace
  uriOf(file: string): string
  /** The version of an open document; null for one that is not open. */
  versionOf(file: string): number | null
  /** The link to a rule's page; undefined where there is none. */
  readonly docs: ((rule: string) => string) | undefined
  /** The client shows other places that belong to a diagnostic. */
  readonly relatedInformation: boolean
  /** The marks that the client knows to draw. */
  readonly tags: readonly DiagnosticTag[]
  /** The client checks that a document has not changed before it is edited. */
  readonly documentChanges: boolean
}

export const toRange = (workspace: Workspace, { file, start, end }: Span): Range => ({
  start: workspace.locate(file, start),
  end: workspace.locate(file, end),
})

export function toDiagnostic(finding: Finding, dialogue: Dialogue): Diagnostic {
  const { workspace, uriOf, docs, relatedInformation } = dialogue
  const { at, rule, severity, message, related = [] } = finding
  const tag = tagOf.get(rule)
  return {
    range: toRange(workspace, at),
    severity: severities[severity],
    code: rule,
    ...(docs === undefined ? {} : { codeDescription: { href: docs(rule) } }),
    source: 'gatelint',
    message,
    ...(tag !== undefined && dialogue.tags.includes(tag) ? { tags: [tag] } : {}),
    ...(relatedInformation
      ? {
          relatedInformation: related.map(({ at, message }) => ({
            location: { uri: uriOf(at.file), range: toRange(workspace, at) },
            message,
          })),
        }
      : {}),
  }
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
}

const TAGS = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated }

const tagOf = new Map(rules.flatMap(({ id, tag }): [string, DiagnosticTag][] => (tag ? [[id, TAGS[tag]]] : [])))

export function toWorkspaceEdit(edits: readonly Edit[], dialogue: Dialogue): WorkspaceEdit {
  const { workspace, uriOf, versionOf, documentChanges } = dialogue
  const changes = Array.from(byFile(edits), ([file, some]): [string, TextEdit[]] => [
    file,
    some.map(({ at, text }) => ({ range: toRange(workspace, at), newText: text })),
  ])
  if (!documentChanges) return { changes: Object.fromEntries(changes.map(([file, edits]) => [uriOf(file), edits])) }
  return {
    documentChanges: changes.map(
      ([file, edits]): TextDocumentEdit => ({
        textDocument: { uri: uriOf(file), version: versionOf(file) },
        edits,
      }),
    ),
  }
}
