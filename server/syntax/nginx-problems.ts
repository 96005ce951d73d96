/** What can be wrong with the shape of an nginx configuration, in the words that people read. */
import { pointAt, type Span, stretch, type Word } from './text.ts'
import type { SyntaxProblem } from './tree.ts'

/** At the end of the word behind which the ";" belongs. */
export function missingSemicolon({ at, text }: Word): SyntaxProblem {
  const end = pointAt(at.file, at.end)
  const problem: SyntaxProblem = {
    kind: 'missing-semicolon',
    message: `A ";" is missing after "${shorten(text)}": nginx takes what follows as part of the same directive.`,
    at: end,
  }
  // A backslash would protect it.
  if (text.endsWith('\\')) return problem
  return { ...problem, insert: { at: end, text: ';', title: 'Add the missing ";"' } }
}

/**
 * At the quote. Where the directive is ended behind the word, and nothing in the word could have been meant to stand
 * outside, there is just one place for the quote that is missing.
 */
export function unclosedQuote({ at, text }: Word, quote: string, isEnded: boolean): SyntaxProblem {
  const problem: SyntaxProblem = {
    kind: 'unclosed-quote',
    message: `This ${quote === '"' ? 'double' : 'single'} quote is never closed: a ${quote} with a blank, ";" or "{" behind it was expected.`,
    at: stretch(at, at.start, at.start + 1),
  }
  if (!isEnded || !/^[^\s;'"]*[^\s;'"\\]$/.test(text)) return problem
  return { ...problem, insert: { at: pointAt(at.file, at.end), text: quote, title: 'Close the quote' } }
}

/** At the opening brace. `doubtful` is that of a block whose closing brace stands where another's would. */
export const unclosedBlock = (opener: Span, name: string, doubtful?: Span): SyntaxProblem => ({
  kind: 'unclosed-block',
  message: `The block ${name ? `"${shorten(name)}" ` : ''}is never closed: a "}" is missing.`,
  at: opener,
  ...(doubtful && { related: { at: doubtful, message: 'By the indentation, this is the block that is not closed.' } }),
})

/** At the end of the word behind which the "{" belongs. */
export function missingBrace(name: Word, { at, text }: Word): SyntaxProblem {
  const end = pointAt(at.file, at.end)
  return {
    kind: 'missing-brace',
    message: `A "{" is missing after "${shorten(text)}": "${shorten(name.text)}" takes a block.`,
    at: end,
    insert: { at: end, text: ' {', title: 'Add the missing "{"' },
  }
}

/** At the brace. `written` is the whole word as it stands in the text. */
export function unquotedBraces(brace: Span, { at }: Word, written: string): SyntaxProblem {
  const problem: SyntaxProblem = {
    kind: 'unexpected-open',
    message:
      'nginx takes this "{" for the beginning of a block: a regular expression with braces must stand in quotes.',
    at: brace,
  }
  const quote = ['"', "'"].find(mark => !written.includes(mark))
  if (!quote) return problem
  // The last parenthesis of `if (… ~ x{2})` is none of the expression's.
  const count = (mark: string): number => written.split(mark).length
  const rest = written.endsWith(')') && count(')') > count('(') ? ')' : ''
  const text = `${quote}${written.slice(0, written.length - rest.length)}${quote}${rest}`
  return { ...problem, insert: { at, text, title: 'Put the regular expression in quotes' } }
}

export const unexpectedClose = (at: Span): SyntaxProblem => ({
  kind: 'unexpected-close',
  message: 'This "}" closes nothing: there are more closing than opening braces before it.',
  at,
})

export const unexpectedOpen = (at: Span): SyntaxProblem => ({
  kind: 'unexpected-open',
  message: 'This "{" opens a block without a name: a directive was expected before it.',
  at,
})

export const unexpectedSemicolon = (at: Span): SyntaxProblem => ({
  kind: 'unexpected-semicolon',
  message: 'This ";" ends nothing: a directive was expected before it.',
  at,
})

/** At what stands too near. */
export const unexpectedText = (at: Span): SyntaxProblem => ({
  kind: 'unexpected-text',
  message: 'A blank, ";" or "{" was expected after the closing quote.',
  at,
})

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
