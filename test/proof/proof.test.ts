/** Every proof of every page, on the real servers; and a table of what was claimed and seen. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { readPage } from '../pages/page.ts'
import { missing } from './lab/lab.ts'
import { prove } from './prove.ts'

vi.setConfig({ testTimeout: 90_000, maxConcurrency: 12 })

const folder = new URL('../../server/rules/', import.meta.url)

const cases = readdirSync(folder)
  .filter(name => name.endsWith('.md'))
  .map(name => readPage(readFileSync(new URL(name, folder), 'utf8')))
  .flatMap(page => page.cases.map(found => ({ rule: page.id, name: found.name, found })))

const table: string[][] = []

test('the machine has what the proofs need', () => expect(missing()).toEqual([]))

describe.concurrent('on the real servers', () => {
  for (const { rule, name, found } of cases.filter(({ found }) => found.proof)) {
    test(`${rule}: ${name}`, async () => {
      const rows = await prove(found)
      for (const { text, claimed, seen } of rows) {
        for (const [index, claim] of claimed.entries())
          table.push([rule, name, text, claim, claim === seen[index] ? 'seen' : `SEEN ${seen[index]}`])
      }
      expect(rows.map(row => row.seen)).toEqual(rows.map(row => row.claimed))
    })
  }
})

afterAll(() => {
  const rows = [['rule', 'case', 'text', 'claimed', 'seen'], ...table.sort()]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(Math.min(widths[column]!, 60)))
      .join('  ')
      .trimEnd(),
  )
  const unproved = cases.filter(({ found }) => found.kind === 'example' && !found.proof)
  const rest = unproved.map(({ rule, name }) => `without a proof: ${rule}: ${name}`)
  process.stdout.write(`\n${[...lines, '', ...rest].join('\n')}\n\n`)
})
