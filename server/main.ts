/** The entry of the language server: speaks over whatever the arguments name, `--node-ipc` or `--stdio`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { find, surroundings } from './files.ts'
import { serve } from './lsp.ts'

serve(createConnection(ProposedFeatures.all), { find, surroundings })
