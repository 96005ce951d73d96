/** What can be wrong with the shape of an HAProxy configuration, in the words that people read. */
import { pointAt, type Span, type Word } from './text.ts'
import type { SyntaxProblem } from './tree.ts'

export const outsideSection = (name: Word): SyntaxProblem => ({
  kind: 'outside-section',
  message: `"${name.text}" stands outside any section: a section such as "global", "defaults" or "frontend" was expected before it.`,
  at: name.at,
})

export const unclosedQuote = (at: Span, quote: string): SyntaxProblem => ({
  kind: 'unclosed-quote',
  message: `This ${quote === '"' ? 'double' : 'single'} quote is not closed on its line: in HAProxy no quote goes on in the next line.`,
  at,
})

export const badEscape = (at: Span): SyntaxProblem => ({
  kind: 'bad-escape',
  message: 'Two hexadecimal digits were expected after "\\x". Write "\\\\x" for a backslash and an x.',
  at,
})

export const unclosedVariable = (at: Span): SyntaxProblem => ({
  kind: 'bad-variable',
  message: 'The brace of this environment variable is never closed: a "}" was expected after its name.',
  at,
})

export const badExpansion = (at: Span): SyntaxProblem => ({
  kind: 'bad-variable',
  message: 'Only "[*]" may stand in brackets after the name of an environment variable.',
  at,
})

export const namelessVariable = (at: Span): SyntaxProblem => ({
  kind: 'bad-variable',
  message:
    'Within double quotes, the name of an environment variable was expected after "$". Write "\\$" for a dollar sign.',
  at,
})

/** At the word that is one too many, or at the blank behind the last. */
export const tooManyWords = (at: Span): SyntaxProblem => ({
  kind: 'too-many-words',
  message: 'HAProxy reads no more than 64 words on a line, and no blank behind the last of them.',
  at,
})

export const strayNull = (at: Span): SyntaxProblem => ({
  kind: 'unexpected-text',
  message: 'A NUL character stands here: HAProxy takes it for the end of a file that was cut off.',
  at,
})

/** `feed`: how the lines above end. */
export function missingNewline(file: string, end: number, feed: string): SyntaxProblem {
  const at = pointAt(file, end)
  return {
    kind: 'missing-newline',
    message: 'The last line does not end with a line feed: HAProxy takes the file for cut off and refuses it.',
    at,
    insert: { at, text: feed, title: 'Add the missing line feed' },
  }
}

export const unclosedCondition = (name: Word): SyntaxProblem => ({
  kind: 'conditional',
  message: 'This ".if" is never closed: an ".endif" is missing.',
  at: name.at,
})

export const loneCondition = (name: Word): SyntaxProblem => ({
  kind: 'conditional',
  message: `This "${name.text}" belongs to no ".if": an ".if" was expected before it.`,
  at: name.at,
})

export const conditionAfterElse = (name: Word, other: Word): SyntaxProblem => ({
  kind: 'conditional',
  message: `A "${name.text}" cannot follow ".else": ".endif" was expected.`,
  at: name.at,
  related: { at: other.at, message: 'The ".else" before it.' },
})

export const unknownCondition = (name: Word): SyntaxProblem => ({
  kind: 'conditional',
  message: `HAProxy knows no "${name.text}": one of .if, .elif, .else, .endif, .notice, .warning, .alert and .diag was expected.`,
  at: name.at,
})
