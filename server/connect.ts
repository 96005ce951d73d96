/** Connects the language server to whoever started it, over the standard streams. */
import {
  createConnection,
  Event,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node'
import { find, readOne, surroundings } from './files.ts'
import { framed, unframing } from './frames.ts'
import { serve } from './lsp.ts'

/** While so many bytes wait for a client that does not read, nothing more is read that it says. */
const MOST_UNREAD = 64_000_000

/** `pages`: the folder of the rules' pages. */
export function connect(pages: URL): void {
  const reader = messagesFrom(process.stdin, process.stdout, problem => connection.console.error(problem))
  const connection = createConnection(ProposedFeatures.all, reader, messagesTo(process.stdout))
  serve(connection, { find, read: readOne, surroundings }, rule => new URL(`${rule}.md`, pages).href)
}

/**
 * What a client says. A message that is no JSON is told of and passed over. Who hangs up has said `exit`; so has one whose messages
 * cannot be told from each other any more: a server that has ended is started again, one that is silent is not.
 */
function messagesFrom(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  tell: (problem: string) => void,
): MessageReader {
  return {
    onError: Event.None,
    onClose: Event.None,
    onPartialMessage: Event.None,
    listen(callback) {
      const exit = (): void => callback(EXIT)
      const take = unframing(message => {
        try {
          callback(JSON.parse(message))
        } catch (error) {
          tell(`A message cannot be read: ${error}`)
        }
      })
      const listener = (bytes: Buffer): void => {
        const problem = take(bytes)
        if (problem !== undefined) {
          console.error(`The language server ends, because it cannot tell where a message begins: ${problem}.`)
          input.off('data', listener)
          exit()
        } else if (output.writableLength > MOST_UNREAD) {
          input.pause()
          output.once('drain', () => input.resume())
        }
      }
      input.on('data', listener).on('end', exit)
      output.on('error', exit)
      return { dispose: () => void input.off('data', listener).off('end', exit) }
    },
    dispose: () => undefined,
  }
}

const EXIT = { jsonrpc: '2.0', method: 'exit' }

/** What is said to a client. */
const messagesTo = (output: NodeJS.WriteStream): MessageWriter => ({
  onError: Event.None,
  onClose: Event.None,
  write: message => new Promise(done => output.write(framed(JSON.stringify(message)), () => done())),
  end: () => undefined,
  dispose: () => undefined,
})
