/** What happens when something goes wrong in the middle: a rule that fails, a kill, a disk that is full, a reader that goes away. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { rules } from '../../server/rules/index.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { folderOf } from '../cli/folder.ts'
import { built } from '../cli/gatelint.ts'

const { path, run } = built()

const compose =
  'services:\n  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }\n  api: { image: example/api, ports: ["8080:3000"] }\n'
/** With a comment of so many characters. */
const configOf = (port: number, locations: number, comment = 0): string =>
  `# ${'x'.repeat(comment)}\nevents {}\nhttp {\n  server {\n${Array.from({ length: locations }, (_, index) => `    location /a${index}/ { proxy_pass http://api:${port}; }\n`).join('')}  }\n}\n`

test('a rule that fails says so once, and the others still speak', () => {
  const workspace = createWorkspace()
  workspace.set('/p/compose.yaml', compose)
  workspace.set('/p/nginx.conf', configOf(8080, 1))
  const mismatch = rules.find(({ id }) => id === 'port-mismatch')!
  const failing = {
    ...mismatch,
    id: 'failing',
    check: () => {
      throw new Error('no such thing')
    },
  }
  const found = workspace.findings([failing, mismatch])
  expect(found.map(({ rule, severity, message }) => [rule, severity, message.slice(0, 60)])).toEqual([
    ['failing', 'info', 'The rule failing failed on this file (Error: no such thing).'],
    ['port-mismatch', 'error', expect.stringMatching(/8080/)],
  ])
})

test('killed at any moment, a fix has been made or has not', { timeout: 60_000 }, async () => {
  const [wrong, right] = [configOf(8080, 40), configOf(3000, 40)]
  const folder = folderOf({ 'compose.yaml': compose, 'nginx.conf': wrong })
  const file = join(folder, 'nginx.conf')
  const whole = await timeOf(folder)
  expect(readFileSync(file, 'utf8')).toBe(right)
  const seen = new Set<string>()
  for (let step = 0; step < 16; step += 1) {
    writeFileSync(file, wrong)
    const child = spawn(process.execPath, [path(), '--fix'], { cwd: folder, stdio: 'ignore' })
    const ended = new Promise(done => child.on('close', done))
    // The moment of writing is near the end.
    await Promise.race([ended, pause(whole * (0.4 + step / 18))])
    child.kill('SIGKILL')
    await ended
    const text = readFileSync(file, 'utf8')
    seen.add(text === wrong ? 'old' : text === right ? 'new' : 'neither')
  }
  expect(seen).not.toContain('neither')
  expect(seen).toContain('old')
})

async function timeOf(folder: string): Promise<number> {
  const begin = performance.now()
  await run(folder, ['--fix'])
  return performance.now() - begin
}

test('on a disk that is full nothing is changed, and nothing is left behind', () => {
  const folder = folderOf({})
  // Room for the files as they are, and not for another one beside them.
  const script = `mount -t tmpfs -o size=192k none "$1" && cd "$1" && cp "$2/compose.yaml" "$2/nginx.conf" . && "$3" "$4" --fix --format unix; code=$?; ls -A; cmp nginx.conf "$2/nginx.conf" && echo same; exit $code`
  const source = folderOf({ 'compose.yaml': compose, 'nginx.conf': configOf(8080, 5, 110_000) })
  const ended = spawnSync('unshare', ['-m', 'sh', '-c', script, 'sh', folder, source, process.execPath, path()], {
    encoding: 'utf8',
  })
  expect(ended.stderr).toMatch(/^error: nginx\.conf cannot be written: the disk is full$/m)
  expect(ended.status).toBe(2)
  expect(ended.stdout.split('\n').slice(-4)).toEqual(['compose.yaml', 'nginx.conf', 'same', ''])
})

test('a reader that goes away, and a terminal that is closed, end it quietly', async () => {
  const folder = folderOf({ 'compose.yaml': compose, 'nginx.conf': configOf(8080, 400) })
  const piped = execFileSync('sh', ['-c', `"$1" "$2" 2>&1 | head -n 1`, 'sh', process.execPath, path()], {
    cwd: folder,
  })
  expect(piped.toString()).toMatch(/^error\[port-mismatch\]/)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    const child = spawn(process.execPath, [path(), '--watch'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    let err = ''
    const waits = new Promise<void>(done =>
      child.stderr.on('data', text => {
        err += text
        if (err.includes('Waiting')) done()
      }),
    )
    const ended = new Promise(done => child.on('close', (_, by) => done(by)))
    await waits
    child.kill(signal)
    expect(await ended).toBe(signal)
    expect(err).toBe('Waiting for changes; Ctrl+C ends it.\n')
  }
  expect(readdirSync(folder).sort()).toEqual(['compose.yaml', 'nginx.conf'])
})
