/** The entry of the language server: speaks over whatever the arguments name, `--node-ipc` or `--stdio`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { find, surroundings } from './files.ts'
import { serve } from './lsp.ts'

/** The pages are shipped beside what is run. */
const pageOf = (rule: string): string => new URL(`rules/${rule}.md`, import.meta.url).href

serve(createConnection(ProposedFeatures.all), { find, surroundings }, pageOf)
