/** Lines that are one whole directive, as most are: what was read of one serves again, wherever the line has moved. */
import type { Cursor } from './cursor.ts'
import { movedDirective } from './moved.ts'
import type { Directive } from './tree.ts'

/** The directive of the cursor's line, as it was read before or as `read` finds it; undefined where the line is none. */
export function directiveOfLine<Rule extends string>(
  cursor: Cursor<Rule>,
  read: (cursor: Cursor<Rule>) => Directive | undefined,
): Directive | undefined {
  const line = cursor.lines[cursor.line]!
  const known = line.directive
  line.directive = known ? movedDirective(known, cursor.offset + cursor.tokens[1]! - known.at.start) : read(cursor)
  return line.directive
}
