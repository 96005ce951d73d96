/** What lies on a disk beside files: pipes that nobody writes to, devices without an end, links in circles, files that go while they are read. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { find } from '../../server/files.ts'
import { folderOf, put } from '../cli/folder.ts'
import { built } from '../cli/gatelint.ts'
import { editor, uriOf } from '../protocol/client.ts'

const { run } = built()
const wrong = 'server { listne 80; }\n'

/** A folder with a file that has a fault, and everything else that may bear the name of such a file. */
async function strange(): Promise<string> {
  const folder = folderOf({
    'ok/nginx.conf': wrong,
    'pipe/': '',
    'socket/': '',
    'sparse/nginx.conf': '',
    'closed/nginx.conf': wrong,
  })
  execFileSync('mkfifo', [join(folder, 'pipe/nginx.conf')])
  const listening = createServer()
  await new Promise<void>(done => listening.listen(join(folder, 'socket/nginx.conf'), done))
  onTestFinished(() => void listening.close())
  truncateSync(join(folder, 'sparse/nginx.conf'), 1_000_000_000)
  chmodSync(join(folder, 'closed/nginx.conf'), 0)
  put(join(folder, 'folder/nginx.conf/'), '')
  const links: Readonly<Record<string, string>> = {
    'zero/nginx.conf': '/dev/zero',
    'full/haproxy.cfg': '/dev/full',
    'terminal/compose.yaml': '/dev/tty',
    'memory/Dockerfile': '/proc/self/mem',
    'circle/nginx.conf': '../circle/nginx.conf',
    'one/nginx.conf': '../other/nginx.conf',
    'other/nginx.conf': '../one/nginx.conf',
    'gone/nginx.conf': 'nowhere',
    'shadow/.env': '/etc/shadow',
    again: '.',
    above: '..',
    root: '/',
  }
  for (const [path, to] of Object.entries(links)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    symlinkSync(to, join(folder, path))
  }
  mkdirSync(join(folder, '.git'))
  // Whoever runs it may read all but one.
  execFileSync('chmod', [
    'a+rX',
    folder,
    ...['ok', 'pipe', 'socket', 'sparse', 'closed'].map(name => join(folder, name)),
  ])
  return folder
}

const notices: readonly RegExp[] = [
  /^warning: pipe\/nginx\.conf is a pipe, not a file$/m,
  /^warning: socket\/nginx\.conf is a socket, not a file$/m,
  /^warning: sparse\/nginx\.conf has 1000 MB; more than \d+ MB are not read$/m,
  /^warning: circle\/nginx\.conf is a link to "\.\.\/circle\/nginx\.conf", which leads back to it$/m,
  /^warning: one\/nginx\.conf is a link to "\.\.\/other\/nginx\.conf", which leads back to it$/m,
  /^warning: gone\/nginx\.conf is a link to "nowhere", which does not exist$/m,
  /^warning: (?:zero|full|terminal)\/\S+ is a link that leads out of the repository: it is not followed$/m,
]

test('each is told of, none is waited for, and the file is judged', async () => {
  const folder = await strange()
  // Root reads what nobody may.
  const { code, out, err } = await run(
    folder,
    ['--format', 'unix', '--no-baseline'],
    {},
    process.getuid?.() === 0 ? 65534 : undefined,
  )
  for (const notice of notices) expect(err).toMatch(notice)
  expect(err).toMatch(/^warning: closed\/nginx\.conf cannot be opened: permission denied$/m)
  expect(out).toBe('ok/nginx.conf:1:10: error: nginx knows no directive listne. Is listen meant? [unknown-directive]\n')
  expect(code).toBe(1)
})

test('named, a device is no file either', async () => {
  const folder = await strange()
  const { err } = await run(folder, ['zero/nginx.conf', '/dev/zero', '/dev/full', 'pipe/nginx.conf', 'above/..'])
  expect(err).toMatch(/^error: zero\/nginx\.conf is a device, not a file$/m)
  expect(err).toMatch(/^error: \S*\/dev\/full is a device, not a file$/m)
  expect(err).toMatch(/^error: pipe\/nginx\.conf is a pipe, not a file$/m)
})

test('the editor is told of the file in such a folder', async () => {
  const folder = await strange()
  chmodSync(join(folder, 'closed/nginx.conf'), 0o644)
  const client = await editor({ folders: [folder] })
  await client.shows(uriOf(`${folder}/ok/nginx.conf`), ['0:9-15 unknown-directive'])
  await client.open(uriOf(`${folder}/pipe/nginx.conf`), wrong)
  await client.shows(uriOf(`${folder}/pipe/nginx.conf`), ['0:9-15 unknown-directive'])
  await client.close(uriOf(`${folder}/pipe/nginx.conf`))
  await client.shows(uriOf(`${folder}/pipe/nginx.conf`), [])
})

test('files that come and go while a folder is read are there or are not', async () => {
  const folder = folderOf({ 'ok/nginx.conf': wrong })
  const flicker = (round: number): void => {
    for (let index = 0; index < 40; index++) {
      const path = join(folder, `d${index % 7}`)
      if ((index + round) % 3 === 0) rmSync(path, { recursive: true, force: true })
      else {
        mkdirSync(path, { recursive: true })
        writeFileSync(join(path, 'nginx.conf'), wrong)
      }
    }
  }
  for (let round = 0; round < 15; round++) {
    const found = find(folder)
    for (let step = 0; step < 4; step++) {
      flicker(round * 4 + step)
      await new Promise(resolve => setImmediate(resolve))
    }
    const { texts, notices } = await found
    expect(texts.get(`${folder}/ok/nginx.conf`)).toBe(wrong)
    for (const { message } of notices) expect(message).toMatch(/^does not exist/)
    for (const text of texts.values()) expect(['', wrong]).toContain(text)
  }
})
