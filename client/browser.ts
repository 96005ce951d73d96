/** The extension where VS Code runs in a browser: the server is a worker, and reads files through the editor. */
import { type ExtensionContext, Uri } from 'vscode'
import { serveFiles } from './files.ts'
import { start } from './start.ts'

/** The browser's own, of which Node's types do not know. */
declare const Worker: new (script: string) => { postMessage(message: unknown): void; terminate(): void }

export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'browser', 'server.js').toString(true)
  return start(context, async options => {
    const { LanguageClient } = await import('vscode-languageclient/browser')
    const worker = new Worker(script)
    const client = new LanguageClient('gatelint', 'gatelint', worker, options)
    serveFiles(client)
    return { client, end: () => worker.terminate() }
  })
}
