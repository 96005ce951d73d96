/** The command line, from outside: what it prints where, how it ends, and what it does to files. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { path, run } = built()

const compose = `services:
  gateway:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]
  api:
    image: example/api
    ports: ["8080:3000"]
`
const wrong = `events {}
http {
  server {
    location / { proxy_pass http://api:8080; } # 🚀
  }
}
`
const right = wrong.replace('8080', '3000')
const project = { 'compose.yaml': compose, 'nginx.conf': wrong }
const root = new URL('../../', import.meta.url)
const shop = fileURLToPath(new URL('examples/shop', root))
const warned = {
  'haproxy.cfg':
    'defaults\n  mode http\nfrontend web\n  bind :80\n  default_backend app\nbackend app\n  server s1 10.0.0.1:80\n',
}

describe('the shop', () => {
  test('has three faults', async () => {
    const { code, out, err } = await run(shop, ['--format', 'unix'])
    expect(out.split('\n').map(line => line.replace(/^(\S+: \w+): .*( \[.*\])$/, '$1$2'))).toEqual([
      'gateway/nginx.conf:5:12: error [unknown-host]',
      'gateway/nginx.conf:16:29: error [port-mismatch]',
      'gateway/nginx.conf:20:25: error [localhost-in-container]',
      '',
    ])
    expect([code, err]).toEqual([1, ''])
  })
  test('is mended by --fix', async () => {
    const folder = folderOf({})
    cpSync(shop, folder, { recursive: true })
    expect(await run(folder, ['--fix'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Fixed 3 problems.'),
    })
    expect(await run(folder, [])).toMatchObject({ code: 0, out: expect.stringContaining('3 reachable') })
  })
})

describe('exit codes and streams', () => {
  test('clean: 0', async () => {
    const { code, out, err } = await run(folderOf({ ...project, 'nginx.conf': right }), [])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe('No problems found.\nChecked 2 files: 1 gateway with 1 target against 2 services: 1 reachable.\n')
  })
  test('findings: 1, and the report goes to stdout', async () => {
    const { code, out, err } = await run(folderOf(project), [])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toContain('error[port-mismatch]')
  })

  const ends: readonly (readonly [args: readonly string[], files: Readonly<Record<string, string>>, code: number])[] = [
    [['lint', '.'], project, 1],
    [['nginx.conf', 'compose.yaml'], project, 1],
    [['--fail-on', 'never'], project, 0],
    [['--fail-on=error'], warned, 0],
    [['--fail-on=warning'], warned, 1],
    [['--fail-on=info'], warned, 1],
    [['--max-warnings', '9'], warned, 0],
    [['--max-warnings', '0'], warned, 1],
    [['--fail-on=never', '--max-warnings=0'], warned, 1],
    [['--quiet', '--fail-on=warning'], warned, 1],
    [['--pass-with-no-files'], {}, 0],
    [['--format', 'json'], project, 1],
    [['--format', 'github'], project, 1],
    [['--version'], {}, 0],
    [['--help'], {}, 0],
    [['explain', 'port-mismatch'], {}, 0],
    [['rules'], {}, 0],
    [['lint', '--help'], {}, 0],
  ]
  test.each(ends)('gatelint %j', async (args, files, code) => {
    const ended = await run(folderOf(files), args)
    expect(ended.code).toBe(code)
    if (!args.some(arg => arg.startsWith('--max'))) expect(ended.err).toBe('')
  })

  test('a report for programs is one even of nothing', async () => {
    const folder = folderOf({})
    const { out } = await run(folder, ['--pass-with-no-files', '--format=sarif'])
    expect(JSON.parse(out).runs[0].results).toEqual([])
    expect(JSON.parse((await run(folder, ['gone', '--format=json'])).out).summary.files).toBe(0)
    expect(await run(folder, ['gone'])).toMatchObject({ code: 2, out: 'Nothing was checked.\n' })
  })

  test('--quiet tells of errors only', async () => {
    expect((await run(folderOf(warned), ['--quiet', '--format=unix'])).out).toBe('')
    expect((await run(folderOf(warned), ['--format=unix'])).out).not.toBe('')
  })

  test('a reader that stops reading is no fault', () => {
    const folder = folderOf({
      'compose.yaml': compose,
      'nginx.conf': wrong.replace(
        'location',
        `${'location /x { proxy_pass http://api:8080; }\n'.repeat(2000)}location`,
      ),
    })
    const shell = `"${process.execPath}" "${path()}" 2>errors | head -1; cat errors`
    expect(execFileSync('sh', ['-c', shell], { cwd: folder, encoding: 'utf8' })).toMatch(
      /^error\[port-mismatch\]: [^\n]*\n$/,
    )
  })
})

describe('what cannot be done is said, with what, where, and what to do; the rest is done', () => {
  const binary = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 0])
  const bad: Readonly<Record<string, readonly [args: readonly string[], err: RegExp]>> = {
    'a folder that is not there': [
      ['gone/', '.'],
      /^error: gone does not exist\. Check its spelling; it was looked for from \/.*\.\n$/,
    ],
    'a misspelt command': [
      ['explian', '.'],
      /^error: explian does not exist\. Did you mean the command "explain"\?\n$/,
    ],
    'a link that leads nowhere': [
      ['dangling.conf', '.'],
      /^error: dangling\.conf is a link to "nothing", which does not exist\n$/,
    ],
    'a pipe': [['pipe.conf', '.'], /^error: pipe\.conf is a pipe, not a file\n$/],
    'binary data': [['binary.conf', '.'], /^error: binary\.conf holds binary data, not text\n$/],
    'a text of none of our kinds': [
      ['readme.txt', '.'],
      /^error: readme\.txt is neither an nginx or HAProxy configuration, nor a compose file/,
    ],
    'a name that steers the terminal': [['\x1b[31mred', '.'], /^error: ␛\[31mred does not exist/],
  }
  test.each(Object.entries(bad))('%s', async (_, [args, expected]) => {
    const folder = folderOf({ ...project, 'binary.conf': binary, 'readme.txt': 'Hello.\n' })
    symlinkSync('nothing', `${folder}/dangling.conf`)
    execFileSync('mkfifo', [`${folder}/pipe.conf`])
    const { code, out, err } = await run(folder, [...args, '--format=unix'])
    expect(err).toMatch(expected)
    expect(code).toBe(2)
    expect(out).toMatch(/^nginx\.conf:4:40: error: .* \[port-mismatch\]\n$/)
  })

  test('a folder that bears the name of a file is read as the folder it is', async () => {
    const folder = folderOf({ 'nginx.conf/default.conf': 'server {' })
    expect(await run(folder, ['nginx.conf', '--format=unix'])).toMatchObject({
      code: 1,
      err: '',
      out: expect.stringMatching(/^nginx\.conf\/default\.conf:1:/),
    })
  })

  test('what was found and not named is a warning', async () => {
    const { code, err } = await run(folderOf({ 'nginx.conf': binary, 'a/nginx.conf': 'events {}\n' }), [])
    expect({ code, err }).toEqual({ code: 0, err: 'warning: nginx.conf holds binary data, not text\n' })
  })

  test.each([
    [
      'a compose file that is not YAML',
      { ...project, 'other/compose.yaml': 'services: [\n  "a\n' },
      'other/compose.yaml:',
    ],
    [
      'an include cycle',
      {
        ...project,
        'other/nginx.conf': 'events {}\ninclude a.conf;\n',
        'other/a.conf': 'include a.conf;\nserver { listen 80; }\n',
      },
      'other/a.conf:1:',
    ],
    ['a file of garbage', { ...project, 'other/nginx.conf': '}};;"' }, 'other/nginx.conf:1:'],
  ])('%s is a finding in its file', async (_, files, where) => {
    const { code, out, err } = await run(folderOf(files), ['--format=unix'])
    const lines = out.trim().split('\n')
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(lines.filter(line => line.startsWith(where)).join('\n')).toMatch(/: error: [^\n]+ \[syntax-error\]/)
    expect(lines.filter(line => line.startsWith('nginx.conf:'))).toHaveLength(1)
    expect(out).not.toMatch(/^\s+at /m)
  })

  test('what one may not read, or not write', async () => {
    const folder = folderOf({
      ...project,
      'locked/nginx.conf': wrong,
      'a/nginx.conf': wrong,
      'a/compose.yaml': compose,
    })
    for (const shut of [`${folder}/locked`, `${folder}/nginx.conf`]) chmodSync(shut, 0)
    for (const open of [folder, `${folder}/a`]) chmodSync(open, 0o755)
    // Root may read and write everything.
    const nobody = process.getuid?.() === 0 ? 65534 : undefined
    if (nobody === undefined) chmodSync(`${folder}/a/nginx.conf`, 0o444)
    const found = await run(folder, ['--format=unix'], {}, nobody)
    expect(found).toMatchObject({ code: 1, out: expect.stringMatching(/^a\/nginx\.conf:4:40: [^\n]*\n$/) })
    expect(found.err.split('\n').sort()).toEqual([
      '',
      'warning: locked cannot be opened: permission denied',
      'warning: nginx.conf cannot be opened: permission denied',
    ])
    const named = await run(folder, ['locked', 'nginx.conf', 'a', '--fix', '--format=unix'], {}, nobody)
    chmodSync(`${folder}/locked`, 0o755)
    expect(named).toMatchObject({ code: 2, out: found.out })
    expect(named.err.split('\n').sort()).toEqual([
      '',
      'error: a/nginx.conf cannot be written: permission denied',
      'error: locked cannot be opened: permission denied',
      'error: nginx.conf cannot be opened: permission denied',
    ])
  })

  test('nothing to check', async () => {
    const { code, err } = await run(folderOf({ 'readme.md': '' }), [])
    expect(code).toBe(2)
    expect(err).toMatch(/^error: there is nothing to check in .*--pass-with-no-files\.\n$/)
  })

  const usage: readonly (readonly [args: readonly string[], err: RegExp])[] = [
    [['--fxi'], /^error: unknown option '--fxi'\n\(Did you mean --fix\?\)/],
    [
      ['--format', 'xml'],
      /^error: option '-f, --format <format\[=file\]>' argument 'xml' is invalid\. The formats are pretty/,
    ],
    [['--max-warnings', 'many'], /must be a whole number/],
    [['--fail-on'], /argument missing/],
    [['explain'], /missing required argument 'rule'/],
    [['explain', 'port-mismach'], /^error: there is no rule "port-mismach"\. Did you mean "port-mismatch"\?\n$/],
    [['explain', 'quux'], /Run "gatelint rules" to see them all\.\n$/],
  ]
  test.each(usage)('gatelint %j', async (args, expected) => {
    const { code, out, err } = await run(folderOf(project), args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(expected)
    expect(err).not.toMatch(/^\s+at /m)
  })
})

describe('colours', () => {
  const cases: readonly (readonly [
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    colours: boolean,
  ])[] = [
    [[], {}, false],
    [['--color', 'always'], {}, true],
    [['--color=always'], { NO_COLOR: '1' }, true],
    [['--color=never'], { FORCE_COLOR: '1' }, false],
    [['--no-color'], { FORCE_COLOR: '1' }, false],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '0' }, false],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [['--format=json', '--color=always'], {}, false],
  ]
  test.each(cases)('%j with %j', async (args, env, colours) => {
    expect((await run(folderOf(project), args, env)).out.includes('\x1b[')).toBe(colours)
  })
})

describe('what is named', () => {
  test('a file is judged by the compose file beside it, and alone is told of', async () => {
    const folder = folderOf({ ...project, 'other/nginx.conf': 'server {' })
    const { out } = await run(folder, ['nginx.conf', '--format=unix'])
    expect(out).toMatch(/^nginx\.conf:4:40: .*\n$/)
  })
  test('a file of any name, when it says what it is', async () => {
    const { code, out } = await run(folderOf({ 'gateway.txt': 'server {\n' }), ['gateway.txt', '--format=unix'])
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringMatching(/^gateway\.txt:1:8: error: .* \[syntax-error\]\n$/),
    })
  })
  test('paths are told as they look from the working folder', async () => {
    const folder = folderOf({ 'a/b/x': '', ...project })
    const { out } = await run(`${folder}/a/b`, ['../../nginx.conf', '--format=unix'])
    expect(out).toMatch(/^\.\.\/\.\.\/nginx\.conf:4:40: /)
  })
})

describe('--fix', () => {
  test('mends once, keeps permissions and line ends, leaves nothing beside, and finds nothing more to do', async () => {
    const text = `# 🚀\r\n${wrong.replaceAll('\n', '\r\n')}`
    const folder = folderOf({ 'compose.yaml': compose, 'conf/nginx.conf': text })
    const file = `${folder}/conf/nginx.conf`
    const mounted = compose.replace('./nginx.conf', './conf/nginx.conf')
    cpSync(folderOf({ 'compose.yaml': mounted }), folder, { recursive: true })
    chmodSync(file, 0o640)
    expect(await run(folder, ['--fix'])).toMatchObject({ err: '', out: expect.stringContaining('Fixed 1 problem.') })
    expect(readFileSync(file, 'utf8')).toBe(text.replace('8080', '3000'))
    expect(statSync(file).mode & 0o777).toBe(0o640)
    expect(readdirSync(`${folder}/conf`)).toEqual(['nginx.conf'])
    const { ino } = statSync(file)
    await run(folder, ['--fix'])
    expect(statSync(file).ino).toBe(ino)
  })

  const guess = { 'compose.yaml': compose, 'nginx.conf': right.replace('api', 'ap') }
  test('leaves alone what needs a second look', async () => {
    const folder = folderOf(guess)
    const { code, out } = await run(folder, ['--fix', '--format=unix'])
    expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/\[unknown-host\]\n$/) })
    expect(readFileSync(`${folder}/nginx.conf`, 'utf8')).toBe(guess['nginx.conf'])
  })
  test('--unsafe-fixes does not', async () => {
    const folder = folderOf(guess)
    expect(await run(folder, ['--unsafe-fixes', '--format=unix'])).toMatchObject({ code: 0, out: '' })
    expect(readFileSync(`${folder}/nginx.conf`, 'utf8')).toBe(right)
  })
  test('writes to no file that was not named', async () => {
    const folder = folderOf({ ...project, 'b/nginx.conf': wrong, 'b/compose.yaml': compose })
    await run(folder, ['--fix', 'b'])
    expect(readFileSync(`${folder}/nginx.conf`, 'utf8')).toBe(wrong)
    expect(readFileSync(`${folder}/b/nginx.conf`, 'utf8')).toBe(right)
  })
  test('a file that is not valid UTF-8 is checked, and left as it is', async () => {
    const bytes = Buffer.from(`# gr\xfcn\n${wrong.replace('# 🚀', '')}`, 'latin1')
    const folder = folderOf({ 'compose.yaml': compose, 'nginx.conf': bytes })
    const { code, out, err } = await run(folder, ['--fix', '--format=unix'])
    expect(code).toBe(2)
    expect(out).toMatch(/\[port-mismatch\]/)
    expect(err).toMatch(/^warning: nginx\.conf is not valid UTF-8.*\nerror: nginx\.conf is left as it is: .*\n$/)
    expect(readFileSync(`${folder}/nginx.conf`)).toEqual(bytes)
  })
})

describe('what it tells of itself', () => {
  test('its version is that of the package', async () => {
    const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
    expect((await run(folderOf({}), ['--version'])).out).toBe(`${manifest.version}\n`)
  })
  test('help names every command, with examples', async () => {
    await expect((await run(folderOf({}), ['--help'])).out).toMatchFileSnapshot('expected/help.txt')
  })
  test("explain prints the rule's page", async () => {
    const page = readFileSync(new URL('server/rules/port-mismatch.md', root), 'utf8')
    expect((await run(folderOf({}), ['explain', 'port-mismatch'])).out).toBe(page)
  })
  test('rules lists them all', async () => {
    const listed = JSON.parse((await run(folderOf({}), ['rules', '--format=json'])).out)
    const text = (await run(folderOf({}), ['rules'])).out
    expect(listed.length).toBeGreaterThan(9)
    for (const { id, summary } of listed)
      expect(text).toMatch(new RegExp(`^${id} +\\w+ +(?:strict +)?${summary.slice(0, 20)}`, 'm'))
  })
})
