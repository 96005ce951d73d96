/** Connects the language server to whoever started it, over whatever the arguments name: `--node-ipc` or `--stdio`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { find, readOne, surroundings } from './files.ts'
import { serve } from './lsp.ts'

/** `pages`: the folder of the rules' pages. */
export const connect = (pages: URL): void =>
  serve(
    createConnection(ProposedFeatures.all),
    { find, read: readOne, surroundings },
    rule => new URL(`${rule}.md`, pages).href,
  )
