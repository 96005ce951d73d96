/** What the README shows is what a person sees. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { built } from './gatelint.ts'

const { run } = built()
const root = new URL('../../', import.meta.url)

test('the shop’s report stands in the README to the letter', async () => {
  const { out } = await run(fileURLToPath(root), ['examples/shop'])
  const shown = ['```text', out.trimEnd(), '```'].join('\n')
  expect(readFileSync(new URL('README.md', root), 'utf8')).toContain(shown)
})
