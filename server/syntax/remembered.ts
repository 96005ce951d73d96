/** What was found out about a block, kept as long as the block and all that it depends on are the very same: an edit changes one block. */
import type { Directive } from './tree.ts'

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
    if (depends === before || equals.get(depends) === before) return true
    if (depends.length !== before.length || depends.some((part, index) => part !== before[index])) return false
    equals.set(depends, before)
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
