/** Whatever the text: formatting changes nothing but its layout, and nothing the second time. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateConfig } from '../../scripts/generate-config.ts'
import { type FormatOptions, formatEdits } from '../../server/features/format.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Dialect } from '../../server/syntax/tree.ts'
import { randomOf, randomText } from '../syntax/random.ts'
import { edited, formatted, meaningOf, shuffled } from './formatted.ts'

describe.each<Dialect>(['nginx', 'haproxy'])('any text of %s', dialect => {
  const options = fc.record({ tabSize: fc.integer({ min: 1, max: 8 }), insertSpaces: fc.boolean() })

  /** Says the same before and after, is formatted after once, and by its parts as well. */
  function checkAny(text: string, options: FormatOptions, [from, to]: readonly [number, number]): boolean {
    const before = parse('file', dialect, text)
    const after = formatted(dialect, text, options)
    const read = parse('file', dialect, after)
    expect(meaningOf(read)).toEqual(meaningOf(before))
    expect(read.problems.map(({ kind }) => kind)).toEqual(
      before.problems.map(({ kind }) => kind).filter(kind => after === text || kind !== 'missing-newline'),
    )
    expect(formatted(dialect, after, options)).toBe(after)
    const count = text.split('\n').length
    const first = from % count
    const last = first + (to % (count - first))
    const part = edited(text, formatEdits(before, linesFrom(text, first, last), options))
    const partRead = parse('file', dialect, part)
    expect(meaningOf(partRead)).toEqual(meaningOf(before))
    const left = last - count + part.split('\n').length
    if (left >= first) expect(formatEdits(partRead, linesFrom(part, first, left), options)).toEqual([])
    return after !== text
  }
  const places = fc.tuple(fc.nat(), fc.nat())

  test('of pieces that mean something', () => {
    let changed = 0
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces[dialect]), { maxLength: 40 }),
        options,
        places,
        (parts, options, places) => {
          if (checkAny(parts.join(''), options, places)) changed++
        },
      ),
      { numRuns: 6000, seed: 1 },
    )
    expect(changed).toBeGreaterThan(1000)
  })

  test('of anything', () => {
    fc.assert(
      fc.property(fc.integer(), options, places, (seed, options, places) => {
        checkAny(randomText(randomOf(seed)), options, places)
      }),
      { numRuns: 3000 },
    )
  })

  test('of whole files whose blanks are shuffled', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 120 }), fc.nat(), options, places, (length, seed, options, places) => {
        expect(checkAny(shuffled(generateConfig(dialect, length), seed), options, places)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

/** The place of whole lines, with the line feed behind the last one. */
function linesFrom(text: string, first: number, last: number): { readonly start: number; readonly end: number } {
  const lengths = text.split('\n').map(line => line.length + 1)
  const lengthOf = (count: number): number => lengths.slice(0, count).reduce((sum, length) => sum + length, 0)
  return { start: lengthOf(first), end: Math.min(text.length, lengthOf(last + 1)) }
}

/** Pieces that fit together often enough: statements, blocks, and blanks of all kinds. */
const blanks = [' ', '  ', '\t', ' \t', '\n', '\n\n\n\n', '\r\n', '   \n', '        ']
const pieces: Readonly<Record<Dialect, readonly string[]>> = {
  nginx: [
    ...[
      ...blanks,
      'a b;',
      'a  "x  y";',
      ' c   d;\n',
      "e\n'f\n g'\n  h;",
      '# note\n',
      '#  a   b  \n',
      'x\\ ;',
      'y\\\n z;',
    ],
    ...[
      'server {',
      '}',
      '{ }',
      'a {\n b; }',
      'server\n{\n}',
      'a_by_lua_block {\n  x = "}"\n }\n',
      '\n;',
      'f # g\n  h;\n',
    ],
  ],
  haproxy: [
    ...[...blanks, 'global\n', '\nfrontend a\n', ' bind  :80\n', '\tmode   http', ' log-format "a  b"\n', '# note\n'],
    ...['  # a   b  \n', ' a\\  b', ' c\\\n', '\n.if defined(X)\n', '\n.endif\n', '\n  .notice "x"\n', '\r', '\n[x]\n'],
  ],
}
