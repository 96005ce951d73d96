/** Runs the tests of suite/ inside VS Code's extension host, and tells of each how it went. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './package.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gatelint-host-'))
const resultsFile = path.join(folder, 'results.json')
const { status, stdout, stderr } = spawnSync('npx', ['vscode-test'], {
  cwd: root,
  encoding: 'utf8',
  env: {
    ...process.env,
    VSCODE_TEST_EXECUTABLE: path.join(import.meta.dirname, 'code.ts'),
    GATELINT_TEST_RESULTS: resultsFile,
  },
})
const results = readResults()
rmSync(folder, { recursive: true, force: true })

test('the tests in the extension host run to their end', () => {
  expect(results, `vscode-test ended with ${status}.\n${stdout}\n${stderr}`).not.toEqual([])
})

test.each(results.map(({ title, error }) => [title, error]))('%s', (_title, error) => {
  if (error !== undefined) expect.fail(error)
})

function readResults(): readonly { readonly title: string; readonly error?: string }[] {
  try {
    return JSON.parse(readFileSync(resultsFile, 'utf8'))
  } catch {
    return []
  }
}
