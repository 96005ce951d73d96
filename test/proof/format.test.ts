/** The real servers say of formatted configurations what they say of those that somebody has written. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { generateConfig } from '../../scripts/generate-config.ts'
import { formatted, shuffled } from '../features/formatted.ts'
import { ask } from './haproxy-ask.ts'
import * as haproxy from './haproxy-language.ts'
import { accepted } from './nginx-accepted.ts'
import { type Table, whole } from './nginx-language.ts'
import { refused } from './nginx-refused.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatelint-format-'))
mkdirSync(join(folder, 'logs'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What nginx says against a text, without the line: nothing where it takes it. */
function asNginx(text: string): string {
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, text)
  const { status, stderr, error } = spawnSync('nginx', ['-t', '-p', folder, '-c', file, '-e', 'stderr'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  if (error) throw error
  return status === 0 ? '' : (/\[emerg\] (?:\d+#\d+: )?(.*?)(?::\d+)?$/m.exec(stderr)?.[1] ?? stderr)
}

/** Formatted as it is, and once more with its blanks in disorder first. */
const layouts = (dialect: 'nginx' | 'haproxy', text: string, seed: number): readonly string[] => [
  formatted(dialect, text),
  formatted(dialect, shuffled(text, seed)),
]

const textsOf = (table: Table): readonly string[] =>
  Object.entries(table).flatMap(([around, texts]) => texts.map(text => whole(around, text.replace(/[«»]/g, ''))))

describe('nginx', () => {
  test('takes what it took', () => {
    const texts = [...textsOf(accepted), generateConfig('nginx', 400)]
    const changed = texts.flatMap((text, seed) => layouts('nginx', text, seed).filter(layout => layout !== text))
    expect(changed.length).toBeGreaterThan(texts.length)
    expect(changed.filter(text => asNginx(text) !== '')).toEqual([])
  })

  test('refuses what it refused, for the same reason', () => {
    const changed = textsOf(refused).filter((text, seed) => {
      const [was, ...now] = [text, ...layouts('nginx', text, seed).slice(1)].map(asNginx)
      return was === '' || now.some(is => is !== was)
    })
    expect(changed).toEqual([])
  })
})

describe('HAProxy', () => {
  const textsOf = (tables: Readonly<Record<string, string>>): readonly string[] =>
    Object.values(tables).flatMap(table => table.split(/^---\n/m).map(text => text.replace(/^\n/, '')))

  test.each([
    ['takes', [...textsOf(haproxy.accepted), generateConfig('haproxy', 400)], false],
    ['refuses', textsOf(haproxy.refused), true],
  ] as const)('%s what it did before', { timeout: 120_000 }, async (_name, texts, isRefused) => {
    const wrong: string[] = []
    for (const [seed, text] of texts.entries())
      for (const layout of layouts('haproxy', text, seed))
        if (layout !== text && (await ask(layout)).refused !== isRefused) wrong.push(layout)
    expect(wrong).toEqual([])
  })
})
