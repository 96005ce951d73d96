/** The locations of an nginx server, and which of them takes a URI. */
import { once } from '../syntax/remembered.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Scope } from './config.ts'
import { type UriPattern, uriPattern } from './uri-pattern.ts'

/** How a location says what it takes: `=`, nothing, `^~`, `~` or `~*`, `@`. */
export type LocationKind = 'exact' | 'prefix' | 'final prefix' | 'regex' | 'named'

/** One `location` of a server. */
export interface Location {
  readonly directive: Directive
  readonly scope: Scope
  readonly kind: LocationKind
  /** The URI, the expression or the name, without what stands in front. */
  readonly name: string
  /** Of a `regex`. */
  readonly pattern: UriPattern | undefined
  readonly inner: readonly Location[]
}

/** Which location takes a URI. */
export type Taken =
  | { readonly kind: 'location'; readonly location: Location }
  /** None: it is the `server` block itself that answers. */
  | { readonly kind: 'server' }
  | { readonly kind: 'unknown' }

/** The locations that stand in a block, with those nested in them, in the order of the text. */
export function locationsIn(scope: Scope, depth = 0): readonly Location[] {
  if (depth > DEEPEST) return []
  return scope.body.flatMap(directive => {
    const { name, args, body } = directive
    if (name.text !== 'location' || !body || args.length === 0) return []
    const own: Scope = { block: directive, body, outer: scope }
    return { directive, scope: own, ...matchOf(directive), inner: locationsIn(own, depth + 1) }
  })
}

/** Deeper than any real configuration: what lies below is left out. */
const DEEPEST = 50

/** All locations, each before those that are nested in it. */
export const allOf = (locations: readonly Location[]): readonly Location[] =>
  locations.flatMap(location => [location, ...allOf(location.inner)])

/** The mark stands by itself, or at the front of the only argument (ngx_http_core_location). */
const matchOf = once(({ args }: Directive): Pick<Location, 'kind' | 'name' | 'pattern'> => {
  const [first, second] = args
  const [, mark, rest] = second ? ['', first!.text, second.text] : /^(=|\^~|~\*|~)?(.*)$/s.exec(first!.text)!
  if (!mark) return { kind: rest!.startsWith('@') ? 'named' : 'prefix', name: rest!, pattern: undefined }
  const kind: LocationKind = mark === '=' ? 'exact' : mark === '^~' ? 'final prefix' : 'regex'
  return { kind, name: rest!, pattern: kind === 'regex' ? uriPattern(rest!, mark === '~*') : undefined }
})

/**
 * Which location takes a literal URI (ngx_http_core_find_location): the exact one, or else the longest prefix with what is nested in
 * it, unless an expression of the same level matches, the first that does; behind `^~` none is tried.
 */
export function takenBy(locations: readonly Location[], uri: string): Taken {
  const found = search(locations, uri)
  if (found === 'unknown') return { kind: 'unknown' }
  return found ? { kind: 'location', location: found.location } : { kind: 'server' }
}

/** `final`: no expression further out is tried. */
type Found = { readonly location: Location; readonly final: boolean } | 'unknown' | undefined

function search(locations: readonly Location[], uri: string): Found {
  let prefix: Location | undefined
  for (const location of locations) {
    const { kind, name } = location
    if (kind === 'exact' && name === uri) return { location, final: true }
    if (kind !== 'prefix' && kind !== 'final prefix') continue
    // It may be answered with a redirect to the URI with its slash (clcf->auto_redirect).
    if (name === `${uri}/` && location.scope.body.some(each => each.name.text.endsWith('_pass'))) return 'unknown'
    if (uri.startsWith(name) && (!prefix || name.length > prefix.name.length)) prefix = location
  }
  const nested = prefix && search(prefix.inner, uri)
  if (nested === 'unknown' || nested?.final) return nested
  const static_ = nested ?? (prefix && { location: prefix, final: false })
  if (prefix?.kind === 'final prefix') return static_
  for (const location of locations) {
    if (location.kind !== 'regex') continue
    const fits = location.pattern?.(uri)
    if (fits === undefined) return 'unknown'
    if (!fits) continue
    const inner = search(location.inner, uri)
    return inner === 'unknown' ? inner : { location: inner?.location ?? location, final: true }
  }
  return static_
}
