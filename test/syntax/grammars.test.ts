/** The grammars and what is made of them. */
import { readFileSync } from 'node:fs'
import * as ohm from 'ohm-js'
import { describe, expect, test } from 'vitest'
import { emitModule } from '../../scripts/compile-grammars/emit.ts'
import { rulesOf } from '../../scripts/compile-grammars/expressions.ts'
import { compileAll } from '../../scripts/compile-grammars.ts'

test.each([...compileAll()])('%s is up to date', (name, text) => {
  const file = new URL(`../../server/syntax/grammars/${name}`, import.meta.url)
  expect(readFileSync(file, 'utf8') === text, 'run npx tsx scripts/compile-grammars.ts').toBe(true)
})

describe('what the compiler does not know it refuses', () => {
  const compile = (rules: string): string => emitModule('a.ohm', 'A', rulesOf(ohm.grammar(`A { ${rules} }`)), ['start'])

  test.each([
    ['code points', 'start = any*'],
    ['characters above U+FFFF', 'start = "a".."\\u{10ffff}"'],
    ['letters of Unicode', 'start = letter'],
    ['rules with parameters', 'start = twice<"a">  twice<x> = x x'],
    ['syntactic rules', 'start = "a"  Other = "b"'],
    ['case', 'start = caseInsensitive<"a">'],
    ['tokens that are only looked at', 'start = &token "a"  token (a token) = "a"'],
    ['start rules that are not there', 'other = "a"'],
  ])('%s', (_, rules) => expect(() => compile(rules)).toThrow())

  test('but not what it knows', () => {
    const rules = 'start = (token | ~"b" "a".."z")* end  token (a token) = "x"+ &"y"'
    expect(compile(rules)).toContain('export function match')
  })
})
