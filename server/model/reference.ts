/** What the author of a name had in mind: an upstream of this file, or a host. */
import { nearest } from '../syntax/nearest.ts'
import { once } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'
import { isLabel } from './address.ts'
import type { Config, Route, Upstream } from './config.ts'

/**
 * The name in a pass that looks like the name of an upstream but is none: one label, no port, no variable.
 * Undefined for anything else.
 */
export function upstreamName({ to }: Route): Word | undefined {
  if (to.kind === 'undeclared') return to.name
  if (to.kind !== 'direct' || to.dynamic || !isLabel(to.name.text)) return undefined
  return to.upstream.targets.some(({ port }) => port) ? undefined : to.name
}

/** The declared upstream or backend whose name comes nearest to a name that is none. Names that would end an address are not meant. */
export const nearestUpstream = ({ upstreams }: Config, name: Word): Word | undefined =>
  nearest(name.text, declaredIn(upstreams))

const declaredIn = once((upstreams: readonly Upstream[]): readonly Word[] =>
  upstreams.filter(({ declared, name }) => declared && /^[\w.-]+$/.test(name.text)).map(({ name }) => name),
)

/** Whether a name without a port must be an upstream's: only `proxy_pass` knows a default port. */
export const needsPort = ({ protocol }: Route): boolean => /^(?:grpcs?|fastcgi|uwsgi|scgi|memcached)$/.test(protocol)
