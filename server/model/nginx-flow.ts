/** Where a request can go within an nginx server once a location has it: error pages, `try_files`, rewrites, subrequests. */
import { once } from '../syntax/remembered.ts'
import { scatteredAt, slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config, Gateway, Scope } from './config.ts'
import { effective } from './effective.ts'
import { allOf, type Location, locationsIn, takenBy } from './nginx-locations.ts'
import { mayHold } from './nginx-stock.ts'
import { occurs } from './occurrences.ts'
import { outwards } from './scope.ts'

/** The directives that send a request, or a copy of it, to another location. */
export const jumpKinds = [
  'error_page',
  'try_files',
  'rewrite',
  'index',
  'auth_request',
  'mirror',
  'post_action',
  'add_before_body',
  'add_after_body',
] as const
export type JumpKind = (typeof jumpKinds)[number]

/** One way from a location to another one of the same server. */
export interface Jump {
  readonly kind: JumpKind
  /** The directive in force there; it may stand further out. */
  readonly directive: Directive
  /** Undefined for requests that no location takes, and for `rewrite` before a location is looked for. */
  readonly from: Location | undefined
  /** The URI or the `@name`, as written, without arguments. */
  readonly to: Word
  readonly goal: Goal
}

export type Goal =
  | { readonly kind: 'location'; readonly location: Location }
  /** No location takes it: the `server` block itself answers. */
  | { readonly kind: 'server' }
  /** The server has no location of that name: "could not find named location", 500 (ngx_http_named_location). */
  | { readonly kind: 'missing' }
  /** Variables, an expression that cannot be read, an include that is not there. */
  | { readonly kind: 'unknown' }

/** What is known of the ways within one server. */
export interface Flow {
  /** Those of the outermost level. */
  readonly locations: readonly Location[]
  readonly jumps: readonly Jump[]
  /** The jumps to a location; those to its URIs as far as they are literal. */
  jumpsTo(location: Location): readonly Jump[]
  /** Where a URI of this server leads, or an `@name`. */
  goalOf(uri: string): Goal
}

/** The ways within one server of the http module; undefined for anything else. Found once for each server. */
export function flowOf(config: Config, gateway: Gateway): Flow | undefined {
  if (config.dialect !== 'nginx' || gateway.mode !== 'http' || gateway.directive.name.text !== 'server')
    return undefined
  const known = flows.get(gateway)
  if (known && known.complete === config.complete) return known.flow
  const flow = flowThrough(config, gateway.scope)
  flows.set(gateway, { complete: config.complete, flow })
  return flow
}

/** An edit that brings a missing file changes what is complete. */
const flows = new WeakMap<Gateway, { readonly complete: boolean; readonly flow: Flow }>()

/** The location in which a route, or anything else, stands. */
export function locationAround({ locations }: Flow, scope: Scope): Location | undefined {
  const blocks = [...outwards(scope)].map(({ block }) => block)
  const block = blocks.find(block => block?.name.text === 'location')
  return block && byBlock(locations).get(block)
}

const byBlock = once(
  (locations: readonly Location[]): ReadonlyMap<Directive, Location> =>
    new Map(allOf(locations).map(location => [location.directive, location])),
)

/**
 * How requests get to a location: `request` for those of clients, and the jumps that lead to it. What is `internal`, or has a name, no
 * client gets to; an `X-Accel-Redirect` of a target may always.
 */
export function arrivalsAt(config: Config, flow: Flow, location: Location): ReadonlySet<JumpKind | 'request'> {
  const isHidden = location.kind === 'named' || effective(config, location.scope, 'internal').directive !== undefined
  return new Set([...(isHidden ? [] : ['request' as const]), ...flow.jumpsTo(location).map(({ kind }) => kind)])
}

function flowThrough(config: Config, server: Scope): Flow {
  const locations = locationsIn(server)
  const all = allOf(locations)
  const isOpen = [server, ...all.map(({ scope }) => scope)].some(({ body }) =>
    body.some(each => each.name.text === 'include' && mayHold(config, each, 'location')),
  )
  const goals = new Map<string, Goal>()
  const goalOf = (uri: string): Goal => {
    const known = goals.get(uri) ?? (uri.startsWith('@') ? named(uri) : taken(uri))
    goals.set(uri, known)
    return known
  }
  const taken = (uri: string): Goal => (isOpen ? UNKNOWN : takenBy(locations, uri))
  /** Only locations of the outermost level have a name, and case counts. */
  const named = (name: string): Goal => {
    const location = locations.find(each => each.kind === 'named' && each.name === name)
    return location ? { kind: 'location', location } : isOpen ? UNKNOWN : { kind: 'missing' }
  }
  const places = [{ scope: server, from: undefined }, ...all.map(from => ({ scope: from.scope, from }))]
  const kinds = jumpKinds.filter(kind => occurs(config, kind))
  const jumps = places.flatMap(({ scope, from }) =>
    waysFrom(config, kinds, scope, from).map(
      ({ kind, directive, to }): Jump => ({
        kind,
        directive,
        from,
        to,
        goal: to.text.includes('$') ? UNKNOWN : goesByName(kind) ? goalOf(to.text) : taken(to.text),
      }),
    ),
  )
  const to = new Map<Location, Jump[]>()
  for (const jump of jumps) {
    if (jump.goal.kind !== 'location') continue
    const known = to.get(jump.goal.location)
    if (known) known.push(jump)
    else to.set(jump.goal.location, [jump])
  }
  return { locations, jumps, jumpsTo: location => to.get(location) ?? [], goalOf }
}

const UNKNOWN: Goal = { kind: 'unknown' }

/** To the others `@name` is a URI like any other (the callers of ngx_http_named_location). */
const goesByName = (kind: JumpKind): boolean => /^(?:error_page|try_files|post_action)$/.test(kind)

type Way = Pick<Jump, 'kind' | 'directive' | 'to'>

/** What is in force in a block, and in the `if`s of it. */
function waysFrom(
  config: Config,
  kinds: readonly JumpKind[],
  scope: Scope,
  from: Location | undefined,
): readonly Way[] {
  const ifs = scope.body.filter(({ name, body }) => name.text === 'if' && body)
  const places = [scope, ...ifs.map((block): Scope => ({ block, body: block.body!, outer: scope }))]
  const directives = new Set(places.flatMap(place => kinds.flatMap(kind => effective(config, place, kind).directives)))
  return [...directives].flatMap(directive => {
    const kind = directive.name.text as JumpKind
    return goalsOf(kind, directive, scope, from).map(to => ({ kind, directive, to }))
  })
}

/** What a directive names: none for a status, an address of another server, `off`. */
function goalsOf(kind: JumpKind, { args }: Directive, scope: Scope, from: Location | undefined): readonly Word[] {
  const last = args.at(-1)
  if (!last) return []
  switch (kind) {
    case 'error_page':
      return args.length > 1 && /^[@/$]/.test(last.text) ? [path(last)] : []
    case 'try_files':
      return args.length > 1 && !last.text.startsWith('=') ? [path(last)] : []
    case 'rewrite':
      return rewritten(args)
    case 'index':
      return from && !HANDLED.test(scope.body.map(({ name }) => name.text).join(' ')) ? indexes(args, from) : []
    default:
      return last.text === 'off' ? [] : [last]
  }
}

/** Whether one of the directives of a location answers by itself: no file is looked for. */
const HANDLED = /(?:^| )(?:\w+_pass|return|empty_gif|stub_status|flv|mp4|perl|js_content|content_by_lua\w*)(?: |$)/

/** A change of the URI leads to the location that takes the new one, but for `break` and redirects (ngx_http_rewrite). */
function rewritten([, replacement, flag]: readonly Word[]): readonly Word[] {
  if (!replacement || (flag && flag.text !== 'last') || /^(?:https?:\/\/|\$scheme)/.test(replacement.text)) return []
  return [path(replacement)]
}

/** For a URI with `/` at its end the index files are looked for, and one that is there is asked for anew (ngx_http_index_handler). */
function indexes(files: readonly Word[], { kind, name }: Location): readonly Word[] {
  return files.flatMap(file => {
    if (file.text.startsWith('/')) return [file]
    if (!/^(?:exact|prefix|final prefix)$/.test(kind) || !name.endsWith('/')) return []
    return [{ text: name + file.text, at: scatteredAt(file.at) }]
  })
}

/** Without the arguments: they do not count for locations. */
function path(word: Word): Word {
  const end = word.text.indexOf('?')
  return end < 0 ? word : slice(word, 0, end)
}
