/** Where directives of a name stand in a configuration, so that no rule walks the whole of it. */
import { once } from '../syntax/remembered.ts'
import { gatheringAlone, summing } from '../syntax/runs.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config } from './config.ts'
import type { Scope } from './scope.ts'

/** A directive, or a line of an HAProxy section, in the block where it stands. */
export interface Occurrence {
  readonly directive: Directive
  /** Its block, or its section, with the blocks around; `inForce` of `scope.ts` looks up what holds there. */
  readonly scope: Scope
}

/** Every directive of that name, in the order of the text, blocks as well as lines. What stands in a block is known as long as nobody edits it. */
export function occurrences(config: Config, name: string): readonly Occurrence[] {
  const { places, known } = indexOf(config)
  const before = known.get(name)
  if (before) return before
  const all = occurs(config, name) ? places.flatMap(place => foundIn(place, gatherer(name))) : []
  known.set(name, all)
  return all
}

/** Of these, those for which something holds that the directive alone decides: looked at once, as long as nobody edits near by. */
export function occurrencesWhere(
  name: string,
  holds: (directive: Directive) => boolean,
): (config: Config) => readonly Occurrence[] {
  const gather = gatheringAlone((block: Directive) => insideOf(block, name).filter(({ directive }) => holds(directive)))
  return config => indexOf(config).places.flatMap(place => foundIn(place, gather))
}

/** Whether there is any directive of one of those names. */
export function occurs(config: Config, ...names: readonly string[]): boolean {
  const index = indexOf(config)
  index.names ??= index.places.flatMap(({ directives }) => namesIn(directives))
  return index.names.some(known => names.some(name => known.has(name)))
}

/** How many directives of that name there are. */
export const countOf = (config: Config, name: string): number =>
  occurs(config, name)
    ? indexOf(config).places.reduce((sum, { directives }) => sum + gatherer(name)(directives).length, 0)
    : 0

function gatherer(name: string): Gather {
  const known = gatherers.get(name) ?? gatheringAlone((directive: Directive) => insideOf(directive, name))
  gatherers.set(name, known)
  return known
}

/** Rules ask for few names. */
const gatherers = new Map<string, Gather>()

type Gather = (directives: readonly Directive[]) => readonly Inside[]

const foundIn = (place: Place, gather: Gather): readonly Occurrence[] =>
  gather(place.directives).map(({ directive, around }) => new Found(directive, around, place))

function indexOf(config: Config): Index {
  const known = indexes.get(config)
  if (known) return known
  const index: Index = { places: placesOf(config.directives), known: new Map(), names: undefined }
  indexes.set(config, index)
  return index
}

interface Index {
  readonly places: readonly Place[]
  readonly known: Map<string, readonly Occurrence[]>
  /** The names that occur, once somebody has asked. */
  names: readonly Names[] | undefined
}

/** Where directives stand side by side in one configuration: outermost, or in a block that every edit changes. */
interface Place {
  readonly directives: readonly Directive[]
  readonly scope: Scope
  /** Those within it that somebody has asked for. */
  readonly scopes: Map<Around, Scope>
}

const indexes = new WeakMap<Config, Index>()

/** The blocks around a directive, as far as its place. */
interface Around {
  readonly block: Directive
  readonly outer: Around | undefined
}

/** Its scope is put together when somebody asks for it. */
class Found implements Occurrence {
  readonly directive: Directive
  readonly #around: Around | undefined
  readonly #place: Place

  constructor(directive: Directive, around: Around | undefined, place: Place) {
    this.directive = directive
    this.#around = around
    this.#place = place
  }
  get scope(): Scope {
    const { scope: outermost, scopes } = this.#place
    const blocks: Around[] = []
    for (let at = this.#around; at; at = at.outer) blocks.push(at)
    let scope = outermost
    for (const around of blocks.reverse()) {
      const { block } = around
      const inner: Scope = scopes.get(around) ?? { block, body: block.body!, outer: scope }
      scopes.set(around, inner)
      scope = inner
    }
    return scope
  }
}

/** A directive within a place. */
interface Inside {
  readonly directive: Directive
  readonly around: Around | undefined
}

/** Every edit changes these blocks: what each of their own blocks holds is kept instead. */
const HOLDS_ALL = /^(?:http|stream|mail)$/

const isHolder = ({ name, body }: Directive): boolean => body !== undefined && HOLDS_ALL.test(name.text)

const holdersIn = gatheringAlone((directive: Directive) => (isHolder(directive) ? [directive] : []))

const outsetOf = (scope: Scope) => ({ scope, next: 0, holders: holdersIn(scope.body).values() })

/** In the order of the text: what stands before a block that holds all, what it holds, and what stands behind it. */
function placesOf(directives: readonly Directive[]): readonly Place[] {
  const places: Place[] = []
  const open = [outsetOf({ block: undefined, body: directives, outer: undefined })]
  while (open.length > 0) {
    const here = open.at(-1)!
    const { scope, next } = here
    const block = here.holders.next().value
    here.next = block ? scope.body.indexOf(block, next) + 1 : scope.body.length
    const some = next === 0 && !block ? scope.body : scope.body.slice(next, here.next)
    if (some.length > 0) places.push({ directives: some, scope, scopes: new Map() })
    if (block) open.push(outsetOf({ block, body: block.body!, outer: scope }))
    else open.pop()
  }
  return places
}

const NONE: readonly Inside[] = []

/** The directive itself, and what stands in it unless that has places of its own. */
function insideOf(directive: Directive, name: string): readonly Inside[] {
  if (directive.body && !isHolder(directive)) return withinBlock(directive).get(name) ?? NONE
  return directive.name.text === name ? [{ directive, around: undefined }] : NONE
}

/** By name, in the order of the text. Blocks may be nested as deep as a file likes: no recursion. */
const withinBlock = once((block: Directive): ReadonlyMap<string, readonly Inside[]> => {
  const found = new Map<string, Inside[]>([[block.name.text, [{ directive: block, around: undefined }]]])
  const open = [{ around: { block, outer: undefined } as Around, next: 0 }]
  while (open.length > 0) {
    const here = open.at(-1)!
    const directive = here.around.block.body![here.next]
    here.next += 1
    if (!directive) {
      open.pop()
      continue
    }
    const inside = { directive, around: here.around }
    const known = found.get(directive.name.text)
    if (known) known.push(inside)
    else found.set(directive.name.text, [inside])
    if (directive.body) open.push({ around: { block: directive, outer: here.around }, next: 0 })
  }
  return found
})

/** The names that occur. */
const namesIn = summing(
  (directive: Directive): Names =>
    directive.body && !isHolder(directive) ? withinBlock(directive) : new Set([directive.name.text]),
  (parts: readonly Names[]): Names => {
    const names = new Set<string>()
    for (const part of parts) for (const name of part.keys()) names.add(name)
    return names
  },
  (names, before) => names.size === before.size && [...names.keys()].every(name => before.has(name)),
)

type Names = Pick<ReadonlySet<string>, 'has' | 'keys' | 'size'>
