/** What everything is measured with: configurations of any size that the real servers accept, hardly a line of them twice. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { generateConfig } from '../../scripts/generate-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatelint-generated-'))
afterAll(() => rmSync(folder, { recursive: true }))

const options = { nginx: ['-t', '-q', '-e', 'stderr', '-c'], haproxy: ['-c', '-q', '-f'] } as const

/** The part of the lines that stand elsewhere as well; empty lines and braces alone do not count. */
function repeated(text: string): number {
  const lines = text.split('\n').filter(line => /[^\s{}]/.test(line))
  return 1 - new Set(lines).size / lines.length
}

test.each(
  (['nginx', 'haproxy'] as const).flatMap(dialect => [1_000, 10_000, 100_000].map(lines => [dialect, lines] as const)),
)('%s accepts %i lines', (dialect, lines) => {
  const text = generateConfig(dialect, lines)
  const file = join(folder, `${dialect}-${lines}`)
  writeFileSync(file, text)
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
  const { status, stderr, error } = spawnSync(dialect, [...options[dialect], file], { encoding: 'utf8', env })
  if (error) throw error
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(text.split('\n')).toHaveLength(lines + 1)
  expect(repeated(text)).toBeLessThan(0.05)
})
