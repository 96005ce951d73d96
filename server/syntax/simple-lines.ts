/** Lines that are one whole directive, as most are: what was read of one serves again, wherever the line has moved. */
import { type Line, type Lines, noTokens } from './lines.ts'
import { movedDirective } from './moved.ts'
import type { Directive } from './tree.ts'

/** The directive of which a line consists, if that is known. No directive may be going on where the line begins. */
export function knownDirective({ lines, offsets }: Lines, number: number): Directive | undefined {
  const line = lines[number]!
  if (!line.directive) return undefined
  line.directive = movedDirective(line.directive, offsets[number]! + line.indent - line.directive.at.start)
  return line.directive
}

/** Keeps the directive of which a line consists. Nobody needs the line's tokens then. */
export function keepDirective(line: Line, directive: Directive, offset: number): void {
  line.directive = directive
  line.indent = directive.at.start - offset
  line.rule = ''
  line.tokens = noTokens
}
