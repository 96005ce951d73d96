/** What was found out about a block, kept as long as the block and all that it depends on are the very same: an edit changes one block. */

/**
 * A function of one part of a tree or of the model, and of nothing else, asked once for each part. An edit leaves most parts as they are:
 * so a keystroke costs what it changes. What it answers may hold words and their spans, but no offsets: those move.
 */
export function once<Part extends object, Found>(find: (part: Part) => Found): (part: Part) => Found {
  const kept = new WeakMap<Part, { readonly found: Found }>()
  return part => {
    const known = kept.get(part) ?? { found: find(part) }
    kept.set(part, known)
    return known.found
  }
}

/** Values by block, or by another part. */
export interface Memory<T> {
  /** The value that was put for a block, if each thing that it depended on is the same as now. */
  get(block: object, depends: readonly unknown[]): T | undefined
  put(block: object, depends: readonly unknown[], value: T): void
}

export function createMemory<T>(): Memory<T> {
  const kept = new WeakMap<object, { readonly depends: readonly unknown[]; readonly value: T }>()
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
