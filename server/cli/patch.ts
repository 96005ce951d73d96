/** What fixes would change, as a patch that `git apply` takes. */
import { formatPatch, structuredPatch } from 'diff'
import type { Changes } from './mend.ts'

/** `pathOf`: the path as the patch names it, relative to the folder in which it will be applied. */
export const patchOf = (changes: Changes, pathOf: (file: string) => string): string =>
  Array.from(changes, ([file, { before, after }]) => {
    const path = pathOf(file)
    const patch = structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 })
    return formatPatch({ ...patch, isGit: true })
  }).join('')
