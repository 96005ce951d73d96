/** The command line on a terminal, and the package as somebody has it who has nothing else. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createProgress } from '../../server/cli/progress.ts'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { path } = built()
const root = fileURLToPath(new URL('../../', import.meta.url))
const wrong = { 'nginx.conf': 'server { listne 80; }\n' }

/** What a terminal gets, and how it ends: `script` runs a command with a terminal of its own. */
function onTerminal(
  folder: string,
  args: string,
  env: Readonly<Record<string, string>> = {},
): { readonly out: string; readonly code: number } {
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = process.env
  const command = `${process.execPath} ${path()} ${args}; echo "ends with $?"`
  const out = execFileSync('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...inherited, TERM: 'xterm', ...env },
  })
  return { out, code: Number(/ends with (\d)/.exec(out)![1]) }
}

test.each([
  ['colours on a terminal', '', {}, true],
  ['none where the environment says so', '', { NO_COLOR: '1' }, false],
  ['none where a flag says so', '--no-color', {}, false],
  ['none on a terminal that has none', '', { TERM: 'dumb' }, false],
  ['some where a flag says so, whatever the environment says', '--color always', { NO_COLOR: '1' }, true],
])('%s', (_, args, env, colours) => {
  const { out, code } = onTerminal(folderOf(wrong), args, env)
  expect(code).toBe(1)
  expect(/\u001b\[\d+m/.test(out)).toBe(colours)
  expect(out).toContain('unknown-directive')
})

test('progress is told late, to a person, and taken away', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const toldOf = (errIsTerminal: boolean, waits: number): string => {
    const told: string[] = []
    const { show, end } = createProgress({ err: text => void told.push(text), errIsTerminal })
    vi.advanceTimersByTime(waits)
    show(64, 200)
    end()
    return told.join('')
  }
  expect(toldOf(true, 1000)).toBe('\r\u001b[KReading 64 of 200 files …\r\u001b[K')
  expect(toldOf(true, 100)).toBe('')
  expect(toldOf(false, 1000)).toBe('')
})

test('the package holds what it needs, and runs in an empty folder', () => {
  const folder = folderOf({})
  const npm = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('npm', [...args, '--no-audit', '--no-fund', '--offline', '--loglevel=error'], {
      cwd,
      encoding: 'utf8',
    })
  execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'pipe' })
  const [{ filename, files }] = JSON.parse(
    npm(root, 'pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`),
  )
  // pre-commit takes all that this prints for the name.
  expect(npm(root, 'pack', '--dry-run')).toBe(`${filename}\n`)
  const names: readonly string[] = files.map((file: { path: string }) => file.path)
  expect(names.filter(name => !/^dist\/(?:rules|chunks)\//.test(name)).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/THIRD-PARTY.txt',
    'dist/cli.cjs',
    'dist/program.mjs',
    'package.json',
  ])
  const user = join(folder, 'user')
  mkdirSync(user)
  writeFileSync(join(user, 'package.json'), '{}')
  npm(user, 'install', join(folder, filename))
  expect(readdirSync(join(user, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual(['gatelint'])
  writeFileSync(join(user, 'nginx.conf'), wrong['nginx.conf'])
  const { out, code } = onTerminal(user, 'explain port-mismatch')
  expect([code, out.includes('port-mismatch')]).toEqual([0, true])
  const bin = join(user, 'node_modules/.bin/gatelint')
  expect(() => execFileSync(bin, [], { cwd: user, stdio: 'pipe' })).toThrow(expect.objectContaining({ status: 1 }))
})
