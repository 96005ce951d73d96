/** Small configurations that the real HAProxy refuses or accepts: the catalogue must say the same, of the very line. */
import { describe, expect, test } from 'vitest'
import { faultsOf } from '../../server/catalog/check-haproxy.ts'
import { parse } from '../../server/syntax/parse.ts'
import { lineStarts, positionAt } from '../../server/syntax/text.ts'
import { disagreements } from './haproxy-ask.ts'
import { accepted, refused } from './haproxy-language.ts'

/** The lines of which ours says that HAProxy refuses them, and why. */
function refusedBy(text: string): { readonly lines: readonly number[]; readonly messages: readonly string[] } {
  const { directives } = parse('haproxy.cfg', 'haproxy', text)
  const starts = lineStarts(text)
  const found = faultsOf({ directives, complete: true }).filter(fault => fault.refused)
  return {
    lines: [...new Set(found.map(({ at }) => positionAt(starts, at.start).line + 1))],
    messages: found.map(({ message }) => message),
  }
}

/** The texts of a table. */
const textsOf = (table: string): readonly string[] => table.split(/^---\n/m).map(text => text.replace(/^\n/, ''))

const total = (tables: Readonly<Record<string, string>>): number => Object.values(tables).flatMap(textsOf).length

describe('what HAProxy refuses is refused, on the very line', () => {
  test.each(Object.entries(refused))('%s', { timeout: 60_000 }, async (_name, table) => {
    const found = await disagreements(textsOf(table), (text, real) => {
      const line = text.split('\n').findIndex(line => line.endsWith('# refused')) + 1
      const { lines } = refusedBy(text)
      const isRight = real.refused && (real.lines.length === 0 || real.lines.includes(line))
      return isRight && lines.join() === `${line}` ? undefined : `${text}\nours: ${lines.join()}\n${real.output}`
    })
    expect(found).toEqual([])
  })
  test('there are enough of them', () => expect(total(refused)).toBeGreaterThanOrEqual(120))
})

describe('what HAProxy accepts is not refused', () => {
  test.each(Object.entries(accepted))('%s', { timeout: 60_000 }, async (_name, table) => {
    const found = await disagreements(textsOf(table), (text, real) => {
      const { messages } = refusedBy(text)
      return real.refused || messages.length > 0 ? [text, ...messages, real.output].join('\n') : undefined
    })
    expect(found).toEqual([])
  })
  test('there are enough of them', () => expect(total(accepted)).toBeGreaterThanOrEqual(60))
})
