/** Starts the language server, and offers commands around it. What is wrong with a configuration, the server knows. */
import { commands, type ExtensionContext, env, languages, Uri, version, window, workspace } from 'vscode'
import { createConfig } from './config.ts'
import { documentSelector } from './documents.ts'
import { createFlow } from './flow.ts'
import { languagesLeft } from './neighbours.ts'
import { createPages } from './pages.ts'
import { createServer, type Make } from './server.ts'
import { createStatus } from './status.ts'

/** `make`: a client for a server that is not running yet. */
export async function start(context: ExtensionContext, make: Make): Promise<void> {
  const output = window.createOutputChannel('gatelint', { log: true })
  const schemes = workspace.workspaceFolders?.map(folder => folder.uri.scheme) ?? []
  const selector = documentSelector(await languages.getLanguages(), schemes)
  const status = createStatus(selector)
  const dist = Uri.joinPath(context.extensionUri, 'dist')
  const pages = createPages(Uri.joinPath(dist, 'rules'), Uri.joinPath(dist, 'settings.schema.json'))
  const left = languagesLeft(context.extension.id)
  const server = createServer({
    make,
    selector,
    output,
    initializationOptions: {
      docs: `${env.uriScheme}://${context.extension.id}/rule/`,
      commands: ['gatelint.explainRule'],
      diagnostics: 'push',
      status: true,
      formatting: left,
      completion: left,
    },
    onState: status.show,
    onStatus: status.tell,
  })
  const flow = createFlow(() => server.ask<string>('gatelint/graph'))

  const lintWorkspace = async (): Promise<void> => {
    output.appendLine((await server.ask<string>('gatelint/lintWorkspace')) ?? NOT_RUNNING)
    await commands.executeCommand('workbench.actions.view.problems')
  }

  const copyDebugInformation = async (): Promise<void> => {
    const told = (await server.ask<object>('gatelint/debugInformation')) ?? { server: NOT_RUNNING }
    const editor = { name: env.appName, version, host: env.appHost, remote: env.remoteName ?? 'none' }
    await env.clipboard.writeText(JSON.stringify({ editor, ...told }, null, 2))
    window.setStatusBarMessage('gatelint: copied', 3000)
  }

  const offered: Readonly<Record<string, (...args: never[]) => unknown>> = {
    executeAutofix,
    lintWorkspace,
    restart: server.restart,
    showOutputChannel: () => output.show(),
    createConfig: () => createConfig(() => server.ask('gatelint/firstSettings')),
    explainRule: pages.explain,
    showGraph: flow.show,
    copyDebugInformation,
  }
  context.subscriptions.push(
    output,
    status,
    server,
    flow,
    ...Object.entries(offered).map(([name, run]) => commands.registerCommand(`gatelint.${name}`, run)),
    window.registerUriHandler({ handleUri: uri => pages.explain(/^\/rule\/([^/]+)$/.exec(uri.path)?.[1]) }),
    workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('gatelint.enable')) void server.restart()
    }),
  )
  // Nobody need wait for it: the commands do that themselves.
  void server.restart()
}

const NOT_RUNNING = 'The server is not running.'

/** Applies every safe fix to the active file; the editor itself says so when there is none. */
const executeAutofix = (): Thenable<unknown> =>
  commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.gatelint', apply: 'first' })
