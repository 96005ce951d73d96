/** How findings are told: one run in every format, and the drawing of odd lines. The expected texts stand in `expected/`. */
import { describe, expect, test } from 'vitest'
import { fingerprints } from '../../server/output/fingerprint.ts'
import { formats } from '../../server/output/formats.ts'
import { frame } from '../../server/output/frame.ts'
import type { Results } from '../../server/output/results.ts'
import { visible } from '../../server/output/terminal.ts'
import type { Finding } from '../../server/rule.ts'
import { lineStarts, positionAt, type Span } from '../../server/syntax/text.ts'

const texts: Readonly<Record<string, string>> = {
  '/shop/gateway/nginx.conf': [
    'server {',
    '\tlisten 80;',
    '\tlocation /api/ {',
    '\t\tproxy_pass http://api:8080; # 🚀 to the api',
    '\t}',
    '\tlocation / { proxy_pass http://wbe:3000; }',
    '\tlocation /old/ { proxy_pass http://api:8080; }',
    '}',
    '',
  ].join('\r\n'),
  '/shop/compose.yaml': 'services:\n  api:\n    ports: ["8080:3000"]\n  web:\n    expose: [3000]\n',
}

const spot = (file: string, part: string, nth = 0): Span => {
  const path = `/shop/${file}`
  let start = -1
  for (let index = 0; index <= nth; index += 1) start = texts[path]!.indexOf(part, start + 1)
  return { file: path, start, end: start + part.length }
}

const published = (nth: number): Finding => ({
  rule: 'port-mismatch',
  severity: 'error',
  at: spot('gateway/nginx.conf', '8080', nth),
  message: '8080 is the port of "api" on the host; inside the network it listens on 3000.',
  related: [{ at: spot('compose.yaml', '"8080:3000"'), message: '8080 on the host leads to 3000 of "api"' }],
  fixes: [
    { title: 'Use port 3000', safe: true, edits: [{ at: spot('gateway/nginx.conf', '8080', nth), text: '3000' }] },
  ],
})

const findings: readonly Finding[] = [
  { rule: 'no-resolver', severity: 'info', at: { file: '/shop/compose.yaml', start: 0, end: 0 }, message: 'A remark.' },
  published(0),
  {
    rule: 'unknown-host',
    severity: 'warning',
    at: spot('gateway/nginx.conf', 'wbe'),
    message: 'No service "wbe".',
    related: [{ at: spot('compose.yaml', 'web'), message: '"web" is declared here' }],
    fixes: [{ title: 'Ask "web"', safe: false, edits: [{ at: spot('gateway/nginx.conf', 'wbe'), text: 'web' }] }],
  },
  published(1),
]

const resultsOf = (findings: readonly Finding[]): Results => ({
  findings,
  rules: [{ id: 'port-mismatch', severity: 'error', group: 'reachability', summary: 'A wrong port.', check: () => [] }],
  files: 2,
  checked: ['/shop/compose.yaml', '/shop/gateway/nginx.conf'],
  reach: { gateways: 1, targets: 3, services: 2, reachable: 0, failing: 3, unknown: 0 },
  fixed: 0,
  known: 0,
  fixable: true,
  docs: rule => `file:///gatelint/rules/${rule}.md`,
  durationMs: 41.3,
  version: '1.2.3',
  text: file => texts[file] ?? '',
  locate: (file, offset) => positionAt(lineStarts(texts[file] ?? ''), offset),
  show: file => file.replace(/^\/shop\//, ''),
})

describe('one run in every format', () => {
  test.each(Object.entries(formats))('%s', async (name, format) => {
    await expect(format(resultsOf(findings), false)).toMatchFileSnapshot(`expected/${name}.txt`)
  })
  test('pretty, in colours', async () => {
    await expect(formats.pretty(resultsOf(findings), true)).toMatchFileSnapshot('expected/pretty-colours.txt')
  })
  test('a clean run', async () => {
    await expect(formats.pretty(resultsOf([]), false)).toMatchFileSnapshot('expected/pretty-clean.txt')
    expect(JSON.parse(formats.json(resultsOf([]), false))).toMatchObject({ summary: { errors: 0 }, files: [] })
    expect(formats.unix(resultsOf([]))).toBe('')
    expect(formats.github(resultsOf([]), false)).toBe('')
  })
})

test('GitHub gets ten annotations of a kind, and is told of the rest', () => {
  const lines = formats
    .github(resultsOf(Array.from({ length: 12 }, () => published(0))), false)
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(11)
  expect(lines.at(-1)).toBe('gatelint: 2 more errors: GitHub shows 10 of a kind in each step')
})

describe('a line and its mark', () => {
  const wide = `${'a'.repeat(100)} bad ${'b'.repeat(100)}`
  const cases: Readonly<Record<string, readonly [line: string, marked: string, expected: readonly string[]]>> = {
    plain: ['listen 80;', '80', ['listen 80;', '       ^^']],
    'at the start': ['listen 80;', 'listen', ['listen 80;', '^^^^^^']],
    'tabs stand every four columns': ['\tab\tx 80;', '80', ['    ab  x 80;', '          ^^']],
    'a tab is marked in full': ['a\tb', '\t', ['a   b', ' ^^^']],
    'wide characters': ['# 日本 bad', 'bad', ['# 日本 bad', '       ^^^']],
    'wide characters are marked in full': ['# 日本 bad', '日本', ['# 日本 bad', '  ^^^^']],
    'characters of two UTF-16 units': ['# 🚀𝒳 bad', 'bad', ['# 🚀𝒳 bad', '      ^^^']],
    'characters of several parts': ['# 👩‍🚀e\u0301 bad', 'bad', ['# 👩‍🚀e\u0301 bad', '      ^^^']],
    'what steers a terminal': ['# \x1b[31m bad', 'bad', ['# ␛[31m bad', '        ^^^']],
    'what turns the direction of reading': ['# \u202e bad', 'bad', ['# \ufffd bad', '    ^^^']],
    'CRLF does not show': ['listen 80;\r\nx', '80', ['listen 80;', '       ^^']],
    'a byte order mark does not show': ['\ufefflisten 80;', '80', ['listen 80;', '       ^^']],
    'the first of several lines': ['a "b\nc" d', '"b\nc"', ['a "b', '  ^^']],
    'the start of a long line': [`bad ${'b'.repeat(200)}`, 'bad', [`bad ${'b'.repeat(116)}…`, '^^^']],
    'the middle of a long line': [wide, 'bad', [`…${'a'.repeat(39)} bad ${'b'.repeat(76)}…`, `${' '.repeat(41)}^^^`]],
  }
  test.each(Object.entries(cases))('%s', (_, [text, marked, expected]) => {
    const start = text.indexOf(marked)
    const rows = frame(text, { start, end: start + marked.length }, 0)
    expect(rows.map(row => ('line' in row ? row.line : row.marks))).toEqual(expected)
  })

  test('an empty stretch has one mark, wherever it stands', () => {
    const marks = (text: string, at: number): string =>
      frame(text, { start: at, end: at }, 0)
        .map(row => ('line' in row ? `${row.number}${row.line}` : row.marks))
        .join('|')
    expect(marks('ab', 1)).toBe('1ab| ^')
    expect(marks('ab', 2)).toBe('1ab|  ^')
    expect(marks('ab\n', 3)).toBe('2|^')
    expect(marks('ab\r\ncd', 3)).toBe('1ab|  ^')
    expect(marks('', 0)).toBe('1|^')
    expect(marks('ab', 99)).toBe('1ab|  ^')
  })

  test('the lines around, as far as there are any', () => {
    const numbers = (text: string, at: number): string =>
      frame(text, { start: at, end: at }, 1)
        .map(row => ('line' in row ? `${row.number}${row.line}` : '^'))
        .join(' ')
    expect(numbers('a\nb\nc\nd\n', 2)).toBe('1a 2b ^ 3c')
    expect(numbers('a\nb\n', 0)).toBe('1a ^ 2b')
    expect(numbers('a\nb\n', 2)).toBe('1a 2b ^')
    expect(numbers('a\nb', 2)).toBe('1a 2b ^')
  })
})

test('nothing reaches the terminal that steers it', () => {
  const file = '/shop/\x1b]0;title\x07\n.conf'
  const evil: Finding = {
    rule: 'unknown-host',
    severity: 'error',
    at: { file, start: 0, end: 1 },
    message: 'No \x1b[2J\u009b1m\u202e "x".',
    related: [{ at: { file, start: 0, end: 1 }, message: '\x1b' }],
    fixes: [{ title: '\x1b', safe: true, edits: [] }],
  }
  const results: Results = { ...resultsOf([evil]), text: () => '\x1b[2J\x07' }
  for (const [name, format] of Object.entries(formats)) {
    if (name === 'github') continue // for a machine, which escapes what it shows
    expect(format(results, false).replaceAll('\n', ''), name).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
  }
  expect(formats.github(results, false).trimEnd()).not.toContain('\n')
  expect(visible('a\tb\u007f\ud800')).toBe('a␉b␡\ufffd')
})

describe('the name of a finding', () => {
  const nameOf = (text: string, part: string): string => {
    const start = text.indexOf(part)
    const finding: Finding = {
      rule: 'x',
      severity: 'error',
      message: 'm',
      at: { file: 'f', start, end: start + part.length },
    }
    return fingerprints({ ...resultsOf([finding]), text: () => text }).get(finding)!
  }
  const name = nameOf('listen 80;', '80')
  test('is a hash that does not change', () => expect(name).toBe('337751d9e69022af'))
  test.each(['\n\n# more\nlisten 80;', '  listen   80;', 'listen 80;\r\n', 'listen\t80;'])('outlives %j', text =>
    expect(nameOf(text, '80')).toBe(name),
  )
  test('changes with its line', () => expect(nameOf('listen 80 ssl;', '80')).not.toBe(name))
  test("is no other's", () => {
    const names = [...fingerprints(resultsOf(findings)).values()]
    expect(new Set(names).size).toBe(findings.length)
  })
})
