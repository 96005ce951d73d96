/** Comments that silence findings: where they are written, and that they do what they say. */
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../server/fix.ts'
import type { Edit, Finding } from '../../server/rule.ts'
import { commented, type Silence, silence, silencesIn } from '../../server/silence.ts'
import { silenceFile, silenceLine, silenceStatement } from '../../server/silencing.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Dialect, Document } from '../../server/syntax/tree.ts'
import { commentsIn, type Notation } from '../../server/topology/comments.ts'

/** The finding at a part of the text. */
const findingAt = (text: string, part: string): Finding => {
  const start = text.indexOf(part)
  const at = { file: '/f', start, end: start + part.length }
  return { rule: 'a-rule', severity: 'error', message: '', at }
}

const documentOf = (dialect: Dialect, text: string): Document => parse('/f', dialect, text)

const isSilent = (text: string, part: string, silences: readonly Silence[]): boolean =>
  silence([findingAt(text, part)], silences).left.length === 0

const isSilentIn = (dialect: Dialect, text: string, part: string): boolean =>
  isSilent(text, part, silencesIn(commented(documentOf(dialect, text))))

describe('what a comment covers', () => {
  const cases: readonly (readonly [what: string, text: string, silent: boolean])[] = [
    ['the next statement', '# gatelint-ignore a-rule\nlisten 80;\n', true],
    ['and no other', 'user a;\n# gatelint-ignore a-rule\nuser b;\nlisten 80;\n', false],
    ['with its block', '# gatelint-ignore a-rule\nserver {\n  listen 80;\n}\n', true],
    ['the statement of its line', 'listen 80; # gatelint-ignore a-rule\n', true],
    ['only that one', 'listen 80;\nuser a; # gatelint-ignore a-rule\n', false],
    ['for a reason', '# gatelint-ignore a-rule: the sidecar listens, too\nlisten 80;\n', true],
    ['several rules', '# gatelint-ignore other, a-rule\nlisten 80;\n', true],
    ['but none that it does not name', '# gatelint-ignore other\nlisten 80;\n', false],
    ['not all rules at once', '# gatelint-ignore\nlisten 80;\n', false],
    ['nothing where it is a word', 'user "# gatelint-ignore a-rule";\nlisten 80;\n', false],
    ['the file', 'user a;\n# gatelint-ignore-file a-rule: legacy\nlisten 80;\n', true],
    ['a stretch', '# gatelint-ignore-start a-rule\nuser a;\nlisten 80;\n# gatelint-ignore-end a-rule\n', true],
    [
      'not what follows it',
      '# gatelint-ignore-start a-rule\nuser a;\n# gatelint-ignore-end a-rule\nlisten 80;\n',
      false,
    ],
    ['no stretch without its end', '# gatelint-ignore-start a-rule\nlisten 80;\n', false],
    [
      'no stretch that ends for another rule',
      '# gatelint-ignore-start a-rule\nlisten 80;\n# gatelint-ignore-end other\n',
      false,
    ],
    ['through other comments', '# gatelint-ignore a-rule\n# more\n\nlisten 80;\n', true],
  ]
  test.each(cases)('%s', (_, text, silent) => expect(isSilentIn('nginx', text, '80')).toBe(silent))
})

describe('the comment that is written', () => {
  const nginx: Readonly<Record<string, readonly [before: string, after: string | undefined]>> = {
    'above the statement': ['server {\n  listen 80;\n}\n', 'server {\n  # gatelint-ignore a-rule\n  listen 80;\n}\n'],
    'in its indentation and line ends': [
      'a {\r\n\tlisten 80;\r\n}\r\n',
      'a {\r\n\t# gatelint-ignore a-rule\r\n\tlisten 80;\r\n}\r\n',
    ],
    'above the block that stands on one line': [
      '  server { listen 80; }\n',
      '  # gatelint-ignore a-rule\n  server { listen 80; }\n',
    ],
    'above a statement of several lines': [
      'listen\n  80\n  ssl;\n',
      '# gatelint-ignore a-rule\nlisten\n  80\n  ssl;\n',
    ],
    'behind a statement that begins within a line': [
      'user a; listen 80;\n',
      'user a; listen 80; # gatelint-ignore a-rule\n',
    ],
    'behind what ends a text of several lines': [
      'user "a\nb"; listen 80;\n',
      'user "a\nb"; listen 80; # gatelint-ignore a-rule\n',
    ],
    'behind a statement at the very end': ['user a; listen 80;', 'user a; listen 80; # gatelint-ignore a-rule'],
    'nowhere, where it would cover another statement': ['user a; listen 80; user b;\n', undefined],
    'nowhere, behind a comment': ['user a; listen 80; # why\n', undefined],
    'nowhere, outside of all statements': ['user a;\n# 80\n', undefined],
    'beside another one': [
      '# gatelint-ignore other\nlisten 80;\n',
      '# gatelint-ignore other\n# gatelint-ignore a-rule\nlisten 80;\n',
    ],
  }
  test.each(Object.entries(nginx))('nginx: %s', (_, [before, after]) => {
    expectWritten('nginx', before, after, silenceStatement(documentOf('nginx', before), findingAt(before, '80')))
  })

  const haproxy: Readonly<Record<string, readonly [before: string, after: string]>> = {
    'above the line': ['listen a\n  bind :80\n', 'listen a\n  # gatelint-ignore a-rule\n  bind :80\n'],
    'above the section': ['listen on80\n  bind :1\n', '# gatelint-ignore a-rule\nlisten on80\n  bind :1\n'],
  }
  test.each(Object.entries(haproxy))('HAProxy: %s', (_, [before, after]) => {
    expectWritten('haproxy', before, after, silenceStatement(documentOf('haproxy', before), findingAt(before, '80')))
  })

  test.each([
    ['listen 80;\n', '# gatelint-ignore-file a-rule\nlisten 80;\n'],
    ['# mine\r\nlisten 80;\r\n', '# gatelint-ignore-file a-rule\r\n# mine\r\nlisten 80;\r\n'],
    ['\uFEFFlisten 80;\n', '\uFEFF# gatelint-ignore-file a-rule\nlisten 80;\n'],
  ])('for the file: %j', (before, after) => {
    expectWritten('nginx', before, after, silenceFile(documentOf('nginx', before), findingAt(before, '80')))
  })
})

function expectWritten(dialect: Dialect, before: string, after: string | undefined, edit: Edit | undefined): void {
  expect(edit && applyEdits(before, [edit])).toBe(after)
  if (after !== undefined) expect(isSilentIn(dialect, after, '80')).toBe(true)
}

describe('in manifests', () => {
  const cases: readonly (readonly [what: string, notation: Notation, text: string, silent: boolean])[] = [
    ['the next node', 'yaml', 'services:\n  # gatelint-ignore a-rule\n  api:\n    image: "80"\n', true],
    ['and no other', 'yaml', '# gatelint-ignore a-rule\na: 1\nb: 80\n', false],
    ['the node of its line', 'yaml', 'ports: # gatelint-ignore a-rule\n- "80"\n', true],
    ['one item of a list', 'yaml', 'ports:\n  # gatelint-ignore a-rule\n  - "80"\n  - "81"\n', true],
    ['not the item before it', 'yaml', 'ports:\n  - "80"\n  # gatelint-ignore a-rule\n  - "81"\n', false],
    ['the file', 'yaml', '# gatelint-ignore-file a-rule\na: 1\nb: 80\n', true],
    ['nothing where it is a text', 'yaml', 'a: |\n  # gatelint-ignore a-rule\n  80\n', false],
    ['nothing where it is quoted', 'yaml', 'a: "\n  # gatelint-ignore a-rule\n  80"\n', false],
    ['an instruction with all its lines', 'dockerfile', '# gatelint-ignore a-rule\nRUN a \\\n  80\n', true],
    ['no other instruction', 'dockerfile', '# gatelint-ignore a-rule\nRUN a\nEXPOSE 80\n', false],
    ['a variable', 'env', 'A=1\n# gatelint-ignore a-rule\nPORT=80\n', true],
    ['no other variable', 'env', '# gatelint-ignore a-rule\nA=1\nPORT=80\n', false],
  ]
  test.each(cases)('%s', (_, notation, text, silent) => {
    expect(isSilent(text, '80', silencesIn(commentsIn(notation, '/f', text)))).toBe(silent)
  })

  const written: readonly (readonly [notation: Notation, before: string, after: string | undefined])[] = [
    ['yaml', 'a:\r\n  - "80"\r\n', 'a:\r\n  # gatelint-ignore a-rule\r\n  - "80"\r\n'],
    ['yaml', 'a: { b: 1,\n  c: 80 }\n', 'a: { b: 1,\n  # gatelint-ignore a-rule\n  c: 80 }\n'],
    ['yaml', 'a: |\n  b\n  80\n', undefined],
    ['dockerfile', 'FROM a\nRUN b \\\n  80\n', 'FROM a\n# gatelint-ignore a-rule\nRUN b \\\n  80\n'],
    ['env', 'A=1\nPORT=80', 'A=1\n# gatelint-ignore a-rule\nPORT=80'],
  ]
  test.each(written)('the comment that is written: %s %j', (notation, before, after) => {
    const edit = silenceLine(notation, before, findingAt(before, '80'))
    expect(edit && applyEdits(before, [edit])).toBe(after)
  })
})

test('a finding is silenced at either of its ends', () => {
  const manifest = '# gatelint-ignore a-rule\nports: 80\n'
  const silences = silencesIn(commentsIn('yaml', '/m', manifest))
  const start = manifest.indexOf('80')
  const at = { file: '/m', start, end: start + 2 }
  const found = { ...findingAt('listen 80;', '80'), related: [{ at, message: 'It listens here' }] }
  expect(silence([found], silences).left).toEqual([])
})
