/** What holds for the colours of any text: names are known as the catalogues know them, and nothing runs on that is over. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import textmate from 'vscode-textmate'
import { generateConfig } from '../../scripts/generate-config.ts'
import { patternOf, withNames } from '../../scripts/grammar-names.ts'
import type { Dialect } from '../../server/syntax/tree.ts'
import { randomLine, randomOf } from '../syntax/random.ts'
import { loadGrammar } from './colours.ts'

describe.each<Dialect>(['nginx', 'haproxy'])('%s', async dialect => {
  const grammar = await loadGrammar(`source.${dialect}`)

  test('the grammar knows the names of the catalogue', () => {
    const text = readFileSync(new URL(`../../syntaxes/${dialect}.tmLanguage.json`, import.meta.url), 'utf8')
    expect(withNames(dialect, text)).toBe(text)
  })

  test('at the end of a whole file nothing is open', () => {
    let stack = textmate.INITIAL
    for (const line of generateConfig(dialect, 300).split('\n')) stack = grammar.tokenizeLine(line, stack).ruleStack
    expect(stack.depth).toBe(1)
  })
})

test('a line of HAProxy is over at its end, whatever stands on it', async () => {
  const grammar = await loadGrammar('source.haproxy')
  const random = randomOf(1)
  const heads = [
    '',
    '  ',
    'frontend ',
    ' acl a ',
    ' http-request ',
    ' http-request replace-path ',
    ' server a ',
    '.if ',
  ]
  const open = Array.from({ length: 4000 }, () => random.of(heads) + randomLine(random)).filter(
    line => grammar.tokenizeLine(line, textmate.INITIAL).ruleStack.depth !== 1,
  )
  expect(open).toEqual([])
})

test.each([
  [['a'], ['b', '']],
  [
    ['proxy_pass', 'proxy_pass_header', 'proxy', 'root'],
    ['prox', 'proxy_', 'proxy_pass_', 'roots', 'oot'],
  ],
  [
    ['tune.h1', 'tune.h2', '51degrees'],
    ['tune-h1', 'tune', '51'],
  ],
])('a pattern for just %j', (words, others) => {
  const pattern = new RegExp(`^(?:${patternOf(words)})$`)
  expect([...words, ...others].filter(word => pattern.test(word))).toEqual(words)
})
