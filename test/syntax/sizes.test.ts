/** Sizes that nobody has. The compiled grammars read them; ohm-js itself runs out of stack on lines this long. */
import { expect, test } from 'vitest'
import { parse } from '../../server/syntax/parse.ts'
import { walk } from '../../server/syntax/tree.ts'

test('a hundred thousand blocks in one another', () => {
  const count = 100_000
  const closed = parse('file', 'nginx', `${'a {\n'.repeat(count)}${'}\n'.repeat(count)}`)
  expect(closed.problems).toEqual([])
  expect([...walk(closed.directives)]).toHaveLength(count)
  const open = parse('file', 'nginx', 'a{'.repeat(count))
  expect(open.problems).toHaveLength(count)
  const edited = parse('file', 'nginx', `x;\n${closed.text}`, { previous: closed })
  expect([...walk(edited.directives)]).toHaveLength(count + 1)
})

test('a line of a megabyte', () => {
  const text = `a ${'b "c d" '.repeat(2 ** 17)};`
  expect(parse('file', 'nginx', text).directives[0]?.args).toHaveLength(2 ** 18)
  expect(parse('file', 'haproxy', text).directives[0]?.args).toHaveLength(2 ** 18 + 1)
})

const long = 2 ** 17

test.each([
  ['one word', 'x'],
  ['blanks', ' '],
  ['words', 'x '],
  ['quotes', '"'],
  ['quoted words', '"a" '],
  ['open quotes with blanks behind them', `"${' '.repeat(99)}`],
  ['pairs', '\\x'],
  ['dollar signs', '$'],
  ['variables left open', '"${X-a '],
  ['semicolons', ';'],
  ['semicolons behind an open quote', '"; '],
  ['braces', '{}'],
  ['hash signs', '#'],
  ['CR', '\r'],
  ['long brackets of Lua', '[=[ ]=]'],
  ['open long brackets of Lua', '[==='],
])('a long line of %s', (_, piece) => {
  const line = piece.repeat(long / piece.length)
  for (const text of [line, `a ${line}`, `a "${line}`, `a_by_lua_block { ${line}`]) {
    for (const dialect of ['nginx', 'haproxy'] as const) {
      const { at } = parse('file', dialect, text).directives.at(-1) ?? { at: { end: 0 } }
      expect(at.end).toBeLessThanOrEqual(text.length)
    }
  }
})

test('a hundred thousand lines that each leave a quote open', () => {
  const text = 'a "b;\n'.repeat(100_000)
  expect(parse('file', 'nginx', text).problems).toHaveLength(100_000)
  expect(parse('file', 'haproxy', text).problems).toHaveLength(100_000 + 100_000)
})
