/** Another editor: Neovim, over stdin and stdout of `gatelint lsp --stdio`. It is old in Debian, and only waits to be told of findings. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './package.ts'
import { essentials, writeProject } from './project.ts'
import { removeHome } from './vscode.ts'

test('Neovim shows a finding and applies its fix', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'gatelint-neovim-'))
  const folder = writeProject(path.join(home, 'shop'), essentials)
  const script = path.join(import.meta.dirname, 'neovim.lua')
  const { stdout, stderr } = spawnSync('nvim', ['--clean', '--headless', '-n', '-c', `luafile ${script}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 100_000,
    env: {
      ...process.env,
      HOME: home,
      XDG_STATE_HOME: home,
      XDG_CACHE_HOME: home,
      NODE: process.execPath,
      GATELINT: path.join(root, 'dist/cli.cjs'),
      FILE: path.join(folder, 'nginx.conf'),
    },
  })
  removeHome(home)
  expect(
    stdout.split('\n').filter(line => line !== ''),
    stderr,
  ).toEqual(['15:29 port-mismatch', 'Use port 3000', 'proxy_pass http://api:3000;', 'clean', 'stopped'])
})
