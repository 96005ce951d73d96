/** Answers where things are: outline, definitions, references, and the flow of a request. */
import type { ServerCapabilities } from 'vscode-languageserver/node'
import type { Session } from './session.ts'

export const NAVIGATION: ServerCapabilities = {}

export function serveNavigation(_session: Session): void {}
