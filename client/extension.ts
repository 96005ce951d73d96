/** The extension where VS Code runs on a machine: the server is a process of its own. */
import type { ExtensionContext } from 'vscode'
import { start } from './start.ts'

/**
 * Megabytes for what is made at one keystroke and gone at the next: with the usual one, which grows to 16, every one of them is swept
 * in the middle of a large file's reading (a sixth of the time, `npm run bench`).
 */
const ROOM_FOR_A_KEYSTROKE = ['--min-semi-space-size=16', '--max-semi-space-size=64']

export function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.cjs')
  return start(context, async options => {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node')
    const run = { module, transport: TransportKind.ipc, options: { execArgv: ROOM_FOR_A_KEYSTROKE } }
    return { client: new LanguageClient('gatelint', 'gatelint', run, options) }
  })
}
