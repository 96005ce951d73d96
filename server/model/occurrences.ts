/** Where directives of a name stand in a configuration, so that no rule walks the whole of it. */
import { once, onceForRun } from '../syntax/remembered.ts'
import { gatheringAlone } from '../syntax/runs.ts'
import type { Directive } from '../syntax/tree.ts'
import { walk } from '../syntax/tree.ts'
import type { Config } from './config.ts'
import type { Scope } from './scope.ts'

/** A directive, or a line of an HAProxy section, in the block where it stands. */
export interface Occurrence {
  readonly directive: Directive
  /** Its block, or its section, with the blocks around; `inForce` of `scope.ts` looks up what holds there. */
  readonly scope: Scope
}

/**
 * Every directive of that name, in the order of the text, blocks as well as lines. Found once for each configuration; what stands in a
 * run of blocks is known as long as nobody edits one of them.
 */
export function occurrences(config: Config, name: string): readonly Occurrence[] {
  const index = indexOf(config)
  const known = index.known.get(name)
  if (known) return known
  const all: Occurrence[] = []
  for (const place of index.places) {
    for (const { directive, around } of foundIn(place.run, name)) all.push(new Found(directive, around, place))
  }
  index.known.set(name, all)
  return all
}

/** Of these, those for which something holds that the directive alone decides: looked at once, as long as nobody edits near by. */
export function occurrencesWhere(
  name: string,
  holds: (directive: Directive) => boolean,
): (config: Config) => readonly Occurrence[] {
  const kept = new WeakMap<Run, readonly Inside[]>()
  return config => {
    const all: Occurrence[] = []
    for (const place of indexOf(config).places) {
      const inside = kept.get(place.run) ?? foundIn(place.run, name).filter(({ directive }) => holds(directive))
      kept.set(place.run, inside)
      for (const { directive, around } of inside) all.push(new Found(directive, around, place))
    }
    return all
  }
}

function indexOf(config: Config): Index {
  const index = indexes.get(config) ?? { places: placesOf(config.directives), known: new Map() }
  indexes.set(config, index)
  return index
}

interface Index {
  readonly places: readonly Place[]
  readonly known: Map<string, readonly Occurrence[]>
}

/** Where a run stands in one configuration. */
interface Place {
  readonly run: Run
  readonly scope: Scope
  /** Those within it that somebody has asked for. */
  readonly scopes: Map<Around, Scope>
}

const indexes = new WeakMap<Config, Index>()

/** The blocks around a directive, as far as its run. */
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

/** Some directives that stand one after the other, and what was found in them. */
interface Run {
  readonly directives: readonly Directive[]
  /** The last of them, where what it holds has runs of its own. */
  readonly holder: Directive | undefined
  /** All names in them: most are in none. */
  readonly names: ReadonlySet<string>
  readonly known: Map<string, readonly Inside[]>
}

/** A directive within a run. */
interface Inside {
  readonly directive: Directive
  readonly around: Around | undefined
}

/** How many directives a run has at most. */
const LONGEST = 64

/** Every edit changes these blocks: what each of their own blocks holds is kept instead. */
const HOLDS_ALL = /^(?:http|stream|mail)$/

const holders = gatheringAlone((directive: Directive) =>
  directive.body && HOLDS_ALL.test(directive.name.text) ? [directive] : [],
)

/** Blocks may be nested as deep as a file likes: no recursion. */
function placesOf(directives: readonly Directive[]): readonly Place[] {
  const places: Place[] = []
  const open = [opened({ block: undefined, body: directives, outer: undefined })]
  while (open.length > 0) {
    const here = open.at(-1)!
    const { body } = here.scope
    const holder = here.holders.next().value
    const end = holder ? body.indexOf(holder, here.next) + 1 : body.length
    for (; here.next < end; here.next = Math.min(end, here.next + LONGEST)) {
      const run = runOf(body.slice(here.next, Math.min(end, here.next + LONGEST)))
      places.push({ run, scope: here.scope, scopes: new Map() })
    }
    if (holder) open.push(opened({ block: holder, body: holder.body!, outer: here.scope }))
    else open.pop()
  }
  return places
}

const opened = (scope: Scope) => ({ scope, next: 0, holders: holders(scope.body)[Symbol.iterator]() })

/** The last of the directives is the holder, if there is any. */
const runOf = onceForRun((directives: readonly Directive[]): Run => {
  const last = directives.at(-1)!
  const holder = last.body && HOLDS_ALL.test(last.name.text) ? last : undefined
  const names = new Set<string>()
  for (const directive of directives) {
    names.add(directive.name.text)
    if (directive.body && directive !== holder) for (const name of namesIn(directive)) names.add(name)
  }
  return { directives, holder, names, known: new Map() }
})

const namesIn = once(
  (block: Directive): ReadonlySet<string> => new Set(Array.from(walk(block.body ?? []), inner => inner.name.text)),
)

const NONE: readonly Inside[] = []

/** Below a block that holds the name the inner ones are looked through without asking. */
function foundIn({ directives, holder, names, known }: Run, name: string): readonly Inside[] {
  if (!names.has(name)) return NONE
  const before = known.get(name)
  if (before) return before
  const all: Inside[] = []
  const open: { readonly around: Around | undefined; readonly body: readonly Directive[]; next: number }[] = [
    { around: undefined, body: directives, next: 0 },
  ]
  while (open.length > 0) {
    const here = open.at(-1)!
    const directive = here.body[here.next]
    here.next += 1
    if (!directive) {
      open.pop()
      continue
    }
    const { body } = directive
    if (directive.name.text === name) all.push({ directive, around: here.around })
    if (body && directive !== holder && (here.around || namesIn(directive).has(name)))
      open.push({ around: { block: directive, outer: here.around }, body, next: 0 })
  }
  known.set(name, all)
  return all
}
