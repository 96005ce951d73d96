/** What stands inside one word. */
import { describe, expect, test } from 'vitest'
import { parse } from '../../server/syntax/parse.ts'
import type { Word } from '../../server/syntax/text.ts'
import {
  formatPartsOf,
  haproxySizeOf,
  haproxyTimeOf,
  nginxSizeOf,
  nginxTimeOf,
  partsOf,
} from '../../server/syntax/value.ts'

const seconds = (value: number): number => value * 1000

test.each([
  ['60', seconds(60)],
  ['500ms', 500],
  ['1m30s', seconds(90)],
  ['1m30', seconds(90)],
  ['1m 30s', seconds(90)],
  ['2h', seconds(7200)],
  ['1s500ms', 1500],
  ['1y1M1w1d', seconds(86_400 * (365 + 30 + 7 + 1))],
  ['1M', seconds(86_400 * 30)],
  ['30s1m', undefined],
  ['1h1h', undefined],
  ['1us', undefined],
  ['1.5s', undefined],
  ['-1', undefined],
  ['s', undefined],
  ['', undefined],
  ['$timeout', undefined],
  ['off', undefined],
])('the nginx time %j is %j ms', (text, expected) => expect(nginxTimeOf(text)).toBe(expected))

test.each([
  ['60', 60],
  ['5s', seconds(5)],
  ['500us', 0.5],
  ['2m', seconds(120)],
  ['1h', seconds(3600)],
  ['24d', seconds(86_400 * 24)],
  ['25d', undefined],
  ['1m30s', undefined],
  ['1w', undefined],
  ['5S', undefined],
  ['"${T}"', undefined],
  ['', undefined],
])('the HAProxy time %j is %j ms', (text, expected) => expect(haproxyTimeOf(text)).toBe(expected))

test.each([
  ['512', 512],
  ['4k', 4096],
  ['4K', 4096],
  ['8m', 8_388_608],
  ['1G', 1_073_741_824],
  ['1kk', undefined],
  ['k', undefined],
  ['1t', undefined],
])('the size %j is %j bytes', (text, expected) => {
  expect(nginxSizeOf(text)).toBe(expected)
  expect(haproxySizeOf(text)).toBe(expected)
})

describe('the parts of a word of nginx', () => {
  /** Each part as it is written in the text; of a variable also the name. */
  const shown = (written: string): string => {
    const text = `set $x ${written};`
    const [, value] = parse('file', 'nginx', text).directives[0]!.args as [Word, Word]
    const at = ({ at }: Word): string => text.slice(at.start, at.end)
    return partsOf(value)
      .map(part => (part.kind === 'text' ? at(part.word) : `<${at(part.word)}|${part.name}>`))
      .join(' ')
  }

  test.each([
    ['http://app:8080', 'http://app:8080'],
    ['http://$host:8080/$uri', 'http:// <$host|host> :8080/ <$uri|uri>'],
    ['http://${host}8080', 'http:// <${host}|host> 8080'],
    ['$1', '<$1|1>'],
    ['$12', '<$1|1> 2'],
    ['/$10x', '/ <$1|1> 0x'],
    ['$a$b', '<$a|a> <$b|b>'],
    ['a$', 'a $'],
    ['^(.*)$', '^(.*) $'],
    ['a${b', 'a ${b'],
    ['"a b$c d"', 'a b <$c|c>  d'],
    ['"\\"$c\\""', '\\" <$c|c> \\"'],
    ['x\\\\$y', 'x\\\\ <$y|y>'],
  ])('%s', (written, expected) => expect(shown(written)).toBe(expected))
})

describe('the parts of a log format of HAProxy', () => {
  /** Each part as it is written in the text, a variable as <…>, a sample as […] with its arguments. */
  const shown = (written: string): string => {
    const text = `global\n log-format ${written}\n`
    const value = parse('file', 'haproxy', text).directives[0]!.body![0]!.args[0]!
    const at = (word: Word | undefined): string => (word ? text.slice(word.at.start, word.at.end) : '')
    const brackets = { text: ['', ''], variable: ['<', '>'], sample: ['[', ']'] } as const
    return formatPartsOf(value)
      .map(part => brackets[part.kind][0] + at(part.word) + at(part.arguments) + brackets[part.kind][1])
      .join('|')
  }

  test.each([
    ['"%ci:%cp"', '<ci>|:|<cp>'],
    ['"%{+Q}r 100%%"', '<r>| 100|%%'],
    ['"%[src] x"', '[src]| x'],
    ['%[req.hdr(host),lower]', '[req.hdr(host)]|[lower]'],
    ['%{+X}[capture.req.hdr(0),field(1,.)]', '[capture.req.hdr(0)]|[field(1,.)]'],
    ['"%[var(txn.a),regsub(\\")\\",x)]!"', '[var(txn.a)]|[regsub(\\")\\",x)]|!'],
    ["'%[str(a b)]'", '[str(a b)]'],
    ['%[src', '[src]'],
    ['"% a"', '%| a'],
    ['%', '%'],
    ['plain', 'plain'],
  ])('%s', (written, expected) => expect(shown(written)).toBe(expected))
})
