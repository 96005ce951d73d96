/** What stands at a place of a configuration: the blocks around it, the directive, the word. */
import type { Word } from '../syntax/text.ts'
import type { Directive, Document } from '../syntax/tree.ts'
import type { Workspace } from '../workspace.ts'

export interface Cursor {
  readonly document: Document
  readonly offset: number
  /** The blocks, or the section, around the place, outermost first. In the head of a block it is not in that block. */
  readonly around: readonly Directive[]
  /** The directive in whose words, or between them, the place is; undefined between directives. */
  readonly directive: Directive | undefined
  /** The word that the place touches. */
  readonly word: Word | undefined
  /** Which one that is: 0 for the directive's name, then its arguments; −1 for none. */
  readonly index: number
}

/** The cursor at an offset of a file; undefined where no configuration stands there. */
export function cursorAt(workspace: Workspace, file: string, offset: number): Cursor | undefined {
  const document = workspace.documents(file).find(({ at }) => at.start <= offset && offset <= at.end)
  if (!document) return undefined
  const around: Directive[] = []
  let body = document.directives
  for (;;) {
    const directive = atOrBefore(body, offset)
    if (!directive || offset > directive.at.end) return { document, offset, around, directive: undefined, ...NO_WORD }
    const words = [directive.name, ...directive.args]
    if (offset <= words.at(-1)!.at.end || !directive.body) {
      const index = words.findIndex(({ at }) => at.start <= offset && offset <= at.end)
      return { document, offset, around, directive, word: words[index], index }
    }
    // Behind the closing brace of a block the place is not in it.
    if (document.dialect === 'nginx' && offset === directive.at.end && document.text[offset - 1] === '}')
      return { document, offset, around, directive: undefined, ...NO_WORD }
    around.push(directive)
    body = directive.body
  }
}

const NO_WORD = { word: undefined, index: -1 }

/** The last directive that begins at or before an offset. */
function atOrBefore(body: readonly Directive[], offset: number): Directive | undefined {
  let low = 0
  let high = body.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (body[middle]!.at.start <= offset) low = middle + 1
    else high = middle
  }
  return body[low - 1]
}
