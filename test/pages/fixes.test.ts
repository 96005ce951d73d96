/** The judge of fixes, held against rules whose fixes are good or have one fault each. */
import { expect, test } from 'vitest'
import type { Edit, Finding } from '../../server/rule.ts'
import { brokenPromises, type Linter, type Texts } from './fixes.ts'

/** The edits for a word that begins at an offset of a text; without a place, the edit is that of the word. */
type Mend = (start: number, text: string) => readonly (Edit | Omit<Edit, 'at'>)[]

/** Finds the word of each rule wherever it stands; the rule "own" has a safe fix. */
const linterOf = (words: Record<string, string>, mend: Mend): Linter => {
  const find = (texts: Texts, wanted: readonly string[]): readonly Finding[] =>
    wanted.flatMap(rule =>
      Array.from(texts).flatMap(([file, text]) =>
        Array.from(text.matchAll(new RegExp(words[rule]!, 'g')), ({ index, 0: word }): Finding => {
          const at = { file, start: index, end: index + word.length }
          const edits = mend(index, text).map(edit => ({ at, ...edit }))
          return {
            at,
            message: '',
            rule,
            severity: 'error',
            ...(rule === 'own' && { fixes: [{ title: 'Mend', edits, safe: true }] }),
          }
        }),
      ),
    )
  return { own: (texts: Texts) => find(texts, ['own']), all: (texts: Texts) => find(texts, Object.keys(words)) }
}

const words = { own: 'bad', other: 'ugly' }
const at = (start: number, end: number) => ({ file: 'f', start, end })

const cases: Record<string, [text: string, mend: Mend, broken: readonly string[]]> = {
  'a good fix': ['bad bad # so', () => [{ text: 'good' }], []],
  'mends nothing': [
    'bad',
    start => [{ at: at(start, start), text: 'x' }],
    [
      'The fix "Mend" does not mend its finding',
      'Applying all safe fixes leaves a finding that has one',
      'Applying all safe fixes again changes the text again',
    ],
  ],
  'makes a finding of its own': [
    'bad',
    () => [{ text: 'bad bad' }],
    [
      'The fix "Mend" brings a finding (1): own in f',
      'The fix "Mend" does not mend its finding',
      'Applying all safe fixes brings a finding (1): own in f',
      'Applying all safe fixes leaves a finding that has one',
      'Applying all safe fixes again changes the text again',
    ],
  ],
  'makes a finding of another rule': [
    'bad ugly',
    () => [{ text: 'ugly' }],
    ['The fix "Mend" brings a finding (1): other in f', 'Applying all safe fixes brings a finding (1): other in f'],
  ],
  'loses a comment': [
    'bad # why\n# more',
    (_, text) => [{ at: at(0, text.indexOf('\n')), text: 'good' }],
    ['The fix "Mend" loses the comment "# why"', 'Applying all safe fixes loses the comment "# why"'],
  ],
  'has edits over one another': [
    'bad',
    () => [
      { at: at(0, 3), text: 'a' },
      { at: at(1, 2), text: 'b' },
    ],
    ['The fix "Mend" has edits that overlap', 'All safe fixes together have edits that overlap'],
  ],
}

test.each(Object.entries(cases))('%s', (_, [text, mend, broken]) => {
  expect(brokenPromises(new Map([['f', text]]), linterOf(words, mend))).toEqual(broken)
})
