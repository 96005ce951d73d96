/** The command line: `gatelint`. What it needs is read when it is asked for: to tell its version it needs nothing, and Node begins with CommonJS sooner. */
import { version } from '../package.json'

const args = process.argv.slice(2)

/**
 * By the version of Node: V8 optimizes what has run for a while, and most of a run is over by then. With more patience a run takes up to a
 * third less. A flag that V8 does not know it tells on the terminal: none for versions with which this was not tried.
 */
const patient: Readonly<Record<number, readonly string[]>> = {
  20: ['--interrupt-budget=500000'],
  22: ['--invocation-count-for-maglev=1600', '--invocation-count-for-turbofan=24000'],
  24: ['--invocation-count-for-maglev=1600', '--invocation-count-for-turbofan=24000'],
  26: ['--invocation-count-for-maglev=1600', '--invocation-count-for-turbofan=24000'],
}

if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) process.stdout.write(`${version}\n`)
else void start()

async function start(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8')
  const flags = args[0] === 'lsp' ? undefined : patient[Number.parseInt(process.versions.node, 10)]
  for (const flag of flags ?? []) setFlagsFromString(flag)
  const { keepCompiled } = await import('./cli/compiled.ts')
  keepCompiled(process.env)
  letGo()
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

/** Who reads the report may stop reading, as `head` does. That is no fault, and says nothing about the findings. */
function letGo(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}
