/** Installs a VS Code server with its web workbench from npm (package code-server), and the Node that it wants. Once; it is kept. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What was installed, and where. */
export interface Installed {
  /** The version of VS Code. */
  readonly vscode: string
  /** The folder of the VS Code server. */
  readonly server: string
  /** The executable of the Node that runs it. */
  readonly node: string
}

/** Of code-server: 4.139.1 carries VS Code 1.139.1. The oldest that was tried is 4.100.3. */
const version = process.env.VSCODE_VERSION ?? '4.139.1'
const home = path.resolve(import.meta.dirname, '../../.vscode-test', `code-server-${version}`)

/** Installs where nothing is installed yet: about a minute, 250 MB to download. Throws where npm fails. */
export function install(): Installed {
  const stamp = path.join(home, 'installed.json')
  if (!existsSync(stamp)) {
    console.log(`Installing a VS Code server (code-server ${version}) into ${home} …`)
    writeFileSync(stamp, JSON.stringify(installInto(home), null, 2))
  }
  return JSON.parse(readFileSync(stamp, 'utf8'))
}

function installInto(home: string): Installed {
  mkdirSync(home, { recursive: true })
  writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n')
  // Without its postinstall: that refuses any Node but its own, and builds modules that no test needs.
  npm(home, ['install', '--ignore-scripts', '--no-package-lock', `code-server@${version}`])
  const codeServer = path.join(home, 'node_modules/code-server')
  const server = path.join(codeServer, 'lib/vscode')

  // A plain package with bin/node and the headers beside it.
  const nodePackage = `node-${process.platform}-${process.arch}`
  const wanted = manifest(codeServer).engines.node
  npm(home, ['install', '--ignore-scripts', '--no-package-lock', `${nodePackage}@${wanted}`])
  const nodeHome = path.join(home, 'node_modules', nodePackage)
  const env = { PATH: `${nodeHome}/bin:${process.env.PATH}`, npm_config_nodedir: nodeHome }

  // The server's own modules, pinned by the shrinkwrap beside them, which `npm ci` takes to be out of step with its package.
  npm(server, ['install', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'], env)
  try {
    npm(server, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], env)
  } catch (error) {
    console.warn(`VS Code will write no log files, as its log writer could not be built: ${error}`)
  }
  return { vscode: manifest(server).version, server, node: path.join(nodeHome, 'bin/node') }
}

const npm = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): unknown =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })

const manifest = (folder: string): { version: string; engines: { node: string } } =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
