#!/usr/bin/env -S node --import tsx
/**
 * Stands in for VS Code's `code` executable as far as @vscode/test-electron uses it: runs the tests in the extension host
 * of a real VS Code server. `code.ts [FOLDER] --extensionDevelopmentPath=FOLDER --extensionTestsPath=FILE`
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { format, parseArgs } from 'node:util'
import { makeHome, openWindow, removeHome, type Server, startServer, type Window } from './vscode.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { extensionDevelopmentPath: { type: 'string', multiple: true }, extensionTestsPath: { type: 'string' } },
})
const home = makeHome()
const resultsFile = process.env.GATELINT_TEST_RESULTS ?? path.join(home, 'results.json')
const outputFile = path.join(home, 'output.txt')
const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

let server: Server | undefined
let window: Window | undefined
let log = ''
try {
  server = await startServer(home, { GATELINT_TEST_RESULTS: resultsFile, GATELINT_TEST_OUTPUT: outputFile })
  let end: (reason?: unknown) => void = () => {}
  const ended = new Promise(resolve => {
    end = resolve
  })
  window = await openWindow(home, server, {
    folder: positionals[0],
    payload: [
      ...[values.extensionDevelopmentPath]
        .flat()
        .map(at => ['extensionDevelopmentPath', server!.uri(String(at))] as const),
      ['extensionTestsPath', server.uri(String(values.extensionTestsPath))],
    ],
    // The workbench calls these two, where it finds them.
    expose: {
      codeAutomationLog: (type: string, args: unknown[]) => {
        log += `[${type}] ${format(...args)}\n`
      },
      codeAutomationExit: end,
    },
  })
  const timer = setTimeout(end, 300_000)
  await ended
  clearTimeout(timer)
} finally {
  await window?.close()
  await server?.stop()
}
// The exit code that the workbench tells is 0 also where a test ended the host: what the reporter wrote is the proof.
const results: readonly { readonly error?: string }[] = JSON.parse(read(resultsFile) || '[]')
process.stdout.write(read(outputFile))
if (results.length === 0) console.log(`The tests did not run to their end.\n${log}\n${server?.log()}`)
removeHome(home)
process.exit(results.length > 0 && results.every(({ error }) => error === undefined) ? 0 : 1)
