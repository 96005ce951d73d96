/** Answers a server that has no disk of its own: folders and texts, as the editor has them. */
import { FileType, Uri, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'

/** What is asked for. */
interface Asked {
  readonly uri: string
}

/** What is in a folder; or why that is not known, to stand after its path. */
type Entries = string | readonly { readonly name: string; readonly isFolder: boolean; readonly isLink: boolean }[]

/** The text of a file, or why there is none, to stand after its path. */
interface Text {
  readonly text?: string
  readonly message?: string
}

/** No server takes a configuration of that size by hand; what is larger is data. */
const MOST_BYTES = 4_000_000

export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest<Entries, void>('gatelint/entries', async ({ uri }: Asked) => {
    try {
      return (await workspace.fs.readDirectory(Uri.parse(uri))).map(([name, type]) => ({
        name,
        isFolder: type === FileType.Directory,
        isLink: (type & FileType.SymbolicLink) !== 0,
      }))
    } catch (error) {
      return reasonOf(error)
    }
  })
  client.onRequest<Text, void>('gatelint/text', async ({ uri }: Asked) => {
    try {
      const bytes = await workspace.fs.readFile(Uri.parse(uri))
      if (bytes.length > MOST_BYTES) return { message: `has more than ${MOST_BYTES / 1e6} MB: it is not read` }
      if (bytes.subarray(0, 8192).includes(0)) return { message: 'holds binary data, not text' }
      return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
    } catch (error) {
      return { message: reasonOf(error) }
    }
  })
}

const reasonOf = (error: unknown): string =>
  `cannot be opened: ${error instanceof Error ? error.message : String(error)}`
