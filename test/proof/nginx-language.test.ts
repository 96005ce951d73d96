/** What nginx refuses, the catalogue refuses at the same directive; what nginx takes, it takes. Each text is given to both. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf } from '../../server/catalog/check-nginx.ts'
import { configsOf } from '../../server/model/configs.ts'
import { lineStarts, positionAt } from '../../server/syntax/text.ts'
import { read } from '../read.ts'
import { accepted } from './nginx-accepted.ts'
import { installedNginx, type Nginx } from './nginx-ask.ts'
import { type Table, whole } from './nginx-language.ts'
import { refused } from './nginx-refused.ts'

let nginx: Nginx

beforeAll(() => {
  nginx = installedNginx()
})

afterAll(() => nginx.end())

const asGatelint = (text: string) => {
  const document = read('/etc/nginx/nginx.conf', 'nginx', text)
  const [config] = configsOf([document], () => [])
  return { document, faults: faultsOf(config!).filter(({ refused }) => refused) }
}

const cases = (table: Table) =>
  Object.entries(table).flatMap(([around, texts]) => texts.map(text => [around, text] as const))

describe('both refuse', () => {
  test.each(cases(refused))('%s: %s', (around, marked) => {
    const text = whole(around, marked.replace(/[«»]/g, ''))
    const start = whole(around, marked).indexOf('«')
    const end = whole(around, marked).indexOf('»') - 1
    const theirs = nginx.ask(text)
    const { document, faults } = asGatelint(text)
    expect(document.problems).toEqual([])
    expect(theirs, 'nginx takes it').toBeDefined()
    expect(faults.map(({ at }) => text.slice(at.start, at.end))).toEqual([text.slice(start, end)])
    expect(faults[0]!.at.start).toBe(start)
    const starts = lineStarts(text)
    const line = positionAt(starts, start).line + 1
    /** What nginx finds only when it has read all, it tells of no line, of the end, or of the block. */
    if (
      !/variable$|no servers|zone|shared memory|no resolver|no "ssl_certificate"|worker_connections are/.test(
        theirs!.message,
      )
    )
      expect(theirs!.line).toBe(line)
  })

  test('of every kind, and many', () => {
    expect(cases(refused).length).toBeGreaterThanOrEqual(150)
  })
})

describe('both accept', () => {
  test.each(cases(accepted))('%s: %s', (around, inside) => {
    const text = whole(around, inside)
    expect(nginx.ask(text)).toBeUndefined()
    const { document, faults } = asGatelint(text)
    expect([...document.problems, ...faults]).toEqual([])
  })
})
