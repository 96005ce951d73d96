/** Which files are read, and what is said of those that are not. */
import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { find, load } from '../../server/files.ts'
import { refusal, replaceTexts } from '../../server/write.ts'
import { folderOf } from './folder.ts'

const gateway = 'server { listen 80; }\n'
const compose = 'services:\n  api: { image: a }\n'

describe('what is found below a folder', () => {
  const cases: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, found: readonly string[]]>> =
    {
      'files of ours, at any depth': [
        {
          'nginx.conf': gateway,
          'a/b/haproxy.cfg': '',
          'a/compose.yaml': compose,
          'a/Dockerfile': '',
          'a/readme.md': '',
        },
        ['a/Dockerfile', 'a/b/haproxy.cfg', 'a/compose.yaml', 'nginx.conf'],
      ],
      'nothing of other people': [
        {
          'node_modules/x/nginx.conf': gateway,
          '.git/nginx.conf': gateway,
          'vendor/nginx.conf': gateway,
          'src/nginx.conf': gateway,
        },
        ['src/nginx.conf'],
      ],
      'nothing that is ignored': [
        {
          '.gitignore': 'dist/\n*.local.conf\n',
          'dist/nginx.conf': gateway,
          'nginx.local.conf': gateway,
          'nginx.conf': gateway,
        },
        ['nginx.conf'],
      ],
      'an inner .gitignore adds to the outer one': [
        {
          '.gitignore': '/dist\n',
          'app/.gitignore': 'out\n',
          'dist/nginx.conf': gateway,
          'app/dist/nginx.conf': gateway,
          'app/out/nginx.conf': gateway,
        },
        ['app/dist/nginx.conf'],
      ],
      'an inner .gitignore takes back what the outer one says': [
        {
          '.gitignore': '*.conf\n',
          'app/.gitignore': '!nginx.conf\n',
          'app/nginx.conf': gateway,
          'nginx.conf': gateway,
        },
        ['app/nginx.conf'],
      ],
      'but not below a folder that is ignored as a whole': [
        { '.gitignore': 'dist/\n', 'dist/.gitignore': '!nginx.conf\n', 'dist/nginx.conf': gateway },
        [],
      ],
      'what compose reads by itself, although it is ignored': [
        {
          '.gitignore': '.env\n.env.*\ncompose.override.yaml\n',
          '.env': 'A=1\n',
          '.env.prod': 'A=2\n',
          'compose.override.yaml': compose,
        },
        ['.env', 'compose.override.yaml'],
      ],
    }
  test.each(Object.entries(cases))('%s', async (_, [files, expected]) => {
    const folder = folderOf(files)
    const { texts, notices } = await find(folder)
    expect(Array.from(texts.keys(), path => relative(folder, path))).toEqual(expected)
    expect(notices).toEqual([])
  })

  test('only what a walk from the root comes by', async () => {
    const folder = folderOf({
      '.gitignore': 'dist/\n',
      'dist/nginx.conf': gateway,
      'a/nginx.conf': gateway,
      'b/nginx.conf': gateway,
    })
    expect([...(await find(folder, `${folder}/a`)).texts.keys()]).toEqual([`${folder}/a/nginx.conf`])
    expect([...(await find(folder, `${folder}/b/nginx.conf`)).texts.keys()]).toEqual([`${folder}/b/nginx.conf`])
    expect([...(await find(folder, `${folder}/dist/nginx.conf`)).texts.keys()]).toEqual([])
    expect([...(await find(folder, `${folder}/gone`)).texts.keys()]).toEqual([])
  })

  test('links: those to files are followed once, those to folders never', async () => {
    const folder = folderOf({ 'sites-available/shop': gateway, 'sites-enabled/': '' })
    symlinkSync('../sites-available/shop', `${folder}/sites-enabled/shop`)
    symlinkSync('..', `${folder}/sites-enabled/up`)
    symlinkSync('loop.conf', `${folder}/loop.conf`)
    const { texts, notices } = await find(folder)
    expect([...texts.keys()]).toEqual([`${folder}/sites-enabled/shop`])
    expect(notices).toEqual([])
  })

  test('links that lead out of a repository are not followed, unless they are named', async () => {
    const outside = folderOf({ 'secret.conf': 'server { listen 80; }\n' })
    const folder = folderOf({ '.git/': '', 'nginx.conf': gateway })
    symlinkSync(`${outside}/secret.conf`, `${folder}/other.conf`)
    symlinkSync(outside, `${folder}/conf.d`)
    const { texts, notices } = await find(folder)
    expect([...texts.keys()]).toEqual([`${folder}/nginx.conf`])
    expect(notices).toEqual([
      { path: `${folder}/other.conf`, message: 'is a link that leads out of the repository: it is not followed' },
    ])
    const named = await load([`${folder}/other.conf`], folder)
    expect(named.texts.get(`${folder}/other.conf`)).toBe('server { listen 80; }\n')
    const anywhere = folderOf({})
    symlinkSync(`${outside}/secret.conf`, `${anywhere}/other.conf`)
    expect([...(await find(anywhere)).texts.keys()]).toEqual([`${anywhere}/other.conf`])
  })

  test('texts as they are', async () => {
    const folder = folderOf({ 'nginx.conf': '\uFEFFserver {}\r\n# ünï 🚀' })
    expect((await find(folder)).texts.get(`${folder}/nginx.conf`)).toBe('\uFEFFserver {}\r\n# ünï 🚀')
  })
})

describe('what cannot be read', () => {
  const latin1 = Buffer.from('# gr\xfcn\nserver {}\n', 'latin1')
  const contents: Readonly<Record<string, readonly [Buffer, string]>> = {
    binary: [Buffer.from('server {}\0'), 'holds binary data, not text'],
    'UTF-16': [Buffer.from('\uFEFFserver {}', 'utf16le'), 'is written in UTF-16: save it as UTF-8'],
    'too large': [Buffer.alloc(9_000_000, '#'), 'has 9 MB; more than 8 MB are not read'],
  }
  test.each(Object.entries(contents))(
    '%s: a notice where it was found, an error where it was named',
    async (_, [content, message]) => {
      const folder = folderOf({ 'nginx.conf': content, 'other/nginx.conf': gateway, 'data.yaml': content })
      const path = `${folder}/nginx.conf`
      const found = await load(['.'], folder)
      expect(found).toMatchObject({ notices: [{ path, message }], errors: [] })
      expect([...found.texts.keys()]).toEqual([`${folder}/other/nginx.conf`])
      expect(await load(['nginx.conf'], folder)).toMatchObject({ notices: [], errors: [{ path, message }] })
    },
  )

  test('invalid UTF-8 is read all the same, and never written', async () => {
    const folder = folderOf({ 'nginx.conf': latin1 })
    const path = `${folder}/nginx.conf`
    const { texts, notices, errors } = await load(['nginx.conf'], folder)
    expect(notices).toEqual([{ path, message: 'is not valid UTF-8: it is checked, but not fixed' }])
    expect(errors).toEqual([])
    expect(texts.get(path)).toBe('# gr\uFFFDn\nserver {}\n')
    expect(await refusal(path, texts.get(path)!)).toMatch(/^is left as it is/)
    expect(readFileSync(path)).toEqual(latin1)
  })

  test('names that lead nowhere, the other names being read', async () => {
    const folder = folderOf({ 'nginx.conf': gateway, 'file/x': '' })
    symlinkSync('gone.conf', `${folder}/dangling.conf`)
    symlinkSync('loop.conf', `${folder}/loop.conf`)
    execFileSync('mkfifo', [`${folder}/pipe.conf`])
    const named = ['missing.conf', 'dangling.conf', 'loop.conf', 'pipe.conf', 'nginx.conf/x', '/dev/null', 'nginx.conf']
    const { texts, errors } = await load(named, folder)
    expect(errors.map(({ path, message }) => `${relative(folder, path)} ${message}`)).toEqual([
      'missing.conf does not exist',
      'dangling.conf is a link to "gone.conf", which does not exist',
      'loop.conf is a link to "loop.conf", which leads back to it',
      'nginx.conf/x does not exist: a part of the path is a file',
      'pipe.conf is a pipe, not a file',
      `${relative(folder, '/dev/null')} is a device, not a file`,
    ])
    expect([...texts.keys()]).toEqual([`${folder}/nginx.conf`])
  })

  test('a link that is ours by its name and leads nowhere is told', async () => {
    const folder = folderOf({ 'a/': '' })
    symlinkSync('gone', `${folder}/nginx.conf`)
    expect((await load(['.'], folder)).notices).toEqual([
      { path: `${folder}/nginx.conf`, message: 'is a link to "gone", which does not exist' },
    ])
  })
})

describe('what is read beside the named files', () => {
  test('the whole repository', async () => {
    const folder = folderOf({ '.git/': '', 'compose.yaml': compose, 'gateway/conf/nginx.conf': gateway })
    const { texts, covers } = await load(['nginx.conf'], `${folder}/gateway/conf`)
    expect([...texts.keys()]).toEqual([`${folder}/compose.yaml`, `${folder}/gateway/conf/nginx.conf`])
    expect([...texts.keys()].filter(covers)).toEqual([`${folder}/gateway/conf/nginx.conf`])
  })
  test('without a repository, the working folder that holds the file', async () => {
    const folder = folderOf({ 'compose.yaml': compose, 'gateway/nginx.conf': gateway })
    const { texts } = await load(['gateway/nginx.conf'], folder)
    expect([...texts.keys()]).toEqual([`${folder}/compose.yaml`, `${folder}/gateway/nginx.conf`])
  })
  test("else the file's own folder", async () => {
    const folder = folderOf({ 'a/compose.yaml': compose, 'a/nginx.conf': gateway, 'b/nginx.conf': gateway })
    const { texts } = await load(['../a/nginx.conf'], `${folder}/b`)
    expect([...texts.keys()]).toEqual([`${folder}/a/compose.yaml`, `${folder}/a/nginx.conf`])
  })
  test('a file is read when it is named, whatever hides it, and of any name', async () => {
    const folder = folderOf({
      '.gitignore': '*\n',
      'node_modules/a/nginx.conf': gateway,
      'gateway.txt': gateway,
      'compose.yaml': compose,
    })
    const { texts } = await load(['node_modules/a/nginx.conf', 'gateway.txt'], folder)
    expect([...texts.keys()]).toEqual([`${folder}/node_modules/a/nginx.conf`, `${folder}/gateway.txt`])
  })
  test('so is a folder', async () => {
    const folder = folderOf({ '.gitignore': 'dist\n', 'dist/nginx.conf': gateway, 'nginx.conf': gateway })
    const { texts, covers } = await load(['dist'], folder)
    expect([...texts.keys()].filter(covers)).toEqual([`${folder}/dist/nginx.conf`])
  })
  test('a folder that bears the name of a file', async () => {
    const folder = folderOf({ 'nginx.conf/default.conf': gateway })
    expect([...(await load(['nginx.conf'], folder)).texts.keys()]).toEqual([`${folder}/nginx.conf/default.conf`])
  })
})

describe('writing', () => {
  test('keeps permissions, and leaves nothing beside', async () => {
    const folder = folderOf({ 'nginx.conf': 'a\r\n' })
    chmodSync(`${folder}/nginx.conf`, 0o640)
    expect(await replaceTexts(new Map([[`${folder}/nginx.conf`, 'b\r\n']]))).toBeUndefined()
    expect(readFileSync(`${folder}/nginx.conf`, 'utf8')).toBe('b\r\n')
    expect(statSync(`${folder}/nginx.conf`).mode & 0o777).toBe(0o640)
    expect(readdirSync(folder)).toEqual(['nginx.conf'])
  })
  test('replaces the file, never writes into it', async () => {
    const folder = folderOf({ 'nginx.conf': 'a' })
    linkSync(`${folder}/nginx.conf`, `${folder}/before`)
    expect(await replaceTexts(new Map([[`${folder}/nginx.conf`, 'b']]))).toBeUndefined()
    expect(readFileSync(`${folder}/before`, 'utf8')).toBe('a')
  })
  test('goes through a link', async () => {
    const folder = folderOf({ 'real/nginx.conf': 'a' })
    symlinkSync('real/nginx.conf', `${folder}/nginx.conf`)
    expect(await replaceTexts(new Map([[`${folder}/nginx.conf`, 'b']]))).toBeUndefined()
    expect(lstatSync(`${folder}/nginx.conf`).isSymbolicLink()).toBe(true)
    expect(readFileSync(`${folder}/real/nginx.conf`, 'utf8')).toBe('b')
  })
  test('all files, or none', async () => {
    const folder = folderOf({ 'a.conf': 'a', 'b/': '', 'c.conf': 'c' })
    const texts = new Map(['a.conf', 'gone/b.conf', 'c.conf'].map(path => [`${folder}/${path}`, 'new'] as const))
    expect(await replaceTexts(texts)).toEqual({ path: `${folder}/gone/b.conf`, message: 'does not exist' })
    expect(readdirSync(folder).sort()).toEqual(['a.conf', 'b', 'c.conf'])
    expect(['a.conf', 'c.conf'].map(path => readFileSync(`${folder}/${path}`, 'utf8'))).toEqual(['a', 'c'])
  })
  test('not over what somebody else wrote meanwhile', async () => {
    const folder = folderOf({ 'nginx.conf': 'theirs' })
    expect(await refusal(`${folder}/nginx.conf`, 'a')).toMatch(/changed meanwhile/)
    expect(readFileSync(`${folder}/nginx.conf`, 'utf8')).toBe('theirs')
    expect(await refusal(`${folder}/gone.conf`, 'a')).toBe('does not exist')
  })
})
