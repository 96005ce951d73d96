/** What a part of the language server needs to answer: the connection, the workspace in the client's terms, and the moment to look at it. */
import type { ClientCapabilities, Connection } from 'vscode-languageserver'
import type { Dialect } from '../syntax/tree.ts'
import type { Dialogue } from './diagnostics.ts'
import type { Options } from './options.ts'

/** Which languages are left to gatelint, where another extension may know them as well. */
export type Languages = Readonly<Record<Dialect, boolean>>

export interface Session {
  readonly connection: Connection
  /** As the client is now: ask for it at each request. */
  dialogue(): Dialogue
  /** What the client can do; nothing before it has said so. */
  capabilities(): ClientCapabilities
  /** What the user has set in the editor for the folder of a file; without one, for all folders. Ask for it at each request. */
  options(file?: string): Options
  /** Of which languages the client wants files formatted. */
  formatting(): Languages
  /** Of which languages the client wants words completed; names that files declare are offered in any case. */
  completion(): Languages
  /** The folders of the workspace. */
  folders(): readonly string[]
  /** Resolves when all that the client has told so far is taken in. */
  settled(): Promise<unknown>
}
