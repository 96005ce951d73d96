/** Runs a real VS Code server, and opens its workbench in headless Chromium. All state is in one temporary folder. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from 'playwright-core'
import { globSync } from 'tinyglobby'
import { install } from './install.ts'

export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** No trust dialog, telemetry, welcome page, tips, updates, gallery, AI panel or git; files are saved only when told. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'files.autoSave': 'off',
}

/** A folder for user settings, server data, extensions, browser profile and sockets. */
export function makeHome(settings: Readonly<Record<string, unknown>> = {}): string {
  const home = mkdtempSync(path.join(tmpdir(), 'gatelint-editor-'))
  mkdirSync(path.join(home, 'data/User'), { recursive: true })
  writeFileSync(path.join(home, 'data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2))
  return home
}

/** What the extension has written to its output channel. */
export const readOutput = (home: string): string =>
  globSync('data/logs/*/exthost*/gatelint.gatelint/*.log', { cwd: home, absolute: true })
    .map(file => readFileSync(file, 'utf8'))
    .join('')

export const removeHome = (home: string): void =>
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })

/** What `code --install-extension x.vsix` does. */
export async function installExtension(home: string, vsix: string): Promise<void> {
  const [code] = await once(
    startProcess(home, ['--force', '--install-extension', path.resolve(vsix)], 'inherit'),
    'exit',
  )
  if (code !== 0) throw new Error(`VS Code did not install ${vsix}: exit code ${code}.`)
}

/** A server that listens on 127.0.0.1. */
export interface Server {
  readonly port: number
  /** What it has printed. */
  log(): string
  /** A file as the workbench names it. */
  uri(file: string): string
  /** Ends it with its extension host and the language servers. */
  stop(): Promise<void>
}

/** `trusting`: every folder is trusted unasked. */
export async function startServer(home: string, env: NodeJS.ProcessEnv = {}, trusting = true): Promise<Server> {
  const options = [
    ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
    ['--disable-experiments', '--force-disable-user-env', ...(trusting ? ['--disable-workspace-trust'] : [])],
    // Should this process be killed, the server ends by itself within minutes.
    ['--enable-remote-auto-shutdown', '--reconnection-grace-time', '30'],
    // Without it a built workbench takes no extensionDevelopmentPath and no extensionTestsPath.
    ['--enable-smoke-test-driver'],
  ]
  const child = startProcess(home, options.flat(), ['ignore', 'pipe', 'pipe'], env)
  let log = ''
  const port = await new Promise<number>((resolve, reject) => {
    const read = (chunk: unknown): void => {
      log += chunk
      const listening = /Extension host agent listening on (\d+)/.exec(log)
      if (listening) resolve(Number(listening[1]))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', code => reject(new Error(`The VS Code server ended with ${code}.\n${log}`)))
  })
  return {
    port,
    log: () => log,
    uri: file => `vscode-remote://127.0.0.1:${port}${path.resolve(file)}`,
    async stop() {
      signal(child, 'SIGTERM')
      for (let i = 0; i < 50 && signal(child, 0); i++) await sleep(100)
      signal(child, 'SIGKILL')
    },
  }
}

function startProcess(
  home: string,
  args: readonly string[],
  stdio: StdioOptions,
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const { node, server } = install()
  const folders = [
    '--server-data-dir',
    home,
    '--user-data-dir',
    `${home}/data`,
    '--extensions-dir',
    `${home}/extensions`,
  ]
  const quiet = ['--accept-server-license-terms', '--telemetry-level', 'off']
  const child = spawn(node, [path.join(server, 'out/server-main.js'), ...folders, ...quiet, ...args], {
    // An empty gallery: it would be asked for extensions otherwise. Sockets lie in the temporary folder, too.
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', TMPDIR: home, XDG_RUNTIME_DIR: home, ...env },
    stdio,
    // A process group of its own, so that all that it starts ends with it.
    detached: true,
  })
  process.once('exit', () => signal(child, 'SIGKILL'))
  return child
}

/** Answers whether the process group is there still. */
function signal(child: ChildProcess, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-child.pid!, name)
  } catch {
    return false
  }
}

/** What to open a window with. */
export interface WindowOptions {
  /** A folder or a .code-workspace file. */
  readonly folder?: string | undefined
  /** The workbench's own options, such as ['openFile', uri]. */
  readonly payload?: readonly (readonly [key: string, value: string])[]
  /** Functions that the workbench finds on its `window`. */
  readonly expose?: Readonly<Record<string, (...args: never[]) => unknown>>
  readonly web?: WebExtension
}

/** An extension that runs in the window, and not at the server. */
export interface WebExtension {
  /** The path below which the window asks for its files. */
  readonly at: string
  /** The path of its tests. */
  readonly tests: string
  /** The file at a path below `at`; undefined where there is none. */
  fileOf(name: string): string | undefined
}

/** Serves a web extension below the workbench's own address, and names it in the configuration of the page. */
async function prepareWeb(page: Page, { port }: Server, { at, tests, fileOf }: WebExtension): Promise<void> {
  const origin = `http://127.0.0.1:${port}`
  const named = (path: string): object => ({ scheme: 'http', authority: `127.0.0.1:${port}`, path })
  await page.context().route(`${origin}${at}/**`, (route, request) => {
    const file = fileOf(decodeURIComponent(new URL(request.url()).pathname).slice(at.length))
    return file === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ path: file })
  })
  await page.route(
    url => url.origin === origin && url.pathname === '/',
    async route => {
      const response = await route.fetch()
      const body = (await response.text()).replace(
        /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
        (_, head: string, settings: string) => {
          const configuration = JSON.parse(settings.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
          Object.assign(configuration.developmentOptions, { extensions: [named(at)], extensionTestsPath: named(tests) })
          return `${head}${JSON.stringify(configuration).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`
        },
      )
      await route.fulfill({ response, body })
    },
  )
}

/** A window of the workbench. */
export interface Window {
  readonly page: Page
  close(): Promise<void>
}

export async function openWindow(
  home: string,
  server: Server,
  { folder, payload = [], expose = {}, web }: WindowOptions,
): Promise<Window> {
  const context = await chromium.launchPersistentContext(path.join(home, 'chromium'), {
    executablePath: chromiumPath,
    headless: true,
    viewport: { width: 1120, height: 640 },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      // Else a page that `prepareWeb` has written may not talk to the server that it comes from.
      '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
    ],
  })
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(30_000)
  for (const [name, run] of Object.entries(expose)) await page.exposeFunction(name, run)
  if (web) await prepareWeb(page, server, web)
  const query = new URLSearchParams({ payload: JSON.stringify([['skipWelcome', 'true'], ...payload]) })
  if (!folder) query.set('ew', 'true')
  else query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder)
  await page.goto(`http://127.0.0.1:${server.port}/?${query}`)
  return { page, close: () => context.close() }
}
