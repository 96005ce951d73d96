/** What the README shows is what a person sees. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { built } from './gatelint.ts'

const { run } = built()
const root = new URL('../../', import.meta.url)

test.each([
  ['the shop’s report', ['examples/shop']],
  ['where its targets lead', ['doctor', 'examples/shop']],
])('%s stands in the README to the letter', async (_, args) => {
  const { out } = await run(fileURLToPath(root), args)
  const shown = ['```text', out.trimEnd(), '```'].join('\n')
  expect(readFileSync(new URL('README.md', root), 'utf8')).toContain(shown)
})
