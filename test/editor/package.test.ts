/** What is packaged, and no more: the files, their size, and what the package promises of itself. */
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifest, root, vsix } from './package.ts'
import { writeProject } from './project.ts'
import { installExtension, makeHome, removeHome } from './vscode.ts'

const home = makeHome()
beforeAll(() => installExtension(home, vsix))
afterAll(() => removeHome(home))

const pages = readdirSync(path.join(root, 'server/rules')).filter(name => name.endsWith('.md'))

const folder = path.join(home, `extensions/gatelint.gatelint-${manifest.version}`)

test('holds the bundles, the grammars, and a page for each rule', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
  expect(files.sort()).toEqual(
    [
      '.vsixmanifest',
      'LICENSE.txt',
      'changelog.md',
      'dist/browser/client.cjs',
      'dist/browser/package.json',
      'dist/browser/server.js',
      'dist/client.cjs',
      ...pages.map(name => `dist/rules/${name}`),
      'dist/server.cjs',
      'dist/THIRD-PARTY.txt',
      'dist/settings.schema.json',
      'docs/images/icon.png',
      'package.json',
      'readme.md',
      'syntaxes/haproxy.language-configuration.json',
      'syntaxes/haproxy.snippets.json',
      'syntaxes/haproxy.tmLanguage.json',
      'syntaxes/nginx.language-configuration.json',
      'syntaxes/nginx.snippets.json',
      'syntaxes/nginx.tmLanguage.json',
    ].sort(),
  )
})

test.each(['dist/browser/client.cjs', 'dist/browser/server.js'])('%s runs without Node', file => {
  const asked = readFileSync(path.join(folder, file), 'utf8').matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]/g)
  expect(Array.from(asked, ([, name]) => name).filter(name => name !== 'vscode')).toEqual([])
  expect(readFileSync(path.join(folder, file), 'utf8')).not.toMatch(/["'`]node:[a-z_/]+["'`]/)
})

test('stays under 1 MB', () => expect(statSync(vsix).size).toBeLessThan(1_000_000))

test('has a small icon, at least 128 pixels wide and high', () => {
  const icon = readFileSync(path.join(root, manifest.icon))
  expect(icon.toString('latin1', 1, 4)).toBe('PNG')
  expect(Math.min(icon.readUInt32BE(16), icon.readUInt32BE(20))).toBeGreaterThanOrEqual(128)
  expect(icon.length).toBeLessThan(20_000)
})

test('runs in editors that follow VS Code at a distance', () => expect(manifest.engines.vscode).toBe('^1.91.0'))

test('leaves the command line and the pages to the npm package, which holds nothing else', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], { cwd: root, encoding: 'utf8' })
  const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(stdout)
  const names = files.map(file => file.path)
  expect(names.filter(name => !name.startsWith('dist/chunks/')).sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY.txt',
      'dist/cli.cjs',
      'dist/program.mjs',
      ...pages.map(name => `dist/rules/${name}`),
      'package.json',
    ].sort(),
  )
})

test('has a command line that runs alone, without the packages that it is made of', () => {
  const alone = path.join(home, 'alone')
  cpSync(path.join(root, 'dist'), alone, { recursive: true })
  const run = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(path.join(alone, 'cli.cjs'), args, { cwd: writeProject(path.join(home, 'shop')), encoding: 'utf8' })
  const { status, stdout } = run('--format', 'unix')
  expect(stdout).toMatch(/nginx\.conf:15:29: .*port-mismatch/)
  expect(status).toBe(1)
  expect(run('explain', 'port-mismatch').stdout).toContain('Why it answers 502')
})
