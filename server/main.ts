/** The entry of the language server that VS Code starts as a process, over the pipe of `--node-ipc`. The rules' pages are shipped beside it. */
import { connectTo, type Port } from './browser.ts'
import { find, readOne, surroundings } from './files.ts'

const pages = new URL('rules/', import.meta.url)
const port: Port = { postMessage: message => process.send?.(message), addEventListener: () => undefined }

process.on('message', data => port.onmessage?.({ data }))
process.on('disconnect', () => process.exit(1))
connectTo(port, { find, read: readOne, surroundings }, rule => new URL(`${rule}.md`, pages).href).onExit(() =>
  process.exit(),
)
