/**
 * The language server for whoever hands it whole messages: a page that has made it a worker, or VS Code, by way of `main.ts`. It is
 * one bundle for both, and knows nothing of Node.
 */
import type { Connection } from 'vscode-languageserver'
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser'
import type { Disk } from './lsp/mirror.ts'
import { createRemoteDisk } from './lsp/remote-disk.ts'
import { serve } from './lsp.ts'

/** What messages come from and go to. */
export interface Port {
  onmessage?: ((event: { readonly data: unknown }) => void) | null
  postMessage(message: unknown): void
  addEventListener(event: 'error', listener: () => void): void
}

/** Without a disk the client is asked for files. `pageOf` gives the link to a rule's page for a client that has none of its own. */
export function connectTo(port: Port, disk?: Disk, pageOf?: (rule: string) => string): Connection {
  const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port))
  serve(connection, disk ?? createRemoteDisk(connection), pageOf)
  return connection
}

/** Workers have this and Node has not. */
if ('importScripts' in globalThis) connectTo(globalThis as unknown as Port)
