/** Where directives of a name stand in a configuration, so that no rule walks the whole of it. */
import { createMemory, once } from '../syntax/remembered.ts'
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
 * Every directive of that name, in the order of the text, blocks as well as lines. Found once for each configuration, and only in blocks
 * that hold the name; which names a block holds is known as long as nobody edits it.
 */
export function occurrences(config: Config, name: string): readonly Occurrence[] {
  const { runs, known } = indexes.get(config) ?? { runs: runsOf(config.directives), known: new Map() }
  indexes.set(config, { runs, known })
  const all = known.get(name) ?? runs.flatMap(run => (run.names.has(name) ? occurrencesIn(run, name) : NONE))
  known.set(name, all)
  return all
}

interface Index {
  readonly runs: readonly Run[]
  readonly known: Map<string, readonly Occurrence[]>
}

const indexes = new WeakMap<Config, Index>()

const NONE: readonly Occurrence[] = []

/** Some directives that stand one after the other, and all names in them: most names are in none of them. */
interface Run {
  readonly scope: Scope
  readonly directives: readonly Directive[]
  /** The last of them, where what it holds has runs of its own. */
  readonly holder: Directive | undefined
  readonly names: ReadonlySet<string>
}

/** How many directives a run has at most. */
const LONGEST = 64

/** Every edit changes these blocks: what each of their own blocks holds is kept instead. */
const HOLDS_ALL = /^(?:http|stream|mail)$/

/** Blocks may be nested as deep as a file likes: no recursion. */
function runsOf(directives: readonly Directive[]): readonly Run[] {
  const runs: Run[] = []
  const top: Scope = { block: undefined, body: directives, outer: undefined }
  const open = [{ scope: top, next: 0 }]
  while (open.length > 0) {
    const here = open.at(-1)!
    const { body } = here.scope
    const from = here.next
    let holder: Directive | undefined
    while (!holder && here.next < Math.min(body.length, from + LONGEST)) {
      const directive = body[here.next]!
      here.next += 1
      if (directive.body && HOLDS_ALL.test(directive.name.text)) holder = directive
    }
    if (here.next === from) {
      open.pop()
      continue
    }
    const some = body.slice(from, here.next)
    runs.push({ scope: here.scope, directives: some, holder, names: namesOf(some, holder) })
    if (holder) open.push({ scope: { block: holder, body: holder.body!, outer: here.scope }, next: 0 })
  }
  return runs
}

function namesOf(run: readonly Directive[], holder: Directive | undefined): ReadonlySet<string> {
  const known = namesInRun.get(run[0]!, run)
  if (known) return known
  const names = new Set<string>()
  for (const directive of run) {
    names.add(directive.name.text)
    if (directive.body && directive !== holder) for (const name of namesIn(directive)) names.add(name)
  }
  namesInRun.put(run[0]!, run, names)
  return names
}

const namesInRun = createMemory<ReadonlySet<string>>()

/** Below a block that holds the name the inner ones are looked through without asking. */
function occurrencesIn({ scope, directives, holder }: Run, name: string): readonly Occurrence[] {
  const all: Occurrence[] = []
  const open: { readonly scope: Scope; readonly among: readonly Directive[]; next: number }[] = [
    { scope, among: directives, next: 0 },
  ]
  while (open.length > 0) {
    const here = open.at(-1)!
    const directive = here.among[here.next]
    here.next += 1
    if (!directive) {
      open.pop()
      continue
    }
    const { body } = directive
    if (directive.name.text === name) all.push({ directive, scope: here.scope })
    if (body && directive !== holder && (here.scope !== scope || namesIn(directive).has(name)))
      open.push({ scope: { block: directive, body, outer: here.scope }, among: body, next: 0 })
  }
  return all
}

const namesIn = once(
  (block: Directive): ReadonlySet<string> => new Set(Array.from(walk(block.body ?? []), inner => inner.name.text)),
)
