/** What comes on standard input: dumps of `nginx -T`, and single files. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readDump } from '../../server/dump.ts'
import { folderOf } from './folder.ts'
import { built, type Ended } from './gatelint.ts'

const { run } = built()

const compose = `services:
  gateway:
    image: nginx
    volumes: ["./site.conf:/etc/nginx/conf.d/default.conf:ro"]
  api:
    image: example/api
    ports: ["8080:3000"]
`
const site = 'server {\n  location / { proxy_pass http://api:8080; }\n}\n'
const main = `events {}
http {
  include /etc/nginx/mime.types;
  include /etc/nginx/conf.d/*.conf;
}
`
const talk = `nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful
`
const mismatch = ': error: 8080 is the port of "api" on the host'

/** What nginx writes: a line with the path, the file, a line feed. */
const dumpOf = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files)
    .map(([path, text]) => `# configuration file ${path}:\n${text}\n`)
    .join('')

const dump = dumpOf({
  '/etc/nginx/nginx.conf': main,
  '/etc/nginx/mime.types': 'types { text/html html; }\n',
  '/etc/nginx/conf.d/default.conf': site,
})

const piped = (
  text: string,
  files: Readonly<Record<string, string>> = {},
  args: readonly string[] = ['-', '--format=unix'],
): Promise<Ended> => run(folderOf(files), args, {}, undefined, text)

describe('a dump taken apart', () => {
  const files = { '/etc/nginx/nginx.conf': main, '/a b/x.conf': 'deny all;' }
  const cases: Readonly<Record<string, readonly [text: string, files: Readonly<Record<string, string>> | undefined]>> =
    {
      'as nginx writes it': [dumpOf(files), files],
      'what nginx says of the test stands in front': [talk + dumpOf(files), files],
      'a warning stands in front': [
        `2026/01/02 03:04:05 [warn] 1#1: conflicting server name "x" on 0.0.0.0:80, ignored\n${talk}${dumpOf(files)}`,
        files,
      ],
      'through a terminal': [
        (talk + dumpOf(files)).replaceAll('\n', '\r\n'),
        Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')])),
      ],
      'an empty file': [dumpOf({ '/a.conf': '', '/b.conf': '\n' }), { '/a.conf': '', '/b.conf': '\n' }],
      'a configuration': [main, undefined],
      'a configuration with such a comment': [`${main}# configuration file /etc/nginx/nginx.conf:\n${main}`, undefined],
      'a comment that names no file': [`# configuration file for the shop\n${main}`, undefined],
      nothing: ['', undefined],
    }
  test.each(Object.entries(cases))('%s', (_, [text, expected]) => {
    const read = readDump(text)
    expect(read && Object.fromEntries(read)).toEqual(expected)
  })
})

describe('a dump', () => {
  test('of a service that runs a file of the folder, as it is, is judged from there', async () => {
    const { code, out, err } = await piped(talk + dump, { 'compose.yaml': compose, 'site.conf': site })
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatch(/^\/etc\/nginx\/conf\.d\/default\.conf:2:38: error: 8080 is the port of "api"[^\n]*\n$/)
  })
  test('with another text stands alone: nobody knows who is called "api" there', async () => {
    const files = { 'compose.yaml': compose, 'site.conf': site.replace('8080', '3000') }
    expect(await piped(dump, files)).toEqual({ code: 0, out: '', err: '' })
  })
  test('is told by its own files and lines alone', async () => {
    const broken = dump.replace('proxy_pass http://api:8080;', 'proxy_pass http://api:8080')
    const { code, out } = await piped(broken, { 'nginx.conf': 'server {' })
    expect(code).toBe(1)
    expect(out).toMatch(/^\/etc\/nginx\/conf\.d\/default\.conf:2:42: error: [^\n]* \[syntax-error\]\n$/)
  })
  test('is whole: what an include finds nothing for is nowhere', async () => {
    const text = dumpOf({
      '/etc/nginx/nginx.conf': main.replace('  include', '  include /opt/nothing/*.conf;\n  include'),
      '/etc/nginx/conf.d/default.conf': site.replace(
        'proxy_pass http://api:8080',
        'set $to api; proxy_pass http://$to:3000',
      ),
    })
    expect((await piped(text)).out).toMatch(/^\/etc\/nginx\/conf\.d\/default\.conf:2:.* \[no-resolver\]\n$/)
  })
  test('is no template, whatever it holds', async () => {
    const text = dumpOf({ '/etc/nginx/nginx.conf': 'events {}\nhttp {\n  log_format x "{{ __A__";\n' })
    expect(await piped(text)).toMatchObject({
      code: 1,
      out: expect.stringContaining('/etc/nginx/nginx.conf:2:6: error:'),
    })
  })
  test('promises no --fix', async () => {
    const { out } = await piped(dump, { 'compose.yaml': compose, 'site.conf': site }, ['-'])
    expect(out).toContain('--> /etc/nginx/conf.d/default.conf:2:38\n')
    expect(out).toContain('= fix: Use port 3000\n')
    expect(out).not.toContain('--fix')
  })
})

describe('a file', () => {
  const files = { 'compose.yaml': compose, 'site.conf': 'server {' }
  test('counts as the one that is named, and stands in its place', async () => {
    const args = ['-', '--stdin-filename', 'site.conf', '--format=unix']
    const { code, out } = await piped(site, files, args)
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringMatching(new RegExp(`^site\\.conf:2:38${mismatch}[^\\n]*\\n$`)),
    })
  })
  test('that is named need not be there', async () => {
    const args = ['-', '--stdin-filename=gateway/new.conf', '--format=unix']
    expect(await piped('server {\n', files, args)).toMatchObject({
      code: 1,
      err: '',
      out: expect.stringMatching(/^gateway\/new\.conf:1:8: error: [^\n]*\n$/),
    })
  })
  test('that is not named is known by what it says', async () => {
    expect((await piped('server {\n')).out).toMatch(/^<stdin>:1:8: error: [^\n]* \[syntax-error\]\n$/)
    expect((await piped('backend b\n  server a 10.0.0.1:80')).out).toMatch(
      /^<stdin>:2:\d+: error: [^\n]* \[syntax-error\]\n$/m,
    )
    expect(await piped(compose)).toEqual({ code: 0, out: '', err: '' })
  })
  test('is not written', async () => {
    const folder = folderOf(files)
    await run(folder, ['-', '--stdin-filename', 'site.conf'], {}, undefined, site)
    expect(readFileSync(`${folder}/site.conf`, 'utf8')).toBe('server {')
    expect(readdirSync(folder).sort()).toEqual(['compose.yaml', 'site.conf'])
  })
})

describe('what cannot be done', () => {
  const bad: Readonly<Record<string, readonly [args: readonly string[], text: string, err: RegExp]>> = {
    'a text of none of our kinds': [
      ['-'],
      'Hello.\n',
      /^error: what came on standard input is neither .* --stdin-filename nginx\.conf\n$/,
    ],
    'nothing at all': [['-'], '', /^error: what came on standard input is neither /],
    'to fix it': [['-', '--fix'], site, /^error: fixes are written to files: .* not fixed\n$/],
    'to fix it, unsafe or not': [['-', '--unsafe-fixes'], site, /^error: fixes are written to files/],
    'other paths beside it': [
      ['-', '.'],
      site,
      /^error: "-" stands for standard input, and goes with no other path\n$/,
    ],
    'a name for nothing': [['.', '--stdin-filename', 'a.conf'], site, /^error: --stdin-filename names .* put "-"/],
  }
  test.each(Object.entries(bad))('%s', async (_, [args, text, err]) => {
    expect(await piped(text, { 'site.conf': site }, args)).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(err),
    })
  })
})
