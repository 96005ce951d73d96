/** The reader of pages, held against small pages. */
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../server/rule.ts'
import { compare, marksOf } from './marks.ts'
import { readPage } from './page.ts'

const block = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`

const page = ({ examples = example, silent = silence, extra = '' } = {}): string => `# some-rule

What it finds, in a sentence.

## What it finds

Prose with a block of its own:

${block('text', 'connect() failed')}
${extra}
## Why it answers 502

## Examples

${examples}

## Fix and its safety

## Silent when

${silent}

## References
`

const example = `### A case\n\n${block('nginx', 'server { }\n#      ^^^ error: some-rule')}`
const silence = `### Nothing is wrong\n\n${block('haproxy', 'defaults')}`

const caseOf = (examples: string) => readPage(page({ examples })).cases[0]!

describe('a page', () => {
  test('has an id, a summary and cases, and no problems', () => {
    expect(readPage(page())).toEqual({
      id: 'some-rule',
      summary: 'What it finds, in a sentence.',
      problems: [],
      cases: [
        {
          name: 'A case',
          kind: 'example',
          line: 18,
          files: [
            { path: 'nginx.conf', language: 'nginx', text: 'server { }\n#      ^^^ error: some-rule\n', line: 21 },
          ],
          outcomes: [],
        },
        {
          name: 'Nothing is wrong',
          kind: 'silent',
          line: 30,
          files: [{ path: 'haproxy.cfg', language: 'haproxy', text: 'defaults\n', line: 33 }],
          outcomes: [],
        },
      ],
    })
  })

  test('names its files by language or by a path on the line before', () => {
    const files = caseOf(
      `### A case\n\n${block('yaml', 'a: 1')}\n${block('dockerfile', 'FROM x')}\n${block('env', 'A=1')}\n` +
        `\`conf.d/api.conf\`\n\n${block('nginx', 'x;')}\n\`package.json\`\n${block('json', '{}')}\n${block('text', 'prose')}`,
    ).files
    expect(files.map(file => file.path)).toEqual([
      'compose.yaml',
      'Dockerfile',
      '.env',
      'conf.d/api.conf',
      'package.json',
    ])
  })

  test('tells the outcomes of the safe fixes from those of a title', () => {
    const { outcomes } = caseOf(
      `### A case\n${block('nginx', 'a;\n#^ error: x')}${block('yaml', 'b: 1')}${block('nginx fixed', 'A;')}` +
        `${block('nginx fixed: Do this: now', 'B;')}${block('yaml fixed: Do this: now', 'B: 1')}`,
    )
    expect(outcomes.map(({ title, files }) => [title, ...files.map(file => `${file.path}=${file.text}`)])).toEqual([
      [undefined, 'nginx.conf=A;\n'],
      ['Do this: now', 'nginx.conf=B;\n', 'compose.yaml=B: 1\n'],
    ])
  })

  test('may leave out the last line feed', () => {
    expect(caseOf(`### A case\n${block('haproxy no-newline', '# v error: x\nglobal')}`).files[0]!.text).toBe(
      '# v error: x\nglobal',
    )
  })

  test('holds a proof', () => {
    expect(caseOf(`${example}\n${block('proof', 'GET /: 502')}`).proof).toEqual({ text: 'GET /: 502\n', line: 26 })
  })
})

describe('a page with a fault says so', () => {
  const faults: Record<string, [page: string, problem: string]> = {
    'no case': [page({ silent: '' }), 'line 1: The page has no case of kind "silent".'],
    'an untested block': [
      page({ extra: block('nginx', 'server;') }),
      'line 13: A nginx block stands outside of the cases, where nothing tests it.',
    ],
    'an extra heading': [
      page({ extra: '## More' }),
      'line 1: The headings are What it finds, More, Why it answers 502, Examples, Fix and its safety, Silent when, References; they must be What it finds, Why it …, Examples, Fix and its safety, Silent when, References.',
    ],
    'an example without a mark': [
      page({ examples: `### A\n${block('nginx', 'x;')}` }),
      'line 18: The example "A" marks no finding.',
    ],
    'a silent case with one': [page({ silent: example }), 'line 30: The silent case "A case" marks a finding.'],
    'a mark with a slip': [
      page({ examples: `${example}\n${block('yaml', 'a:\n# ^^ eror: x')}` }),
      'line 27: "# ^^ eror: x" cannot be read as a mark such as "# ^^^^ error: some-rule".',
    ],
    'a fix of no file': [
      page({ examples: `${example}\n${block('yaml fixed', 'x')}` }),
      'line 25: The case has no compose.yaml that could be fixed.',
    ],
    'a fix that changes nothing': [
      page({ examples: `### A\n${block('nginx', '#^ error: x')}${block('nginx fixed', '#^ error: x')}` }),
      'line 22: The fixed nginx.conf is the same as before.',
    ],
    'an unknown word': [
      page({ examples: `${example}\n${block('yaml broken', 'x')}` }),
      'line 25: "broken" is unknown here; "fixed", "fixed: title" and "no-newline" may stand there.',
    ],
    'an open block': [`${page()}\n\`\`\`text`, 'line 39: The block is not closed.'],
  }
  test.each(Object.entries(faults))('%s', (_, [text, problem]) => {
    expect(readPage(text).problems).toEqual([problem])
  })
})

describe('a mark', () => {
  const marks: Record<string, [text: string, key: string]> = {
    'lies under its columns': ['abc\n# ^ error: x', 'f:1:3-4 error: x'],
    'is indented as the text is': ['  server a;\n  #      ^ warning: x-y', 'f:1:10-11 warning: x-y'],
    'begins at the "#" with "<", both of which count': ['http {\n#<^^ info: x', 'f:1:1-5 info: x'],
    'is the one column of the "#" with "<" alone': ['  }\n  #< info: x', 'f:1:3-4 info: x'],
    'looks past other marks': [
      'a b c\n# ^ error: x\n#< error: y\n#   ^ error: z',
      'f:1:3-4 error: x, f:1:1-2 error: y, f:1:5-6 error: z',
    ],
    'is a place before a column': ['ab\n# | error: x', 'f:1:3-3 error: x'],
    'is a place in the line below': ['#  |v error: x\nabc', 'f:2:4-4 error: x'],
    'points down': ['# vv error: x\n# v error: y\nabcd', 'f:3:3-5 error: x, f:3:3-4 error: y'],
  }
  test.each(Object.entries(marks))('%s', (_, [text, key]) => {
    expect(
      marksOf('f', text)
        .map(mark => mark.key)
        .join(', '),
    ).toBe(key)
  })

  const text = 'ab cd\n# ^^ error: x "said"\n'
  const finding = (start: number, end: number, message: string): Finding => ({
    at: { file: 'f', start, end },
    message,
    rule: 'x',
    severity: 'error',
  })
  const compared = (findings: Finding[]) => compare(findings, marksOf('f', text), () => text)

  test('equals a finding at its place whose message holds its words', () => {
    const { found, marked } = compared([finding(2, 4, 'It is said so.')])
    expect(found).toEqual(marked)
  })
  test('may hold quotes, with or without a backslash', () => {
    const marks = marksOf('f', '# ^ error: x "no "a" here"\n# ^ error: x "no \\"a\\" here"')
    expect(marks.map(mark => mark.message)).toEqual(['no "a" here', 'no "a" here'])
  })
  test('shows what the message was instead', () => {
    expect(compared([finding(2, 4, 'Else.')])).toEqual({
      found: ['f:1:3-5 error: x "Else."'],
      marked: ['f:1:3-5 error: x "said"'],
    })
  })
  test('is not shared by two findings', () => {
    expect(compared([finding(2, 4, 'said'), finding(2, 4, 'said again')]).found).toEqual([
      'f:1:3-5 error: x "said again"',
      'f:1:3-5 error: x "said"',
    ])
  })
  test('shows a finding over several lines as such', () => {
    expect(compared([finding(0, 7, '-')]).found).toEqual(['f:1:1-2:2 error: x "-"'])
  })
})
