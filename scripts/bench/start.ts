/** How long it takes to begin: the command line, and the extension in its host. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Built } from './build.ts'
import { goal, median, p95, shown, type Table, times } from './figures.ts'
import { inTurn } from './processes.ts'

const ROUNDS = 21

export function start({ folder, cli, client }: Built): readonly Table[] {
  const small = join(folder, 'small')
  mkdirSync(small)
  writeFileSync(join(small, 'nginx.conf'), SMALL)
  const [host, bare] = [join(folder, 'host.cjs'), join(folder, 'bare.cjs')]
  writeFileSync(host, `${HOST}require(${JSON.stringify(client)}).activate(context)\n`)
  writeFileSync(bare, HOST)
  const node = (...args: readonly string[]) => ({ argv: [process.execPath, ...args], cwd: small })
  const { nothing, again, version, report, activation, hostAlone } = inTurn(
    {
      nothing: node('-e', '0'),
      again: node('-e', '0'),
      version: node(cli, '--version'),
      report: node(cli),
      hostAlone: node(bare),
      activation: node(host),
    },
    ROUNDS,
    folder,
  )
  const noise = p95(nothing.ms) - median(nothing.ms)
  const within = (own: readonly number[], others: readonly number[]): string =>
    goal(`within the noise, ${shown(noise)} ms`, median(own) - median(others), noise)
  const row = (what: string, own: readonly number[], others: readonly number[], aim = ''): readonly string[] => [
    what,
    shown(median(own)),
    shown(p95(own)),
    times(own, others),
    aim,
  ]
  return [
    {
      title: 'Start',
      heads: ['whole processes', 'median, ms', 'p95', 'times what stands above', 'goal'],
      rows: [
        row('`node -e 0`', nothing.ms, []),
        row('`node -e 0` once more', again.ms, nothing.ms),
        row('`gatelint --version`', version.ms, nothing.ms, within(version.ms, nothing.ms)),
        row('`gatelint`, a small file', report.ms, nothing.ms),
        row('Node with a stand-in for VS Code', hostAlone.ms, nothing.ms),
        row('the same, and the extension activated', activation.ms, hostAlone.ms, within(activation.ms, hostAlone.ms)),
      ],
      note: 'The noise is what lies between the median and the p95 of `node -e 0`. The ratio is to `node -e 0`, of the last row to the row above.',
    },
  ]
}

/** Whatever the extension asks of VS Code, it is given something that does nothing. The server is told to stay off: activation does not wait for it. */
const HOST = `const Module = require('node:module')
const anything = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '' : key === Symbol.iterator ? [][key].bind([]) : key === 'then' ? undefined : anything),
  apply: () => anything,
  construct: () => anything,
})
const vscode = new Proxy({}, {
  get: (_, key) =>
    key === 'languages' ? new Proxy({}, { get: (_, key) => (key === 'getLanguages' ? async () => ['nginx'] : () => anything) })
    : key === 'extensions' ? { all: [], getExtension: () => undefined }
    : key === 'workspace' ? new Proxy({ workspaceFolders: [], getConfiguration: () => ({ get: () => false }) }, { get: (own, key) => own[key] ?? (() => anything) })
    : anything,
})
const load = Module._load
Module._load = (name, ...others) => (name === 'vscode' ? vscode : load(name, ...others))
const context = { subscriptions: [], asAbsolutePath: path => path, extension: { id: 'gatelint.gatelint' }, extensionUri: anything }
`

const SMALL = `events {}
http {
  server {
    listen 8080;
    location / { proxy_pass http://127.0.0.1:3000; }
  }
}
`
