/** Where a place stands in the configuration that one server loads: which configuration that is, and which blocks are around it there. */
import { directivesNamed, type NginxDirective } from '../catalog/nginx.ts'
import { contextsInside, outermost } from '../catalog/nginx-blocks.ts'
import type { Config, Scope } from '../model/config.ts'
import { occurrences } from '../model/occurrences.ts'
import { outwards } from '../model/scope.ts'
import type { View } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import type { Directive, Document } from '../syntax/tree.ts'
import type { Workspace } from '../workspace.ts'

/** The configuration that a document is, or is included in; of several the first. Undefined for a template, which takes no part. */
export const viewOf = (workspace: Workspace, document: Document): View | undefined =>
  workspace.views().find(({ config }) => config.documents.includes(document))

/** The innermost block of a place of nginx with the blocks around it, those of the files that include this one among them. */
function scopeAround(config: Config, document: Document, around: readonly Directive[]): Scope | undefined {
  const block = around.at(-1)
  if (block) {
    const found = occurrenceOf(config, block)
    return found && { block: found.directive, body: found.directive.body ?? [], outer: found.scope }
  }
  if (document === config.documents[0]) return { block: undefined, body: config.directives, outer: undefined }
  const [first] = document.directives
  return first && occurrenceOf(config, first)?.scope
}

/** A directive of a document as it stands in the configuration: includes in its block are in their place there. */
export const occurrenceOf = (config: Config, directive: Directive) =>
  occurrences(config, directive.name.text).find(other => isSame(other.directive, directive))

/** Whether two directives, or words, were written in the same place. */
export const isSame = (one: { readonly at: Span }, other: { readonly at: Span }): boolean =>
  one === other || (one.at.start === other.at.start && one.at.file === other.at.file)

/** The blocks around a place of nginx, as far as they are known, and what can stand there: 0 where lines are no directives. */
export function blockAt(
  view: View | undefined,
  document: Document,
  around: readonly Directive[],
): { readonly scope: Scope | undefined; readonly contexts: number } {
  const scope = view && scopeAround(view.config, document, around)
  return { scope, contexts: scope ? contextsOf(view.config, scope) : contextsAround(document, around) }
}

/** What a block can be to nginx: bits of `Context`; 0 for a `map` and its like. */
function contextsOf(config: Config, scope: Scope): number {
  const [, ...blocks] = [...outwards(scope)].reverse()
  return blocks.reduce(
    (contexts, { block }) => contextsInside(block!.name.text, contexts),
    outermost(config.context, config.directives),
  )
}

/** The same for a document of which nothing but itself is known. */
const contextsAround = (document: Document, around: readonly Directive[]): number =>
  around.reduce((contexts, { name }) => contextsInside(name.text, contexts), outermost(undefined, document.directives))

/** What nginx takes a name for there; where it may not stand, what it is elsewhere. */
export function directiveFor(name: string, contexts: number): NginxDirective | undefined {
  const variants = directivesNamed(name)
  return variants?.find(variant => variant.contexts & contexts) ?? variants?.[0]
}
