/** What can be written in a configuration of nginx: directives where they may stand, and what their arguments can be. */

import { releaseOf } from '../catalog/faults.ts'
import {
  ANYWHERE,
  Context,
  directiveNames,
  directivesNamed,
  type NginxDirective,
  type VariableFamily,
} from '../catalog/nginx.ts'
import { argumentWords } from '../catalog/nginx-argument-words.ts'
import { isBefore } from '../catalog/nginx-releases.ts'
import type { Config } from '../model/config.ts'
import type { View } from '../rule.ts'
import { once } from '../syntax/remembered.ts'
import { walk } from '../syntax/tree.ts'
import { nginxNames } from './completion-names.ts'
import { completeVariable } from './completion-variables.ts'
import { blockAt, directiveFor } from './place.ts'
import { snippetOf } from './snippets.ts'
import type { Statement } from './statement.ts'
import type { Completion, Suggestion } from './suggestion.ts'

/** Undefined where nothing can be offered. */
export function completeNginx(statement: Statement, view: View | undefined): Completion | undefined {
  const { document, around, before, at, quoted, typed } = statement
  const { scope, contexts } = blockAt(view, document, around)
  const [name] = before
  const known = name === undefined || contexts === 0 ? undefined : directiveFor(name, contexts)
  if (name !== undefined || contexts === 0) {
    const variable = takesVariables(statement)
      ? completeVariable(statement, view, familyOf(contexts, around))
      : undefined
    if (variable) return variable
  }
  if (contexts === 0) return undefined
  if (name === undefined) return quoted ? undefined : { at, items: directivesIn(contexts, statement, view) }
  if (!known || (quoted && !known.words.length) || typed.includes('$')) return undefined
  const words = argumentWords(known, before.length).map(
    (label): Suggestion => ({
      label: doubled(label, statement),
      kind: 'value',
      order: 4,
      ...(label === known.default && { detail: 'default' }),
    }),
  )
  const names = nginxNames({ statement, view, scope, name: known.name })
  const items = [...names, ...words]
  return items.length > 0 ? { at, items } : undefined
}

const doubled = (text: string, { document }: Statement): string =>
  document.doublesDollars ? text.replaceAll('$', '$$$$') : text

/** A regular expression ends with a dollar sign that is none of a variable. */
const takesVariables = ({ before, typed }: Statement): boolean =>
  !/^[~^(]|^\*/.test(typed) && !NO_VARIABLES.test(before[0] ?? '') && !(before[0] === 'rewrite' && before.length === 1)

const NO_VARIABLES = /^(?:location|server_name|listen|upstream|include|load_module|user|env)$/

const STREAM = Context.stream | Context.streamServer | Context.streamUpstream

/** Lines of a `map` stand in no context of their own. */
const familyOf = (contexts: number, around: Statement['around']): VariableFamily =>
  around.some(({ name }) => name.text === 'stream') || (contexts !== 0 && (contexts & ~STREAM) === 0)
    ? 'stream'
    : 'http'

/** The directives that may stand in a block: those that its release knows, and of other modules where some are in use. */
function directivesIn(contexts: number, statement: Statement, view: View | undefined): readonly Suggestion[] {
  const release = view && releaseOf(view)
  const modules = view ? modulesIn(view.config) : NO_MODULES
  const items: Suggestion[] = []
  for (const name of directiveNames()) {
    const known = directivesNamed(name)!.find(each => each.contexts & contexts)
    if (!known || (known.module !== undefined && !modules.has(known.module)) || !isThere(known, release)) continue
    items.push({
      label: name,
      kind: known.block ? 'block' : 'directive',
      ...(statement.endsLine && { snippet: snippetOf(known, statement.document.doublesDollars ?? false) }),
      ...((known.gone !== undefined || known.replacement !== undefined) && { deprecated: true }),
      order: orderOf(known, contexts),
      about: { of: 'nginx', name, contexts: known.contexts },
    })
  }
  return items
}

/** The modules, none of nginx's own, of which something stands in a configuration. */
const modulesIn = once(({ directives }: Config): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const { name } of walk(directives)) {
    const variants = directivesNamed(name.text)
    const module = variants?.[0]?.module
    if (module !== undefined && variants!.every(each => each.module !== undefined)) found.add(module)
  }
  return found
})

const NO_MODULES: ReadonlySet<string> = new Set()

const isThere = ({ since, gone }: NginxDirective, release: string | undefined): boolean =>
  release === undefined ||
  !((since !== undefined && isBefore(release, since)) || (gone !== undefined && !isBefore(release, gone)))

/** What nearly every configuration has comes first. */
function orderOf({ name, gone, module, contexts }: NginxDirective, here: number): number {
  if (gone !== undefined || module !== undefined || contexts === ANYWHERE) return 7
  return COMMON.test(name) && here !== ANYWHERE ? 2 : 5
}

const COMMON =
  /^(?:server|location|upstream|http|events|listen|server_name|proxy_pass|proxy_set_header|proxy_read_timeout|proxy_connect_timeout|root|index|try_files|return|include|resolver|keepalive|fastcgi_pass|error_page|client_max_body_size|proxy_http_version|access_log|error_log)$/
