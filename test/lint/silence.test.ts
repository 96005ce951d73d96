/** Comments that silence findings: where they are written, and that they do what they say. */
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../server/fix.ts'
import type { Edit, Finding } from '../../server/rule.ts'
import { isSilenced, silenceFile, silenceStatement, silencesOf } from '../../server/silence.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Dialect, Document } from '../../server/syntax/tree.ts'

/** The finding at a part of the text. */
const findingAt = (text: string, part: string): Finding => {
  const start = text.indexOf(part)
  const at = { file: '/f', start, end: start + part.length }
  return { rule: 'a-rule', severity: 'error', message: '', at }
}

const documentOf = (dialect: Dialect, text: string): Document => parse('/f', dialect, text)

const isSilent = (dialect: Dialect, text: string, part: string): boolean =>
  isSilenced(findingAt(text, part), silencesOf(documentOf(dialect, text)))

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
    ['through other comments', '# gatelint-ignore a-rule\n# more\n\nlisten 80;\n', true],
  ]
  test.each(cases)('%s', (_, text, silent) => expect(isSilent('nginx', text, '80')).toBe(silent))
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
  if (after !== undefined) expect(isSilent(dialect, after, '80')).toBe(true)
}
