/** What nginx refuses, the catalogue refuses at the same directive; what nginx takes, it takes. Each text is given to both. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf } from '../../server/catalog/check-nginx.ts'
import { configsOf } from '../../server/model/configs.ts'
import { lineStarts, positionAt } from '../../server/syntax/text.ts'
import { read } from '../read.ts'
import { accepted } from './nginx-accepted.ts'
import { type Table, whole } from './nginx-language.ts'
import { refused } from './nginx-refused.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatelint-'))
  mkdirSync(join(folder, 'logs'))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** The line (from 1) at which nginx stopped, if it said one; undefined where it takes the text. */
function asNginx(text: string): { readonly line: number | undefined; readonly message: string } | undefined {
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, text)
  const { status, stderr, error } = spawnSync('nginx', ['-t', '-p', folder, '-c', file, '-e', 'stderr'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  if (error) throw error
  if (status === 0) return undefined
  const message = /\[emerg\] (?:\d+#\d+: )?(.*)/.exec(stderr)?.[1] ?? stderr
  const line = /nginx\.conf:(\d+)$/.exec(message)?.[1]
  return { line: line === undefined ? undefined : Number(line), message }
}

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
    const theirs = asNginx(text)
    const { document, faults } = asGatelint(text)
    expect(document.problems).toEqual([])
    expect(theirs, 'nginx takes it').toBeDefined()
    expect(faults.map(({ at }) => text.slice(at.start, at.end))).toEqual([text.slice(start, end)])
    expect(faults[0]!.at.start).toBe(start)
    const starts = lineStarts(text)
    const line = positionAt(starts, start).line + 1
    /** What nginx finds only when it has read all, it tells of no line, of the end, or of the block. */
    if (!/variable$|no servers|zone|shared memory|no resolver|no "ssl_certificate"/.test(theirs!.message))
      expect(theirs!.line).toBe(line)
  })

  test('of every kind, and many', () => {
    expect(cases(refused).length).toBeGreaterThanOrEqual(150)
  })
})

describe('both accept', () => {
  test.each(cases(accepted))('%s: %s', (around, inside) => {
    const text = whole(around, inside)
    expect(asNginx(text)).toBeUndefined()
    const { document, faults } = asGatelint(text)
    expect([...document.problems, ...faults]).toEqual([])
  })
})
