/** Shows the way of requests through the workspace, as a Markdown preview. */
import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode'

const FLOW = Uri.parse('gatelint:Request%20flow.md')

/** `ask` gives the document; undefined where the server is not running. */
export function createFlow(ask: () => Promise<string | undefined>): Disposable & { show(): Promise<void> } {
  const changed = new EventEmitter<Uri>()
  const provider = workspace.registerTextDocumentContentProvider(FLOW.scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async () => (await ask()) ?? 'The server of gatelint is not running.\n',
  })
  return {
    async show() {
      changed.fire(FLOW)
      await commands.executeCommand('markdown.showPreview', FLOW)
    },
    dispose() {
      provider.dispose()
      changed.dispose()
    },
  }
}
