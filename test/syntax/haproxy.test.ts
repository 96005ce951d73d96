/** How HAProxy is read: texts, and the trees that they make. */
import { describe, expect, test } from 'vitest'
import { parse } from '../../server/syntax/parse.ts'
import { check, plain } from './render.ts'

describe('in order', () => {
  test.each([
    ['', ''],
    [' \t\r\n\n', ''],
    ['global\n  daemon\n', 'global {\n  daemon'],
    [
      'defaults\n mode http\nfrontend a\n bind :80\n\nbackend b\n server c d:1\n',
      'defaults {\n  mode http\nfrontend a {\n  bind :80\nbackend b {\n  server c d:1',
    ],
    ['  global\n  daemon\n', 'global {\n  daemon'],
    ['listen a\nlisten b\n', 'listen a {\nlisten b {'],
    ['"glo"bal\n daemon\n', 'global {\n  daemon'],
    ['backend a\n no option x\n default b\n', 'backend a {\n  no option x\n  default b'],
    ['global\r\n daemon\r\n', 'global {\n  daemon'],
    ['[engine]\nspoe-agent a\n', '[engine]\nspoe-agent a {'],
    [
      'crt-store a\nacme b\nlog-profile c\ntraces\nhealthcheck d\n',
      'crt-store a {\nacme b {\nlog-profile c {\ntraces {\nhealthcheck d {',
    ],
  ])('%j', (text, expected) => check('haproxy', text, expected))
})

describe('words', () => {
  /** The text of a line in `global`, as it is read. */
  const words = (line: string): readonly string[] => {
    const { directives, problems } = parse('file', 'haproxy', `global\n${line}\n`)
    expect(problems).toEqual([])
    const [first] = directives[0]!.body!
    return [first!.name, ...first!.args].map(word => word.text)
  }

  test.each([
    ['blanks separate, VT and FF too', 'a\tb\u000bc\u000cd', ['a', 'b', 'c', 'd']],
    ['a NBSP does not', 'a\u00a0b', ['a\u00a0b']],
    ['quotes within a word', 'zz"q x"y \'a b\'c', ['zzq xy', 'a bc']],
    ['nothing is special in single quotes', `'a\\x4\\"$X # "'`, ['a\\x4\\"$X # "']],
    ['a single quote in double ones', `"it's"`, ["it's"]],
    ['escapes', 'a\\ b\\#c\\\\d\\te\\rf\\ng\\"h\\\'i', ['a b#c\\d\te\rf\ng"h\'i']],
    ['escapes in double quotes', '"a\\ b\\#c\\\\d\\te\\rf\\ng\\"h\\\'i"', ['a b#c\\d\te\rf\ng"h\'i']],
    ['characters by number', 'a\\x41"\\x42"', ['aAB']],
    ['other pairs keep the backslash', 'a\\q"\\w"\\;', ['a\\q\\w\\;']],
    ['a backslash before a tab protects nothing', 'a\\\tb', ['a\\', 'b']],
    ['no line goes on', 'a b\\', ['a', 'b\\']],
    ['a protected dollar sign, in double quotes alone', '"\\$x" \\$x', ['$x', '\\$x']],
    [
      'environment variables stay as they are written',
      '"${HOME}" "$A:${B-x y}" "${C[*]}"',
      ['${HOME}', '$A:${B-x y}', '${C[*]}'],
    ],
    ['a default value goes to its brace', '"${A-"b"\\}c"', ['${A-"b"\\}c']],
    ['outside double quotes they are text', '$A ${A', ['$A', '${A']],
    ['empty words', `a "" ''`, ['a', '', '']],
    ['CR ends the line', 'a b\rc', ['a', 'b']],
    ['astral characters and lone surrogates', 'a \u{1f600} \ud83d', ['a', '\u{1f600}', '\ud83d']],
  ])('%s', (_, line, expected) => expect(words(line)).toEqual(expected))
})

describe('comments', () => {
  test.each([
    ['# a\nglobal # b\n daemon#c\n #\n', 'global {\n  daemon\n# a\n#^ b\n#^c\n#'],
    ['global\n a "#b" \\#c \'#d\'\n', 'global {\n  a "#b" "#c" "#d"'],
    ['# a\r\nglobal # b\r\n', 'global {\n# a\n#^ b'],
  ])('%j', (text, expected) => check('haproxy', text, expected))
})

describe('conditions', () => {
  test.each([
    ['.if 1\nglobal\n daemon\n.endif\n', '.if 1\nglobal {\n  daemon\n  .endif'],
    ['global\n.if a\n.elif b\n.else\n.endif\n', 'global {\n  .if a\n  .elif b\n  .else\n  .endif'],
    ['global\n .notice x\n .diag y\n', 'global {\n  .notice x\n  .diag y'],
    ['.if 0\nfoo\n.bar\n.endif\n', '.if 0\nfoo\n.bar\n.endif'],
    ['global\n.if a\n.if b\n.endif\n', 'global {\n  .if a\n  .if b\n  .endif\n! conditional 2:1 ".if"'],
    ['.endif\n', '.endif\n! conditional 1:1 ".endif"'],
    ['global\n .else\n', 'global {\n  .else\n! conditional 2:2 ".else"'],
    ['.if a\n.else\n.elif b\n.endif\n', '.if a\n.else\n.elif b\n.endif\n! conditional 3:1 ".elif" -> 2:1'],
    ['.if a\n.else\n.else\n.endif\n', '.if a\n.else\n.else\n.endif\n! conditional 3:1 ".else" -> 2:1'],
    ['.foo\n', '.foo\n! conditional 1:1 ".foo"'],
  ])('%j', (text, expected) => check('haproxy', text, expected))
})

describe('faults', () => {
  const many = (count: number): string => Array.from({ length: count }, (_, index) => `w${index}`).join(' ')

  test.each([
    ['no section', 'foo bar\nglobal\n', 'foo bar\nglobal {\n! outside-section 1:1 "foo"'],
    ['no line feed', 'global\n daemon', 'global {\n  daemon\n! missing-newline 2:8 "" +"\\n" 2:8'],
    ['no line feed behind blanks', 'global\n ', 'global {\n! missing-newline 2:2 "" +"\\n" 2:2'],
    ['a double quote left open', 'global\n a "b\n c\n', 'global {\n  a b\n  c\n! unclosed-quote 2:4 "\\""'],
    ['a single quote left open', "global\n a 'b c\n d\n", 'global {\n  a "b c"\n  d\n! unclosed-quote 2:4 "\'"'],
    ['a quote left open before CR', 'global\n a "b\r\n', 'global {\n  a b\n! unclosed-quote 2:4 "\\""'],
    ['no number', 'global\n a\\xzz\n', 'global {\n  "a\\\\xzz"\n! bad-escape 2:3 "\\\\x"'],
    ['half a number', 'global\n a\\x4\n', 'global {\n  "a\\\\x4"\n! bad-escape 2:3 "\\\\x"'],
    ['a brace left open', 'global\n "a${X"\n', 'global {\n  "a${X"\n! bad-variable 2:4 "${X"'],
    [
      'a brace left open behind a default value',
      'global\n "${X-a b"\n',
      'global {\n  "${X-a b\\""\n! bad-variable 2:3 "${X"',
    ],
    ['no name', 'global\n "a$ b"\n', 'global {\n  "a$ b"\n! bad-variable 2:4 "$"'],
    ['no name in braces', 'global\n "${}"\n', 'global {\n  "${}"\n! bad-variable 2:3 "$"'],
    ['a number as a name', 'global\n "$1"\n', 'global {\n  $1\n! bad-variable 2:3 "$"'],
    ['an index', 'global\n "${X[0]}"\n', 'global {\n  "${X[0]}"\n! bad-variable 2:3 "${X["'],
    ['only one of three', 'global\n "$ ${X\n', 'global {\n  "$ ${X"\n! bad-variable 2:3 "$"'],
    ['NUL', 'global\n a\0b\n', 'global {\n  a\n! unexpected-text 2:3 "\\u0000"'],
    ['too many words', `global\n ${many(65)}\n`, `global {\n  ${many(65)}\n! too-many-words 2:248 "w64"`],
    ['as many as can be', `global\n ${many(64)}\n`, `global {\n  ${many(64)}`],
    [
      'but not with a blank behind them',
      `global\n ${many(64)} \n`,
      `global {\n  ${many(64)}\n! too-many-words 2:244 "w63"`,
    ],
    ['a byte order mark', '\ufeffglobal\n', 'global {\n! unexpected-text 1:1 "\ufeff" +"" 1:1'],
  ])('%s', (_, text, expected) => check('haproxy', text, expected))
})

test('words and sections are found where they were written', () => {
  const text = '\nbackend a # b\n  x y"\\"z"w\n\n# c\nbackend d\n'
  const [section] = parse('file', 'haproxy', text).directives
  expect(text.slice(section?.at.start, section?.at.end)).toBe('backend a # b\n  x y"\\"z"w')
  expect(plain(section?.body?.[0]?.args)).toEqual([
    { text: 'y"zw', at: { file: 'file', start: 19, end: 26 }, offsets: [19, 21, 23, 25, 26] },
  ])
})
