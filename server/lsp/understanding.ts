/** Answers what things mean: hovers, completions, signatures and hints. */
import {
  type CancellationToken,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  CompletionTriggerKind,
  InlayHintKind,
  InsertTextFormat,
  type MarkupContent,
  MarkupKind,
  type Range,
  type ServerCapabilities,
  type TextDocumentClientCapabilities,
  type TextDocumentIdentifier,
} from 'vscode-languageserver'
import { type About, completionAt, documentationOf, type Suggestion, TRIGGERS } from '../features/completion.ts'
import { hintsIn } from '../features/hints.ts'
import { hoverAt } from '../features/hover.ts'
import { type Sentence, toMarkdown, toPlainText } from '../features/prose.ts'
import { signatureAt } from '../features/signature.ts'
import { toRange } from './diagnostics.ts'
import type { Session } from './session.ts'
import { pathOf } from './uris.ts'

export const UNDERSTANDING: ServerCapabilities = {
  hoverProvider: true,
  completionProvider: { triggerCharacters: [...TRIGGERS], resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: [' '] },
  inlayHintProvider: true,
}

/** Suggestions that say how the language goes; all others are names that files declare. */
const OF_THE_LANGUAGE: ReadonlySet<Suggestion['kind']> = new Set(['block', 'directive', 'value', 'function'])

export function serveUnderstanding(session: Session): void {
  const { connection, dialogue, capabilities } = session

  /** What a request is about, once all that was told before is taken in; undefined for one that is not waited for any more. */
  const asked = async ({ uri }: TextDocumentIdentifier, token: CancellationToken) => {
    await session.settled()
    return token.isCancellationRequested ? undefined : { workspace: dialogue().workspace, file: pathOf(uri) }
  }

  const written = (lines: readonly Sentence[], formats: readonly MarkupKind[] | undefined): MarkupContent =>
    formats?.includes(MarkupKind.Markdown)
      ? { kind: MarkupKind.Markdown, value: toMarkdown(lines) }
      : { kind: MarkupKind.PlainText, value: toPlainText(lines) }

  /** Where another extension knows a language, only names are ours. */
  const isOurs = (file: string): ((suggestion: Suggestion) => boolean) => {
    const dialect = dialogue().workspace.documents(file)[0]?.dialect
    return ({ kind }) => dialect === undefined || session.completion()[dialect] || !OF_THE_LANGUAGE.has(kind)
  }

  connection.onHover(async ({ textDocument, position }, token) => {
    const at = await asked(textDocument, token)
    const hover = at && hoverAt(at.workspace, at.file, at.workspace.offset(at.file, position))
    if (!hover) return null
    const { contentFormat } = capabilities().textDocument?.hover ?? {}
    return { contents: written(hover.lines, contentFormat), range: toRange(at.workspace, hover.at) }
  })

  connection.onCompletion(async ({ textDocument, position, context }, token) => {
    const at = await asked(textDocument, token)
    if (!at) return null
    const trigger =
      context?.triggerKind === CompletionTriggerKind.TriggerCharacter ? context.triggerCharacter : undefined
    const completion = completionAt(at.workspace, at.file, at.workspace.offset(at.file, position), trigger)
    if (!completion) return null
    const known = capabilities().textDocument?.completion?.completionItem ?? {}
    return itemsOf(completion.items.filter(isOurs(at.file)), toRange(at.workspace, completion.at), known)
  })

  connection.onCompletionResolve(item => {
    const about: About | undefined = item.data
    if (about === undefined) return item
    const { documentationFormat } = capabilities().textDocument?.completion?.completionItem ?? {}
    const lines = documentationOf(about)
    return lines.length === 0 ? item : { ...item, documentation: written(lines, documentationFormat) }
  })

  connection.onSignatureHelp(async ({ textDocument, position }, token) => {
    const at = await asked(textDocument, token)
    const found = at && signatureAt(at.workspace, at.file, at.workspace.offset(at.file, position))
    if (!found) return null
    const { label, parameters, active, lines } = found
    const { documentationFormat } = capabilities().textDocument?.signatureHelp?.signatureInformation ?? {}
    const documentation = lines.length > 0 ? { documentation: written(lines, documentationFormat) } : {}
    return {
      signatures: [{ label, ...documentation, parameters: parameters.map(([from, to]) => ({ label: [from, to] })) }],
      activeSignature: 0,
      // One behind the last is shown as none.
      activeParameter: active ?? parameters.length,
    }
  })

  connection.languages.inlayHint.on(async ({ textDocument, range }, token) => {
    const at = await asked(textDocument, token)
    if (!at || !session.options(at.file).inlayHints.enabled) return null
    const { workspace, file } = at
    const hints = hintsIn(workspace, file, workspace.offset(file, range.start), workspace.offset(file, range.end))
    return hints.map(({ offset, text, lines }) => ({
      position: workspace.locate(file, offset),
      label: text,
      kind: InlayHintKind.Type,
      paddingLeft: true,
      ...(lines.length > 0 && { tooltip: { kind: MarkupKind.Markdown, value: toMarkdown(lines) } }),
    }))
  })
}

type KnownOfItems = NonNullable<NonNullable<TextDocumentClientCapabilities['completion']>['completionItem']>

/** `known`: what the client can do with an item. */
function itemsOf(
  items: readonly Suggestion[],
  range: Range,
  { snippetSupport, tagSupport }: KnownOfItems,
): CompletionItem[] {
  return items.map(item => {
    const { label, kind, detail, text, snippet, order = 5, about } = item
    const asSnippet = snippet !== undefined && snippetSupport === true
    return {
      label,
      kind: KINDS[kind],
      ...(detail !== undefined && { detail }),
      ...(item.deprecated && tagsOf(tagSupport?.valueSet)),
      sortText: `${order} ${label}`,
      filterText: label,
      ...(asSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
      textEdit: { range, newText: asSnippet ? snippet : (text ?? label) },
      ...(about && { data: about }),
    }
  })
}

const tagsOf = (known: readonly CompletionItemTag[] | undefined): Pick<CompletionItem, 'tags' | 'deprecated'> =>
  known?.includes(CompletionItemTag.Deprecated) ? { tags: [CompletionItemTag.Deprecated] } : { deprecated: true }

const KINDS: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = {
  block: CompletionItemKind.Module,
  directive: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  variable: CompletionItemKind.Variable,
  upstream: CompletionItemKind.Reference,
  service: CompletionItemKind.Reference,
  location: CompletionItemKind.Reference,
  name: CompletionItemKind.Reference,
  function: CompletionItemKind.Function,
  rule: CompletionItemKind.EnumMember,
}
