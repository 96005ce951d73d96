/**
 * Runs every test, and first brings what the tests need: `npm test`.
 *
 * npm packages come by `npm ci`; on Debian and Ubuntu, as root or with sudo, nginx, HAProxy, Chromium and the like by apt-get.
 * Elsewhere it says what is missing and runs the rest; with CI=true that is a failure. `npm test -- NAME…` runs only the named parts.
 */
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'gatelint-test-'))

/** What a part needs beyond Node and npm: a program, and the Debian package that has it. */
const programs = {
  nginx: 'nginx',
  haproxy: 'haproxy',
  chromium: 'chromium',
  nvim: 'neovim',
  openssl: 'openssl',
  unshare: 'util-linux',
  ip: 'iproute2',
  git: 'git',
  'c++': 'g++',
  make: 'make',
  python3: 'python3',
  script: 'bsdutils',
  strace: 'strace',
}

/** Other programs take part, and on a busy machine one of them may miss its moment: what fails is tried once more, and the report names it. */
const secondTry = '--retry=1'

/** The parts, in the order of their cost. Each counts its tests, or counts as one. */
const parts = [
  { name: 'style', run: () => one('npx', ['biome', 'check', '--error-on-warnings']) },
  { name: 'types', run: () => one('npx', ['tsc', '--noEmit']) },
  { name: 'grammars', run: () => one('npx', ['tsx', 'scripts/compile-grammars.ts', '--check']) },
  { name: 'docs', run: () => one('npx', ['tsx', 'scripts/docs.ts', '--check']) },
  { name: 'build', run: () => one('node', ['esbuild.mjs', '--production']) },
  { name: 'node', needs: ['git', 'script', 'strace'], run: () => vitest('node', ['--exclude', 'test/proof/**']) },
  { name: 'ohm', run: () => vitest('ohm', ['test/syntax', 'test/pages', 'test/model'], { GATELINT_ENGINE: 'ohm' }) },
  {
    name: 'proof',
    needs: ['nginx', 'haproxy', 'openssl', 'unshare', 'ip'],
    run: () => vitest('proof', ['test/proof', secondTry]),
  },
  {
    name: 'editor',
    needs: ['chromium', 'nvim', 'c++', 'make', 'python3'],
    run: () => vitest('editor', ['--config', 'test/editor/vitest.config.ts', secondTry]),
  },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !parts.some(part => part.name === name))
if (unknown.length > 0) {
  console.error(`There is no part "${unknown[0]}". The parts are: ${parts.map(part => part.name).join(', ')}.`)
  process.exit(2)
}
const chosen = parts.filter(part => wanted.length === 0 || wanted.includes(part.name))

bringPackages()
const missing = bringPrograms([...new Set(chosen.flatMap(part => part.needs ?? []))])

const totals = { passed: 0, failed: 0 }
for (const part of chosen) {
  const lacks = (part.needs ?? []).filter(program => missing.includes(program))
  if (lacks.length > 0) {
    console.log(
      `\n── ${part.name}: not run, because ${lacks.join(', ')} ${lacks.length > 1 ? 'are' : 'is'} not installed (Debian: ${lacks.map(program => programs[program]).join(', ')})`,
    )
    if (process.env.CI === 'true') totals.failed += 1
    continue
  }
  console.log(`\n── ${part.name}`)
  const { passed, failed } = part.run()
  totals.passed += passed
  totals.failed += failed
}
fs.rmSync(reports, { recursive: true, force: true })
console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 ? 1 : 0

/** A command that counts as one test. */
function one(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** The counts of a vitest run. A run that broke before its first test counts as one failure. */
function vitest(name, args, env = {}) {
  const report = path.join(reports, `${name}.json`)
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    },
  )
  const { numPassedTests = 0, numFailedTests = 0 } = fs.existsSync(report)
    ? JSON.parse(fs.readFileSync(report, 'utf8'))
    : {}
  return { passed: numPassedTests, failed: numFailedTests === 0 && status !== 0 ? 1 : numFailedTests }
}

/** Installs the npm packages when they are not there, or not those of the lock file. */
function bringPackages() {
  const installed = path.join(root, 'node_modules/.package-lock.json')
  const lock = path.join(root, 'package-lock.json')
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return
  console.log('── npm packages')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) {
    console.error('npm could not install the packages of package-lock.json: nothing can be tested.')
    process.exit(1)
  }
}

/** Installs what is missing where that is possible, and answers what is missing still. */
function bringPrograms(needed) {
  const lacking = () =>
    needed.filter(
      program =>
        spawnSync('sh', ['-c', `command -v ${program}`], {
          env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
        }).status !== 0,
    )
  const before = lacking()
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (before.length === 0 || !fs.existsSync('/usr/bin/apt-get')) return before
  console.log(`── Debian packages: ${before.map(program => programs[program]).join(', ')}`)
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args]
    return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  }
  apt('update')
  apt('install', '-y', '--no-install-recommends', ...before.map(program => programs[program]))
  return lacking()
}
