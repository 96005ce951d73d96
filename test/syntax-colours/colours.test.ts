/** The grammars colour what the marked texts beside this file say. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { extentOf, loadGrammar, readMarks, scopesOf } from './colours.ts'

describe.each([
  ['nginx.conf', 'source.nginx'],
  ['haproxy.cfg', 'source.haproxy'],
] as const)('%s', async (file, scope) => {
  const { lines, marks } = readMarks(readFileSync(new URL(file, import.meta.url), 'utf8'))
  const scopes = scopesOf(await loadGrammar(scope), lines)

  test.each(
    marks.map(
      mark => [lines[mark.line]!.trim(), lines[mark.line]!.slice(mark.start, mark.end), mark.scope, mark] as const,
    ),
  )('%s: "%s" is %s', (_line, _text, name, { line, start, end }) => {
    expect(extentOf(scopes[line]!, start, name), scopes[line]![start]!.join(' ')).toEqual([start, end])
  })
})
