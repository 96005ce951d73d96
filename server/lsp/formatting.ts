/** Answers how a file would look with its indentation in order. */
import type { ServerCapabilities } from 'vscode-languageserver/node'
import type { Session } from './session.ts'

export const FORMATTING: ServerCapabilities = {}

export function serveFormatting(_session: Session): void {}
