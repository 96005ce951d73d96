/** The blocks of an nginx configuration, as the checks see them, and how a check speaks. */
import { ownOf } from '../syntax/own.ts'
import type { Span } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Fault, FaultKind } from './fault.ts'
import { ANYWHERE, Context, directivesNamed } from './nginx.ts'

/** A block with those around it. */
export interface Block {
  /** Undefined for the outermost level. */
  readonly directive: Directive | undefined
  readonly body: readonly Directive[]
  /** What it can be: bits of {@link Context}, one where that is known. */
  readonly contexts: number
  readonly outer: Block | undefined
}

/** Tells a fault; it is refused and has no fix where nothing else is said. */
export type Report = (
  kind: FaultKind,
  at: Span,
  message: string,
  more?: Partial<Pick<Fault, 'refused' | 'fixes' | 'related'>>,
) => void

/** What the body of a block is, for every context in which the block stands. */
const BODIES: Readonly<Record<string, readonly (readonly [outside: number, inside: number])[]>> = {
  http: [[Context.main, Context.http]],
  events: [[Context.main, Context.events]],
  stream: [[Context.main, Context.stream]],
  mail: [[Context.main, Context.mail]],
  server: [
    [Context.http, Context.server],
    [Context.stream, Context.streamServer],
    [Context.mail, Context.mailServer],
  ],
  upstream: [
    [Context.http, Context.upstream],
    [Context.stream, Context.streamUpstream],
  ],
  location: [[Context.server | Context.location, Context.location]],
  if: [
    [Context.server, Context.ifInServer],
    [Context.location, Context.ifInLocation],
  ],
  limit_except: [[Context.location, Context.limitExcept]],
}

/** What can stand in the body of a block; 0 where its lines are no directives, as those of a `map`. */
export function contextsInside(name: string, contexts: number): number {
  const bodies = Object.hasOwn(BODIES, name) ? BODIES[name]! : []
  let inside = 0
  let anywhere = 0
  for (const [from, to] of bodies) {
    if (contexts & from) inside |= to
    anywhere |= to
  }
  return inside || anywhere
}

/** The context of a configuration by its name, as the model gives it. */
const NAMED: Readonly<Record<string, number>> = {
  main: Context.main,
  events: Context.events,
  http: Context.http,
  server: Context.server,
  location: Context.location,
  upstream: Context.upstream,
  stream: Context.stream,
  mail: Context.mail,
}

/**
 * The contexts of the outermost level. Where it is not told, it is whatever takes the most of what stands there: what one
 * context cannot hold is refused wherever the file is included. Where several take as much, what the blocks hold decides.
 */
export function outermost(context: string | undefined, body: readonly Directive[]): number {
  const named = context === undefined ? undefined : ownOf(NAMED, context)
  if (named !== undefined) return named
  const votes = new Array<number>(BITS).fill(0)
  for (const directive of body) vote(directive, bit => 1 << bit, votes)
  const shallow = winners(votes, ANYWHERE)
  const deep = new Array<number>(BITS).fill(0)
  for (const { name, body: block = [] } of body) {
    for (const inner of block) vote(inner, bit => contextsInside(name.text, 1 << bit), deep)
  }
  return winners(deep, shallow)
}

const BITS = 14

/** Adds one for every context that takes a directive; `inside` says which one to ask in its place. */
function vote({ name, body }: Directive, inside: (bit: number) => number, votes: number[]): void {
  const isBlock = body !== undefined
  const variants = directivesNamed(name.text)?.filter(({ block }) => block === undefined || block === isBlock) ?? []
  for (let bit = 0; bit < BITS; bit++) {
    const contexts = inside(bit)
    if (variants.some(variant => variant.contexts & contexts)) votes[bit]!++
  }
}

/** Those of some contexts that have the most votes. */
function winners(votes: readonly number[], among: number): number {
  const most = Math.max(...votes.filter((_, bit) => among & (1 << bit)))
  return votes.reduce((bits, count, bit) => (count === most ? bits | (1 << bit) : bits), 0) & among
}
