/** None of our regular expressions takes more than in proportion to its text, whatever that holds. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'
import { compiled } from './backtracking.ts'

const root = new URL('../../', import.meta.url)

/** Every expression that is written in the project, once, with the place where it stands first. */
function expressions(): ReadonlyMap<string, { readonly place: string; readonly pattern: RegExp }> {
  const found = new Map<string, { place: string; pattern: RegExp }>()
  const files = ['server', 'client'].flatMap(folder =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file}`),
  )
  for (const file of files.filter(name => name.endsWith('.ts')).sort()) {
    const text = readFileSync(new URL(file, root), 'utf8')
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      if ('regex' in node && 'start' in node) {
        const { pattern, flags } = node.regex as { readonly pattern: string; readonly flags: string }
        const place = `${file}:${text.slice(0, Number(node.start)).split('\n').length}`
        const key = `/${pattern}/${flags}`
        if (!found.has(key)) found.set(key, { place, pattern: new RegExp(pattern, flags) })
      } else for (const part of Object.values(node)) visit(part)
    }
    visit(parseAst(text, { lang: 'ts' }))
  }
  return found
}

/** What is repeated in texts that are to make an expression try and try again: what it is made of, one by one and two by two. */
function pumpsOf(source: string): readonly string[] {
  const written = source.replace(/\\(?:u\w{4}|u\{\w+\}|x\w\w|[pP]\{[^}]*\}|[dDwWsSbBntrfv])/g, '')
  const chars = [...new Set([' ', 'a', '0', '\n', ...written.replace(/[|?+^$\\]/g, ''), '\t', '/', '\\', '$'])].slice(
    0,
    20,
  )
  const some = chars.slice(0, 10)
  const words = [...new Set(source.match(/[a-z_]{3,}/gi) ?? [])].slice(0, 4)
  return [
    ...chars,
    ...some.flatMap(a => some.map(b => a + b)),
    ...words,
    ...words.flatMap(word => some.slice(0, 5).map(char => word + char)),
  ]
}

const beginningsOf = (source: string): readonly string[] => [
  ...new Set([
    '',
    'a',
    ...(source.match(/[a-z_]{2,}|\\?[^\w\s]/gi) ?? []).slice(0, 4).map(word => word.replace('\\', '')),
  ]),
]

/** How long the texts are: twice as long may take little more than twice as much. */
const LENGTH = 60
const MOST_GROWTH = 2.7

/** The text that takes more than in proportion to its length, if there is one. */
function attackOn(pattern: RegExp): string | undefined {
  const run = compiled(pattern)
  for (const beginning of beginningsOf(pattern.source)) {
    for (const pump of pumpsOf(pattern.source)) {
      const textOf = (length: number): string => `${beginning}${pump.repeat(length / pump.length)}\u0001`
      const twice = run(textOf(2 * LENGTH)).tries
      if (twice === Number.POSITIVE_INFINITY || (twice > 8 * LENGTH && twice > MOST_GROWTH * run(textOf(LENGTH)).tries))
        return `${beginning}, then ${pump} again and again`
    }
  }
  return undefined
}

test.each([
  ['a repetition in a repetition', /^(?:a+)+$/],
  ['two that take the same', /^a*a*b/],
  ['a repetition that may begin anywhere', /a+$/],
  ['a choice of the same', /^(?:a|a)*b/],
  ['blanks around a comma', /\s*,/],
  ['a look behind', /(?<=^a*)b/],
])('an expression that takes too long is noticed: %s', (_, pattern) => expect(attackOn(pattern)).toBeDefined())

test.each([
  ['one after the other', /^a+b+$/],
  ['a repetition that begins where nothing like it stands', /(?<!a)a+$/],
  ['no more than so many', /a{0,1000}b/],
])('one that does not is left alone: %s', (_, pattern) => expect(attackOn(pattern)).toBeUndefined())

const all = [...expressions()]

test('they are found, and matched as JavaScript matches them', () => {
  expect(all.length).toBeGreaterThan(700)
  for (const [key, { pattern }] of all) {
    if (pattern.sticky || /\{\d*\d\d/.test(pattern.source)) continue
    const run = compiled(pattern)
    for (const text of [
      '',
      'server a:80; # b',
      'http://${x}:8080/a?b=c',
      '  - "a": [1, 2]\n',
      '%[src,map(/a)] {{ x }}',
      '10.0.0.1/8 5s',
    ])
      expect(run(text).matches, key).toEqual(
        Array.from(text.matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`)), found => found[0]),
      )
  }
})

test('none takes more than in proportion to the text', () => {
  const slow = all.flatMap(([key, { place, pattern }]) => {
    const attack = attackOn(pattern)
    return attack === undefined ? [] : [`${place} ${key} on ${JSON.stringify(attack)}`]
  })
  expect(slow).toEqual([])
})
