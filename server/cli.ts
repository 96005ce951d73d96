/** The command line: `gatelint`. */
import { text } from 'node:stream/consumers'
import { run } from './cli/program.ts'

/** Who reads the report may stop reading, as `head` does. That is no fault, and says nothing about the findings. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  isTerminal: process.stdout.isTTY === true,
  errIsTerminal: process.stderr.isTTY === true,
  pages: new URL('./rules/', import.meta.url),
  stdin: () => text(process.stdin),
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
})
