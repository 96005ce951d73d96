/** What was found out about a block, kept as long as the block and all that it depends on are the very same: an edit changes one block. */
import type { Directive } from './tree.ts'

/**
 * A function of one part of a tree or of the model, and of nothing else, asked once for each part. An edit leaves most parts as they are:
 * so a keystroke costs what it changes. What it answers may hold words and their spans, but no offsets: those move.
 */
export function once<Part extends object, Found>(find: (part: Part) => Found): (part: Part) => Found {
  const kept = new WeakMap<Part, { readonly found: Found }>()
  return part => {
    const known = kept.get(part)
    if (known) return known.found
    const found = find(part)
    kept.set(part, { found })
    return found
  }
}

/** `once` for some parts that stand one after the other: asked again where one of them is another. At least one part. */
export function onceForRun<Part extends object, Found>(
  find: (run: readonly Part[]) => Found,
): (run: readonly Part[]) => Found {
  const kept = new WeakMap<Part, { readonly run: readonly Part[]; readonly found: Found }>()
  return run => {
    const known = kept.get(run[0]!)
    if (known && known.run.length === run.length && known.run.every((part, index) => part === run[index]))
      return known.found
    const found = find(run)
    kept.set(run[0]!, { run, found })
    return found
  }
}

/** Values by block. */
export interface Memory<T> {
  /** The value that was put for a block, if each thing that it depended on is the same as now. */
  get(block: Directive, depends: readonly unknown[]): T | undefined
  put(block: Directive, depends: readonly unknown[], value: T): void
}

export function createMemory<T>(): Memory<T> {
  const kept = new WeakMap<Directive, { readonly depends: readonly unknown[]; readonly value: T }>()
  /** A list that was found to say the same: what all servers share is compared once, and not for each of them. */
  const equals = new WeakMap<readonly unknown[], readonly unknown[]>()

  const areSame = (depends: readonly unknown[], before: readonly unknown[]): boolean => {
    if (depends === before) return true
    if (depends.length !== before.length) return false
    if (depends.length > FEW && equals.get(depends) === before) return true
    if (depends.some((part, index) => part !== before[index])) return false
    if (depends.length > FEW) equals.set(depends, before)
    return true
  }

  return {
    get(block, depends) {
      const found = kept.get(block)
      return found && areSame(depends, found.depends) ? found.value : undefined
    },
    put: (block, depends, value) => void kept.set(block, { depends: equals.get(depends) ?? depends, value }),
  }
}

/** To compare so many is cheaper than to remember that they are the same. */
const FEW = 8
