/** The command line: `gatelint`. What it needs is read when it is asked for: to tell its version it needs nothing. */
import { setFlagsFromString } from 'node:v8'
import { version } from '../package.json'

const args = process.argv.slice(2)

if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) {
  process.stdout.write(`${version}\n`)
} else {
  prepare()
  const { run } = await import('./cli/program.ts')
  process.exitCode = await run(args, {
    cwd: process.cwd(),
    env: process.env,
    isTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    pages: new URL('./rules/', import.meta.url),
    stdin: async () => (await import('node:stream/consumers')).text(process.stdin),
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
  })
}

function prepare(): void {
  // V8 optimizes what has run for a while, and most of a run is over by then: with eight times its patience a run takes a third less.
  if (args[0] !== 'lsp') setFlagsFromString('--interrupt-budget=500000')
  // Who reads the report may stop reading, as `head` does. That is no fault, and says nothing about the findings.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}
