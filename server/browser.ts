/** The language server in a web worker, as web editors run it: what files hold, it asks the client. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser'
import { createRemoteDisk } from './lsp/remote-disk.ts'
import { serve } from './lsp.ts'

const connection = createConnection(new BrowserMessageReader(globalThis), new BrowserMessageWriter(globalThis))
serve(connection, createRemoteDisk(connection))
