/** A text with its layout in order or out of it, and what of a text no layout may change. */
import { type FormatOptions, formatEdits } from '../../server/features/format.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Edit } from '../../server/syntax/text.ts'
import { type Dialect, type Document, walk } from '../../server/syntax/tree.ts'
import { randomOf } from '../syntax/random.ts'

export const FOUR: FormatOptions = { tabSize: 4, insertSpaces: true }

/** The text after the edits, which must be in order and not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let done = ''
  let behind = 0
  for (const { at, text: by } of edits) {
    if (at.start < behind) throw new Error(`An edit at ${at.start} overlaps one that ends at ${behind}.`)
    done += text.slice(behind, at.start) + by
    behind = at.end
  }
  return done + text.slice(behind)
}

export const formatted = (dialect: Dialect, text: string, options = FOUR): string =>
  edited(text, formatEdits(parse('file', dialect, text), undefined, options))

/** What a server reads, and what people read in comments; blanks that end a comment, or a Lua body, are no part of it. */
export function meaningOf({ directives, comments, text }: Document): readonly string[] {
  const meaning: string[] = []
  for (const { name, args, body, lua } of walk(directives)) {
    const words = [name, ...args].map(word => `${word.text}\0${text.slice(word.at.start, word.at.end)}`)
    meaning.push(...words, body ? `{ ${body.length}` : ';')
    if (lua) meaning.push(text.slice(lua.start, lua.end).replace(/[ \t]+$/, ''))
  }
  return [...meaning, ...comments.map(comment => `#${comment.alone} ${comment.text.trimEnd()}`)]
}

/** The same lines with other blanks at their ends and between their words. */
export function shuffled(text: string, seed: number): string {
  const random = randomOf(seed)
  return text
    .split('\n')
    .map(line => {
      const [, words] = /^[ \t]*(.*?)[ \t]*$/.exec(line)!
      const spread = /["'#\\]/.test(words!) ? words! : words!.replace(/ /g, () => random.of([' ', ' ', '  ', '\t']))
      return random.of(['', '  ', '\t', '     ']) + spread + random.of(['', '', ' ', '\t '])
    })
    .join(random.of(['\n', '\r\n']))
}
