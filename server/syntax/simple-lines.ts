/** Lines that are one whole directive, as most are, perhaps with a comment: what was read of one serves again, wherever the line has moved. */
import { type Line, type Lines, noTokens } from './lines.ts'
import type { Comment, Directive } from './tree.ts'

/** The directive of which a line consists, if that is known. No directive may be going on where the line begins. */
export const knownDirective = ({ lines }: Lines, number: number): Directive | undefined => lines[number]!.directive

/** Keeps the directive of which a line consists, with the comment behind it. Nobody needs the line's tokens then. */
export function keepDirective(line: Line, directive: Directive, comment?: Comment): void {
  line.directive = directive
  line.comment = comment
  line.rule = ''
  line.tokens = noTokens
}
