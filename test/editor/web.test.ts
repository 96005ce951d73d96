/** Runs the tests of suite/ in a browser alone: the extension in VS Code's web worker host, its server in a worker beside it. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { format } from 'node:util'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'
import { root } from './package.ts'
import { writeProject } from './project.ts'
import { makeHome, openWindow, readOutput, removeHome, startServer } from './vscode.ts'

/** Where the window finds the extension and its tests: over HTTP, as web extensions come. */
const AT = '/gatelint-under-test'

const results = await run()

test('the tests in the web worker host run to their end', () => {
  expect(results.tests, results.log).not.toEqual([])
  expect(results.log).toContain('ended without a fault')
})

test.each(results.tests.map(({ title, error }) => [title, error]))('in a browser: %s', (_title, error) => {
  if (error !== undefined) expect.fail(error)
})

async function run(): Promise<{ tests: readonly { title: string; error?: string }[]; log: string }> {
  const suite = path.join(root, '.vscode-test/web-suite.cjs')
  buildSync({
    entryPoints: [path.join(root, 'test/editor/web-index.ts')],
    outfile: suite,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    alias: { mocha: path.join(root, 'test/editor/web-mocha.ts') },
    define: { global: 'globalThis', process: '{"env":{}}' },
  })
  const home = makeHome()
  const server = await startServer(home)
  const tests: { title: string; error?: string }[] = []
  let log = ''
  let end: (reason: unknown) => void = () => {}
  const ended = new Promise(resolve => {
    end = resolve
  })
  const timer = setTimeout(end, 120_000, 'did not end')
  const window = await openWindow(home, server, {
    folder: writeProject(path.join(home, 'shop')),
    expose: {
      codeAutomationLog: (type: string, args: unknown[]) => {
        const line = format(...args)
        log += `[${type}] ${line}\n`
        for (const [, result] of line.matchAll(/RESULT (\{.*\})/g)) tests.push(JSON.parse(result!))
      },
      codeAutomationExit: end,
    },
    web: {
      at: AT,
      tests: `${AT}/suite.cjs`,
      fileOf: name => {
        const file = name === '/suite.cjs' ? suite : path.join(root, name)
        return existsSync(file) ? file : undefined
      },
    },
  })
  const reason = await ended
  clearTimeout(timer)
  log += reason === 0 ? 'ended without a fault' : `ended with ${reason}\n${readOutput(home)}`
  await window.close()
  await server.stop()
  removeHome(home)
  return { tests, log }
}
