/** Answers what things mean: hovers, completions, signatures and hints. */
import type { ServerCapabilities } from 'vscode-languageserver/node'
import type { Session } from './session.ts'

export const UNDERSTANDING: ServerCapabilities = {}

export function serveUnderstanding(_session: Session): void {}
