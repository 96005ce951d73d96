/** Remembers in which blocks nothing was found: a keystroke then checks one server again, and not all thousand. */
import { createMemory } from '../syntax/remembered.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Survey } from './nginx-survey.ts'

/** The blocks in which nothing was found, with everything outside of them on which their checks depend. */
export const clean = createMemory<true>()

/** All that the checks of a block look at outside of it: what the configuration declares, and the lines of the block around. */
export function outsideOf(
  survey: Survey,
  around: readonly Directive[],
  version: number | undefined,
): readonly unknown[] {
  return [version, ...survey.said, ...around.filter(({ body }) => !body)]
}
