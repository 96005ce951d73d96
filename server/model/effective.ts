/** What is in force at a place of an nginx configuration: which level gives it, and what further out it cuts off. */
import { Context, directivesNamed, type NginxDirective } from '../catalog/nginx.ts'
import { once } from '../syntax/remembered.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config, Scope } from './config.ts'
import { mayHold, stockMainSets } from './nginx-stock.ts'
import { modeOf, outwards } from './scope.ts'

/** A directive as it counts at one place. */
export interface Effective {
  /** The entries that count, in the order of the text; none where no level has one. */
  readonly directives: readonly Directive[]
  /** The last of them: of a directive that may stand only once, the one. */
  readonly directive: Directive | undefined
  /** The block that gives them; the innermost, where `merge` brings several together. */
  readonly scope: Scope | undefined
  /** The name of that block: `location`, `server`, `http`, `if`, … `main` for none. */
  readonly level: string | undefined
  /** Entries of levels further out, the nearest first. They do not count here. */
  readonly cutOff: readonly Directive[]
  /** Nothing that was not read can say otherwise: no missing include, and no `http` block around a fragment. */
  readonly certain: boolean
  /** The first argument in force, as written, or else nginx's own default; undefined where that is no constant, or nothing is certain. */
  readonly value: string | undefined
}

/**
 * What counts of a directive in a block. A level that has entries of its own takes none of those around it, be it one value or a list
 * (the `ngx_http_*_merge_loc_conf` of each module); an `if` and a `limit_except` are levels within their location.
 */
export function effective(config: Config, scope: Scope, name: string): Effective {
  // What the blocks around hold is the same for a scope as long as their lines are: a block among them may be another one.
  if (name === 'types') return found(config, scope, name)
  const here = known(scope, config)
  const answer = here.get(name) ?? found(config, scope, name)
  here.set(name, answer)
  return answer
}

/**
 * `once` for a function of one part of a configuration that looks at nothing else but what is in force there. A server, a route and its
 * scope are other ones when something in force there may be.
 */
export function onceInForce<Part extends object, Found>(
  find: (part: Part, config: Config) => Found,
): (part: Part, config: Config) => Found {
  const kept = new WeakMap<Part, Pick<Config, 'complete' | 'context'> & { readonly found: Found }>()
  return (part, config) => {
    const { complete, context } = config
    const before = kept.get(part)
    if (before && before.complete === complete && before.context === context) return before.found
    const now = find(part, config)
    kept.set(part, { complete, context, found: now })
    return now
  }
}

const known = onceInForce((_scope: Scope) => new Map<string, Effective>())

function found(config: Config, scope: Scope, name: string): Effective {
  const names = TOGETHER.get(name) ?? [name]
  const directives: Directive[] = []
  const cutOff: Directive[] = []
  let giving: Scope | undefined
  let certain = true
  let holds = true
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    const own = entriesIn(level.body, names)
    if (!holds) {
      cutOff.push(...own)
      continue
    }
    directives.push(...own)
    if (own.length > 0) giving ??= level
    if (unread(config, level, names) && !(own.length > 0 && isOnce(name))) certain = false
    holds = inherits(level, own.length > 0, name)
  }
  if (holds && giving === undefined) certain &&= isWholeAround(config, name)
  const directive = directives.at(-1)
  return {
    directives,
    directive,
    scope: giving,
    level: giving && (giving.block?.name.text ?? config.context ?? 'main'),
    cutOff,
    certain,
    value: certain ? (directive ? directive.args[0]?.text : defaultOf(scope, name)) : undefined,
  }
}

const ACCESS = ['allow', 'deny']
const FILES = ['root', 'alias']

/** Directives whose entries make one list, or one value (ngx_http_access_merge_loc_conf, ngx_http_core_merge_loc_conf). */
const TOGETHER: ReadonlyMap<string, readonly string[]> = new Map([
  ['allow', ACCESS],
  ['deny', ACCESS],
  ['root', FILES],
  ['alias', FILES],
])

/**
 * What is not merged at all: a handler is its location's, `try_files` too (ngx_http_try_files_module has no merge), and what the
 * rewrite module runs stands where it is (ngx_http_rewrite_merge_loc_conf).
 */
const NOT_INHERITED =
  /^(?:\w+_pass|try_files|set|return|rewrite|break|if|limit_except|empty_gif|stub_status|flv|mp4|perl|js_content|content_by_lua\w*|server_name|listen)$/

/** Whether what a block says of it holds in the blocks within. */
export const isInherited = (name: string): boolean => !NOT_INHERITED.test(name)

/** Whether the level around counts, too. A handler holds in the blocks `if` and `limit_except` of its location (ngx_http_proxy_merge_loc_conf). */
function inherits(level: Scope, hasOwn: boolean, name: string): boolean {
  if (NOT_INHERITED.test(name))
    return !hasOwn && name.endsWith('_pass') && /^(?:if|limit_except)$/.test(level.block?.name.text ?? '')
  const how = inheritanceOf(level, name)
  return how === 'merge' || (!hasOwn && how !== 'off' && !isDisplaced(level, name))
}

/** A level that stores what targets answer does not cache, and the other way round (ngx_http_proxy_merge_loc_conf and its kin). */
function isDisplaced({ body }: Scope, name: string): boolean {
  const [, family, what] = /^(proxy|fastcgi|uwsgi|scgi)_(cache|store)$/.exec(name) ?? []
  const other = what && entriesOf(body, `${family}_${what === 'cache' ? 'store' : 'cache'}`).at(-1)
  return other !== undefined && other !== '' && other.args[0]?.text !== 'off'
}

/** Since 1.29.3 headers can be told to add up, or not to be taken over (ngx_http_headers_merge_conf). */
function inheritanceOf(level: Scope, name: string): string | undefined {
  if (name !== 'add_header' && name !== 'add_trailer') return undefined
  for (const { body } of outwards(level)) {
    const told = entriesOf(body, `${name}_inherit`).at(-1)
    if (told) return told.args[0]?.text
  }
  return undefined
}

const entriesIn = (body: readonly Directive[], names: readonly string[]): readonly Directive[] =>
  names.length === 1 ? entriesOf(body, names[0]!) : names.flatMap(name => entriesOf(body, name))

const entriesOf = (body: readonly Directive[], name: string): readonly Directive[] => byName(body).get(name) ?? NONE

const NONE: readonly Directive[] = []

const byName = once((body: readonly Directive[]): ReadonlyMap<string, readonly Directive[]> => {
  const found = new Map<string, Directive[]>()
  for (const directive of body) {
    const known = found.get(directive.name.text)
    if (known) known.push(directive)
    else found.set(directive.name.text, [directive])
  }
  return found
})

/** Something that was not read stands in a block, and may hold one of the names. */
const unread = (config: Config, { body }: Scope, names: readonly string[]): boolean =>
  entriesOf(body, 'include').some(include => names.some(name => mayHold(config, include, name)))

/** All levels are here; of a stock main file it is known what it holds. */
const isWholeAround = ({ context }: Config, name: string): boolean =>
  context === 'main' || (context === 'http' && !stockMainSets(name))

const HTTP = Context.http | Context.server | Context.location
const STREAM = Context.stream | Context.streamServer

const isOnce = (name: string): boolean => directivesNamed(name)?.every(({ once }) => once) ?? false

function defaultOf(scope: Scope, name: string): string | undefined {
  const family = modeOf(scope) === 'tcp' ? STREAM : HTTP
  const fits = ({ contexts }: NginxDirective): boolean => (contexts & family) !== 0
  return directivesNamed(name)?.find(fits)?.default
}
