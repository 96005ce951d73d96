/** Who names whom in a configuration of nginx: upstreams, named locations, variables, zones, log formats. */

import { capturesIn, definedBy } from '../catalog/nginx-survey.ts'
import { ownOf } from '../syntax/own.ts'
import { once } from '../syntax/remembered.ts'
import { type Span, slice, stretch, type Word } from '../syntax/text.ts'
import { type Directive, walk } from '../syntax/tree.ts'
import { partsOf } from '../syntax/value.ts'
import { addressOf } from './address.ts'
import type { Config, Mode, Route } from './config.ts'
import { flowOf } from './nginx-flow.ts'
import { fragmentMode } from './nginx-servers.ts'
import { type NameKind, type Note, note } from './note.ts'

export const notesInNginx = (config: Config): readonly Note[] => [
  ...upstreamNotes(config),
  ...locationNotes(config),
  ...lineNotes(config),
]

/** By the routes of the model: a name that a `map` gives counts where it stands there. Upper and lower case are the same. */
function upstreamNotes({ upstreams, gateways, elsewhere }: Config): readonly Note[] {
  const keyOf = (mode: Mode, name: Word): string => `${mode} ${name.text.toLowerCase()}`
  const declared = upstreams.filter(upstream => upstream.declared)
  const routes = gateways.flatMap(gateway => gateway.routes.map(route => ({ route, mode: gateway.mode })))
  return [
    ...declared.map(({ mode, name }) => note('upstream', keyOf(mode, name), name, true)),
    ...routes.flatMap(({ route, mode }) => {
      const name = route.to.kind === 'upstream' ? route.to.name : nameElsewhere(route, elsewhere)
      return name ? [note('upstream', keyOf(mode, name), name)] : []
    }),
  ]
}

/** The name of an upstream that another file near by declares. */
function nameElsewhere({ to, directive }: Route, elsewhere: ReadonlySet<string>): Word | undefined {
  const word = directive.args[0]
  if (to.kind !== 'unknown' || !word || elsewhere.size === 0) return undefined
  const host = addressOf(slice(word, /^(?:[a-z]+:\/\/)?/i.exec(word.text)![0].length))?.host
  return host && elsewhere.has(host.text.toLowerCase()) ? host : undefined
}

/** A named location is known in its own server, and case counts. */
const locationNotes = (config: Config): readonly Note[] =>
  config.gateways.flatMap((gateway, index) => {
    const hasNames = gateway.scope.body.some(({ name, args }) => name.text === 'location' && isNamed(args[0]))
    const flow = hasNames ? flowOf(config, gateway) : undefined
    if (!flow) return []
    const own = flow.locations.flatMap(({ kind, directive }) => (kind === 'named' ? directive.args.slice(-1) : []))
    const jumps = flow.jumps.flatMap(({ goal, to }) => (goal.kind === 'location' && isNamed(to) ? [to] : []))
    return [...own.map(word => ({ word, declares: true })), ...jumps.map(word => ({ word, declares: false }))].map(
      ({ word, declares }) => note('named location', `${index} ${word.text}`, slice(word, 1), declares),
    )
  })

const isNamed = (word: Word | undefined): boolean => word?.text.startsWith('@') === true

/** What stands in lines, each by itself. The modules http and stream have variables and formats of their own. */
function lineNotes(config: Config): readonly Note[] {
  const { directives, context } = config
  const textOf = (file: string): string => config.documents.find(document => document.file === file)?.text ?? ''
  const notesOf = (directive: Directive, mode: Mode): readonly Note[] => {
    const { found, code } = linesIn(directive)
    return [...found, ...code.flatMap(at => inCode(at, textOf(at.file)))].map(({ kind, text, name, declares }) =>
      note(kind, kind === 'zone' ? text : `${mode} ${text}`, name, declares),
    )
  }
  const outside = context === undefined ? fragmentMode(directives) : 'http'
  return directives.flatMap(directive => {
    const mode = ownOf(MODULES, directive.name.text)
    return mode && directive.body ? directive.body.flatMap(inner => notesOf(inner, mode)) : notesOf(directive, outside)
  })
}

const MODULES: Readonly<Record<string, Mode>> = { http: 'http', stream: 'tcp' }

interface Found extends Pick<Note, 'kind' | 'name' | 'declares'> {
  readonly text: string
}

/** What a directive and all that it holds name, and the Lua code in it. */
const linesIn = once((directive: Directive): { readonly found: readonly Found[]; readonly code: readonly Span[] } => {
  const found: Found[] = []
  const code: Span[] = []
  const add = (kind: NameKind, name: Word, declares: boolean): void => {
    found.push({ kind, name, declares, text: kind === 'variable' ? name.text.toLowerCase() : name.text })
  }
  for (const each of walk([directive])) {
    variablesIn(each, (name, declares) => add('variable', name, declares))
    zonesIn(each, (name, declares) => add('zone', name, declares))
    const { name, args, lua } = each
    if (name.text === 'log_format' && args[0]) add('log format', args[0], true)
    if (name.text === 'access_log' && args[1] && !/[=$]/.test(args[1].text)) add('log format', args[1], false)
    if (lua) code.push(lua)
  }
  return { found, code }
})

type Tell = (name: Word, declares: boolean) => void

function variablesIn(directive: Directive, tell: Tell): void {
  const { name, args } = directive
  const defined = definedBy(directive)
  if (defined) tell(slice(defined, 1), true)
  for (const word of [name, ...args]) for (const group of capturesIn(word)) tell(group, true)
  for (const [index, word] of args.entries()) {
    if (word === defined || !word.text.includes('$') || isPattern(directive, index)) continue
    for (const part of partsOf(word)) {
      if (part.kind !== 'variable' || /^\d/.test(part.name)) continue
      const from = part.word.text.startsWith('${') ? 2 : 1
      tell(slice(part.word, from, from + part.name.length), false)
    }
  }
  if (/_by_lua$/.test(name.text)) {
    for (const word of args)
      for (const { index, length } of codeNames(word.text)) tell(slice(word, index, index + length), false)
  }
}

/** In a regular expression a dollar sign is the end of the text. */
const isPattern = ({ name, args }: Directive, index: number): boolean =>
  name.text === 'location' ||
  (name.text === 'rewrite' && index === 0) ||
  (name.text === 'if' && index === 2 && /~/.test(args[1]!.text)) ||
  (name.text === 'server_name' && args[index]!.text.startsWith('~'))

/** `ngx.var.name` and `ngx.var["name"]`. */
const codeNames = (code: string): readonly { readonly index: number; readonly length: number }[] =>
  Array.from(code.matchAll(/(\bngx\.var(?:\.|\[\s*["']))([A-Za-z_]\w*)/g), ({ index, 1: before, 2: name }) => ({
    index: index + before!.length,
    length: name!.length,
  }))

const inCode = (at: Span, text: string): readonly Found[] =>
  codeNames(text.slice(at.start, at.end)).map(({ index, length }) => {
    const start = at.start + index
    const name = { text: text.slice(start, start + length), at: stretch(at, start, start + length) }
    return { kind: 'variable', name, declares: false, text: name.text.toLowerCase() }
  })

/** All modules share one table of zones by name (ngx_shared_memory_add). */
function zonesIn({ name, args, body }: Directive, tell: Tell): void {
  const rule = ZONES.get(name.text)
  for (const [index, word] of rule && !body ? args.entries() : []) {
    const [, before, zone] = rule!.pattern.exec(word.text) ?? []
    if (!zone || zone === 'off' || zone.includes('$') || (rule!.first && index > 0)) continue
    tell(slice(word, before!.length, before!.length + zone.length), rule!.declares)
  }
}

const named = (pattern: RegExp, declares: boolean, first = false) => ({ pattern, declares, first })
const CACHES = ['proxy', 'fastcgi', 'uwsgi', 'scgi']

const ZONES: ReadonlyMap<string, ReturnType<typeof named>> = new Map([
  ['limit_req_zone', named(/^(zone=)([^:]+):/, true)],
  ['limit_conn_zone', named(/^(zone=)([^:]+):/, true)],
  ['limit_req', named(/^(zone=)(.+)$/, false)],
  ['limit_conn', named(/^()(.+)$/, false, true)],
  ['ssl_session_cache', named(/^(shared:)([^:]+):/, true)],
  ['zone', named(/^()(.+)$/, true, true)],
  ['keyval_zone', named(/^(zone=)([^:]+):/, true)],
  ['keyval', named(/^(zone=)(.+)$/, false)],
  ...CACHES.map(family => [`${family}_cache_path`, named(/^(keys_zone=)([^:]+):/, true)] as const),
  ...CACHES.flatMap(family =>
    [`${family}_cache`, `${family}_cache_purge`].map(name => [name, named(/^()(.+)$/, false, true)] as const),
  ),
])
