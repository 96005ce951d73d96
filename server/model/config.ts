/** What a gateway's configuration means, whichever dialect says it: gateway → route → upstream → target, each part with the place where it was written. */
import { groupedBy } from '../syntax/grouped.ts'
import { gatheringFrom, indexing } from '../syntax/indexed.ts'
import { once } from '../syntax/remembered.ts'
import { gatheringAlone, joined } from '../syntax/runs.ts'
import type { Span, Word } from '../syntax/text.ts'
import type { Dialect, Directive, Document } from '../syntax/tree.ts'

/** One configuration, as one server process would load it: the main file and all that it includes. */
export interface Config {
  readonly dialect: Dialect
  /** The main file first. */
  readonly documents: readonly Document[]
  /** All directives, those of included files in the place of their `include`. */
  readonly directives: readonly Directive[]
  /** The block in which the outermost directives stand: `main` for a whole file, `http` for the files of a stock `conf.d`; undefined where it is not known. */
  readonly context: string | undefined
  /** The main context is here and every include was found: a name that is not declared here is declared nowhere. */
  readonly complete: boolean
  readonly gateways: readonly Gateway[]
  readonly upstreams: readonly Upstream[]
  /** Names of upstreams or backends that other files near by declare, lower case for nginx: they may belong to this configuration too. */
  readonly elsewhere: ReadonlySet<string>
  /** What the reading of includes found: a cycle, a file that must be there and is not. */
  readonly problems: readonly ConfigProblem[]
  /** Every `include` that was followed. */
  readonly inclusions: readonly Inclusion[]
}

/** The files that one `include` puts in its place. */
export interface Inclusion {
  readonly pattern: Word
  readonly documents: readonly Document[]
}

export interface ConfigProblem {
  readonly message: string
  readonly at: Span
}

/** A block with the blocks around it; of HAProxy, a section. */
export interface Scope {
  readonly block: Directive | undefined
  readonly body: readonly Directive[]
  readonly outer: Scope | undefined
}

/** An nginx `server`, an HAProxy `frontend`, or the listening half of a `listen`. */
export interface Gateway {
  readonly name: Word
  readonly directive: Directive
  /** Its block; of nginx, with the lines of the blocks around it. */
  readonly scope: Scope
  readonly listens: readonly Listen[]
  readonly routes: readonly Route[]
  /** HAProxy only: how long a client may be silent. */
  readonly clientTimeout?: Setting | undefined
  /** `http` or `tcp` (nginx: the stream module). */
  readonly mode: Mode
  /** HAProxy: the `defaults` section whose values are in force here. */
  readonly defaults?: Directive | undefined
  /** HAProxy: it stands between `.if` and `.endif`, so that it may not be there. */
  readonly conditional?: boolean
}

export type Mode = 'http' | 'tcp'

export interface Listen {
  /** Undefined for a unix socket or where it is not known. */
  readonly port: number | undefined
  /** nginx: the address as the server reads it; absent where it is not known before that. */
  readonly text?: string
  readonly at: Span
}

/** What a gateway speaks to a target. */
export type Protocol = 'http' | 'https' | 'grpc' | 'grpcs' | 'fastcgi' | 'uwsgi' | 'scgi' | 'memcached' | 'tcp' | 'tls'

/** One way that a request can go: a `*_pass` or a `use_backend`, with all values that are in force there. */
export interface Route {
  /** The location or condition, as written. */
  readonly match: string
  /** The directive that sends the request on. */
  readonly directive: Directive
  /** Where that stands; of nginx, with the lines of the blocks around it: `effective` tells what is in force there. */
  readonly scope: Scope
  readonly protocol: Protocol
  /** The scheme as written ("http://"), where there is one. */
  readonly scheme: Word | undefined
  readonly to: Destination
  readonly timeouts: Timeouts
  /** nginx: the `resolver` in force; absent where none is. */
  readonly resolver: Directive | undefined
  /** HAProxy: it stands between `.if` and `.endif`, so that it may not be there. */
  readonly conditional?: boolean
}

/** Where a route leads. */
export type Destination =
  /** A declared upstream or backend. */
  | { readonly kind: 'upstream'; readonly name: Word; readonly upstream: Upstream; readonly dynamic: boolean }
  /** An address written in place: an upstream of one target. */
  | { readonly kind: 'direct'; readonly name: Word; readonly upstream: Upstream; readonly dynamic: boolean }
  /** HAProxy: a backend that this configuration does not declare. */
  | { readonly kind: 'undeclared'; readonly name: Word }
  /** Not known before a request comes. */
  | { readonly kind: 'unknown' }

/** An nginx `upstream`, an HAProxy `backend` or the serving half of a `listen`, or an address written in place. */
export interface Upstream {
  readonly name: Word
  readonly declared: boolean
  readonly targets: readonly Target[]
  readonly directive: Directive
  readonly mode: Mode
  /** HAProxy only; nginx has them on the route. */
  readonly timeouts?: Timeouts
  /** HAProxy: the `defaults` section whose values are in force here. */
  readonly defaults?: Directive | undefined
  /** HAProxy: it stands between `.if` and `.endif`, so that it may not be there. */
  readonly conditional?: boolean
}

/** One address that requests go to. */
export interface Target {
  readonly host: Word
  /** As written; undefined where the default is meant. */
  readonly port: Word | undefined
  /** The port that is really asked: written, or the protocol's default; undefined where not known (HAProxy: the client's). */
  readonly portNumber: number | undefined
  /** Host and port together. */
  readonly at: Span
  readonly directive: Directive
  /** HAProxy: the server line has `ssl`. */
  readonly tls: boolean
  /** The words after the address: nginx parameters ("weight=2"), HAProxy options ("check", "ssl"). */
  readonly options: readonly Word[]
  /** The name is looked up per request (a variable, or `resolve`), not at start. */
  readonly dynamic: boolean
  /** Not in use: marked `down` or `disabled`. */
  readonly down: boolean
  /** HAProxy: it stands between `.if` and `.endif`, so that it may not be there. */
  readonly conditional?: boolean
  /** HAProxy: a `default-server` above it stands so: the options may be others. */
  readonly openOptions?: boolean
}

/** The directive that asks a target, where its address was written in another file, as in a container's environment. */
export const askedFrom = ({ host, directive }: Target): readonly { readonly at: Span; readonly message: string }[] =>
  host.at.file === directive.at.file ? [] : [{ at: directive.at, message: 'It is asked here' }]

/** A value that is in force, and where it was written. */
export interface Setting {
  readonly directive: Directive
  readonly value: Word
  /** In milliseconds; undefined where it is a variable or no time. */
  readonly ms: number | undefined
}

/** How long the gateway waits for a target. Absent: the server's own default is in force. */
export interface Timeouts {
  readonly connect?: Setting | undefined
  /** Silence of the target: nginx `*_read_timeout`, HAProxy `timeout server`. */
  readonly read?: Setting | undefined
  readonly send?: Setting | undefined
}

/** Every target once, with the routes that lead to it. */
export interface Hop {
  readonly target: Target
  readonly upstream: Upstream
  readonly routes: readonly Route[]
}

/**
 * Every target of a configuration, with the routes that lead to it; none for an upstream that nobody uses. Found once for each
 * configuration, and each is the very same as before where an edit leaves it alone. One that may not be there is left out: nobody knows
 * whether it is asked.
 */
export const hops = (config: Config): readonly Hop[] => flat(hopLists(config))

const flat = once(gatheringAlone((hops: readonly Hop[]) => hops))

/** The same, those of one upstream together: a list is the very same as before where an edit leaves all of it alone. */
export const hopLists = once((config: Config) => listsOf(config.upstreams, byUpstream(config.gateways), undefined))

/** The upstreams that a route leads to, and of which a target is surely there. */
export const usedUpstreams = (config: Config): readonly Upstream[] => used(hopLists(config))

const used = once(gatheringAlone(([hop]: readonly Hop[]) => (hop && hop.routes.length > 0 ? [hop.upstream] : [])))

const upstreamsOf = ({ to }: Route): readonly Upstream[] =>
  to.kind === 'upstream' || to.kind === 'direct' ? [to.upstream] : []

const byTarget = once(({ routes }: Gateway) => groupedBy(routes, upstreamsOf))

const byUpstream = indexing((gateway: Gateway) => byTarget(gateway).keys())

const listsOf = gatheringFrom(
  () => [],
  (upstream: Upstream, ask: (upstream: Upstream) => readonly Gateway[]): readonly (readonly Hop[])[] => {
    return [hopsOf(upstream, joined(ask(upstream).map(gateway => byTarget(gateway).get(upstream)!)))]
  },
)

function hopsOf(upstream: Upstream, routes: readonly Route[]): readonly Hop[] {
  const before = hopsBefore.get(upstream)
  if (
    before &&
    before.routes.length === routes.length &&
    before.routes.every((route, index) => route === routes[index])
  )
    return before.hops
  const hops = upstream.targets
    .filter(({ conditional }) => !conditional)
    .map((target): Hop => ({ target, upstream, routes }))
  hopsBefore.set(upstream, { routes, hops })
  return hops
}

const hopsBefore = new WeakMap<Upstream, { readonly routes: readonly Route[]; readonly hops: readonly Hop[] }>()
