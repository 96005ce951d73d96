/** The extension: starts the language server, and offers commands around it. What is wrong with a configuration, the server knows. */
import { commands, type ExtensionContext, env, languages, Uri, window, workspace } from 'vscode'
import { documentSelector } from './documents.ts'
import { createPages } from './pages.ts'
import { createServer } from './server.ts'
import { createStatus } from './status.ts'

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('gatelint', { log: true })
  const schemes = workspace.workspaceFolders?.map(folder => folder.uri.scheme) ?? []
  const selector = documentSelector(await languages.getLanguages(), schemes)
  const status = createStatus(selector)
  const pages = createPages(Uri.joinPath(context.extensionUri, 'dist', 'rules'))
  const server = createServer({
    module: context.asAbsolutePath('dist/server.cjs'),
    selector,
    output,
    docs: `${env.uriScheme}://${context.extension.id}/rule/`,
    onStatus: status.show,
  })
  context.subscriptions.push(
    output,
    status,
    server,
    commands.registerCommand('gatelint.executeAutofix', executeAutofix),
    commands.registerCommand('gatelint.explainRule', pages.explain),
    commands.registerCommand('gatelint.restart', server.restart),
    commands.registerCommand('gatelint.showOutputChannel', () => output.show()),
    window.registerUriHandler({ handleUri: uri => pages.explain(/^\/rule\/([^/]+)$/.exec(uri.path)?.[1]) }),
    workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('gatelint.enable')) void server.restart()
    }),
  )
  await server.restart()
}

/** Applies every safe fix to the active file; the editor itself says so when there is none. */
const executeAutofix = (): Thenable<unknown> =>
  commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.gatelint', apply: 'first' })
