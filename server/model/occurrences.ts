/** Where directives of a name stand in a configuration, so that no rule walks the whole of it. */
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
  const known = found.get(config) ?? new Map<string, readonly Occurrence[]>()
  found.set(config, known)
  const all = known.get(name) ?? occurrencesIn(config.directives, name)
  known.set(name, all)
  return all
}

const found = new WeakMap<Config, Map<string, readonly Occurrence[]>>()

/** Blocks may be nested as deep as a file likes: no recursion. */
function occurrencesIn(directives: readonly Directive[], name: string): readonly Occurrence[] {
  const all: Occurrence[] = []
  const top: Scope = { block: undefined, body: directives, outer: undefined }
  /** `looked`: a block around holds the name, so that the inner ones are looked through without asking. */
  const open: { readonly scope: Scope; readonly looked: boolean; next: number }[] = [
    { scope: top, looked: false, next: 0 },
  ]
  while (open.length > 0) {
    const here = open.at(-1)!
    const directive = here.scope.body[here.next]
    here.next += 1
    if (!directive) {
      open.pop()
      continue
    }
    const { body } = directive
    if (directive.name.text === name) all.push({ directive, scope: here.scope })
    if (!body) continue
    const looked = here.looked || !HOLDS_ALL.test(directive.name.text)
    if (here.looked || !looked || namesIn(directive).has(name))
      open.push({ scope: { block: directive, body, outer: here.scope }, looked, next: 0 })
  }
  return all
}

/** Every edit changes these: what their blocks hold is gathered for each of those. */
const HOLDS_ALL = /^(?:http|stream|mail)$/

const names = new WeakMap<Directive, ReadonlySet<string>>()

function namesIn(block: Directive): ReadonlySet<string> {
  const known = names.get(block) ?? new Set(Array.from(walk(block.body ?? []), inner => inner.name.text))
  names.set(block, known)
  return known
}
