/** Remembers in which blocks nothing was found: a keystroke then checks one server again, and not all thousand. */
import type { Directive } from '../syntax/tree.ts'
import type { Survey } from './nginx-survey.ts'

/** A block with everything outside of it on which its checks depend. */
const found = new WeakMap<Directive, string>()

/** Whether nothing was found in the block when the rest of the configuration said the same. */
export const isClean = (block: Directive, outside: string): boolean => found.get(block) === outside

/** Nothing is found in the block. */
export const noteClean = (block: Directive, outside: string): void => {
  found.set(block, outside)
}

/** All that the checks of a block look at outside of it: what the configuration declares, and the lines of the block around. */
export function outsideOf(survey: Survey, around: readonly Directive[], version: number | undefined): string {
  const { complete, extended, upstreams, streamUpstreams, variables, zones, formats } = survey
  const declared = [upstreams, streamUpstreams, variables, zones, formats].map(names => [...names].join(' '))
  const lines = around.flatMap(({ name, args, body }) => (body ? [] : [name.text, ...args.map(word => word.text)]))
  return [String(version), String(complete), String(extended), ...declared, ...lines].join('\n')
}
