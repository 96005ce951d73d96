/** What a team asks of a linter in front of every merge: known findings, changed files, patches, reports for machines. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { run } = built()

const project = {
  'compose.yaml':
    'services:\n  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }\n  api: { image: example/api, ports: ["8080:3000"] }\n',
  'nginx.conf':
    'events {}\nhttp {\n  server {\n    location /a { proxy_pass http://api:8080; }\n    location /b { proxy_pass http://localhost:8080; }\n  }\n}\n',
}
const found = async (folder: string, ...args: readonly string[]): Promise<readonly string[]> => {
  const { out } = await run(folder, ['--format', 'unix', ...args])
  return Array.from(out.matchAll(/^(\S+?:\d+):.*\[(.*)\]$/gm), ([, place, rule]) => `${place} ${rule}`)
}
const all = ['nginx.conf:4 port-mismatch', 'nginx.conf:5 localhost-in-container']

describe('the baseline', () => {
  test('hides what is known, moved or not, and nothing else', async () => {
    const folder = folderOf(project)
    expect(await found(folder)).toEqual(all)
    expect(await run(folder, ['--update-baseline'])).toMatchObject({
      code: 0,
      out: 'Wrote 2 known findings to .gatelint-baseline.json.\n',
    })
    expect(await run(folder, [])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('2 known findings') })
    const path = join(folder, 'nginx.conf')
    writeFileSync(path, `# moved\n\n${project['nginx.conf']}`)
    expect(await found(folder)).toEqual([])
    writeFileSync(
      path,
      project['nginx.conf'].replace('  }\n}', '    location /c { proxy_pass http://api:8080; }\n  }\n}'),
    )
    expect(await found(folder)).toEqual(['nginx.conf:6 port-mismatch'])
    expect(await found(folder, '--no-baseline')).toEqual([...all, 'nginx.conf:6 port-mismatch'])
  })
  test('tells what is no more, and shrinks', async () => {
    const folder = folderOf(project)
    await run(folder, ['--update-baseline'])
    writeFileSync(join(folder, 'nginx.conf'), project['nginx.conf'].replace('api:8080', 'api:3000'))
    expect(await run(folder, [])).toMatchObject({
      code: 0,
      err: expect.stringContaining('1 finding of the baseline is no more'),
    })
    await run(folder, ['--update-baseline'])
    expect(JSON.parse(readFileSync(join(folder, '.gatelint-baseline.json'), 'utf8')).findings).toHaveLength(1)
    expect((await run(folder, [])).err).toBe('')
  })
  test('is found above, and its paths begin in its folder', async () => {
    const folder = folderOf(Object.fromEntries(Object.entries(project).map(([path, text]) => [`shop/${path}`, text])))
    await run(folder, ['--update-baseline'])
    expect(await found(join(folder, 'shop'))).toEqual([])
  })
  test.each(['{}', 'no JSON', '{"version":1,"findings":[{}]}'])('that is none: %s', async text => {
    const folder = folderOf({ ...project, '.gatelint-baseline.json': text })
    expect(await run(folder, [])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--update-baseline') })
    expect(await run(folder, ['--baseline', 'gone.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('does not exist'),
    })
    expect(await run(folder, ['--update-baseline'])).toMatchObject({ code: 0 })
  })
})

describe('--since', () => {
  const repository = (): { readonly folder: string; readonly git: (...args: readonly string[]) => void } => {
    const folder = folderOf(project)
    const git = (...args: readonly string[]): void => {
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: folder,
        stdio: 'pipe',
      })
    }
    git('init', '-q', '-b', 'main')
    git('add', '.')
    git('commit', '-q', '-m', 'a')
    return { folder, git }
  }
  test('tells of nothing where nothing has changed', async () => {
    const { folder } = repository()
    expect(await found(folder, '--since', 'HEAD')).toEqual([])
    expect(await run(folder, ['--since', 'main'])).toMatchObject({ code: 0 })
  })
  test('tells of changed and of new files', async () => {
    const { folder } = repository()
    writeFileSync(join(folder, 'nginx.conf'), `${project['nginx.conf']}# changed\n`)
    expect(await found(folder, '--since', 'HEAD')).toEqual(all)
    writeFileSync(join(folder, 'new.conf'), 'server {\n  listne 80;\n}\n')
    expect(await found(folder, '--since', 'HEAD')).toEqual(['new.conf:2 unknown-directive', ...all])
  })
  test('tells of a gateway whose manifest has changed', async () => {
    const { folder } = repository()
    writeFileSync(join(folder, 'compose.yaml'), `${project['compose.yaml']}# changed\n`)
    expect(await found(folder, '--since', 'HEAD')).toContain(all[0])
  })
  test('says what git does not know', async () => {
    const { folder } = repository()
    expect(await run(folder, ['--since', 'nothing'])).toMatchObject({
      code: 2,
      err: 'error: --since: git knows no commit "nothing" here\n',
    })
    expect(await run(folder, ['--since', '--output=x'])).toMatchObject({ code: 2 })
    expect(existsSync(join(folder, 'x'))).toBe(false)
    expect(await run(folder, ['--since', 'HEAD'], { PATH: '' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('no git here'),
    })
  })
})

describe('--diff', () => {
  test.each(['nginx.conf', 'a b/größ "x".conf'])(
    'prints a patch that git takes, and writes nothing: %s',
    async name => {
      const files = {
        'compose.yaml': project['compose.yaml'].replace(
          '"./nginx.conf:',
          `${JSON.stringify(`./${name}:`).slice(0, -1)}`,
        ),
        [name]: project['nginx.conf'].replaceAll('\n', '\r\n'),
      }
      const folder = folderOf(files)
      execFileSync('git', ['init', '-q'], { cwd: folder })
      const { code, out, err } = await run(folder, ['--diff'])
      expect({ code, err }).toEqual({ code: 1, err: '' })
      expect(readFileSync(join(folder, name), 'utf8')).toBe(files[name])
      execFileSync('git', ['apply', '-'], { cwd: folder, input: out })
      const patched = readFileSync(join(folder, name), 'utf8')
      writeFileSync(join(folder, name), files[name]!)
      await run(folder, ['--fix'])
      expect(readFileSync(join(folder, name), 'utf8')).toBe(patched)
      expect(patched).toContain('http://api:3000;')
      expect(await run(folder, ['--diff'])).toEqual({ code: 0, out: '', err: '' })
    },
  )
})

describe('--fix', () => {
  test('leaves a read-only file, and does the rest', async () => {
    const folder = folderOf({ ...project, 'other.conf': 'http { server { listen 80 } }\n' })
    chmodSync(folder, 0o777)
    chmodSync(join(folder, 'other.conf'), 0o666)
    chmodSync(join(folder, 'nginx.conf'), 0o444)
    const ended = await run(folder, ['--fix', '--format', 'unix'], {}, 65534)
    expect(ended).toMatchObject({
      code: 2,
      err: expect.stringContaining('nginx.conf cannot be written: permission denied'),
    })
    expect(readFileSync(join(folder, 'nginx.conf'), 'utf8')).toBe(project['nginx.conf'])
    expect(readFileSync(join(folder, 'other.conf'), 'utf8')).toContain('listen 80;')
    expect(statSync(join(folder, 'nginx.conf')).mode & 0o777).toBe(0o444)
  })
  test('changes what a link leads to, and keeps the link', async () => {
    const folder = folderOf({ 'compose.yaml': project['compose.yaml'], 'real/site': project['nginx.conf'] })
    symlinkSync('real/site', join(folder, 'nginx.conf'))
    await run(folder, ['--fix'])
    expect(readFileSync(join(folder, 'real/site'), 'utf8')).toContain('api:3000')
  })
})

describe('reports', () => {
  test('several at once, to files, and for people as well', async () => {
    const folder = folderOf(project)
    const { code, out } = await run(folder, ['-f', 'sarif=out.sarif', '--format=junit=out.xml'])
    expect(code).toBe(1)
    expect(out).toContain('error[port-mismatch]')
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')).runs[0].results).toHaveLength(2)
    expect(readFileSync(join(folder, 'out.xml'), 'utf8')).toContain('<testsuites')
  })
  test('one to standard output, one to a file', async () => {
    const folder = folderOf(project)
    const { out } = await run(folder, ['-f', 'unix', '-f', 'json=out.json'])
    expect(out).toMatch(/^nginx\.conf:4:/)
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')).summary.errors).toBe(2)
  })
  test('where none can be written', async () => {
    expect(await run(folderOf(project), ['-f', 'json=no/out.json'])).toMatchObject({
      code: 2,
      err: 'error: no/out.json does not exist\n',
    })
  })
  test('as the environment says', async () => {
    expect(await run(folderOf(project), [], { GATELINT_FORMAT: 'unix', GATELINT_FAIL_ON: 'never' })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^nginx\.conf:4:/),
    })
  })
})

test('--no-ignore looks at what .gitignore hides', async () => {
  const folder = folderOf({ ...project, '.gitignore': 'nginx.conf\n' })
  expect(await found(folder)).toEqual([])
  expect(await found(folder, '--no-ignore')).toEqual(all)
  expect(await found(folder, 'nginx.conf')).toEqual(all)
})

test('a fragment says in which block it stands', async () => {
  const fragment = (context: string): string => `${context}proxy_pass http://127.0.0.1:3000;\n`
  const ruleIn = async (text: string): Promise<readonly string[]> => found(folderOf({ 'a.nginx': text }))
  expect(await ruleIn(fragment(''))).toEqual([])
  expect(await ruleIn(fragment('# gatelint-context: http, server, location\n'))).toEqual([])
  expect(await ruleIn(fragment('# gatelint-context: http, server\n'))).toEqual(['a.nginx:2 misplaced-directive'])
})

test('--verbose tells what was not checked', async () => {
  const files = {
    'nginx.conf': 'server { location / { proxy_pass http://$arg_to; } }\n',
    'site.conf': 'server { server_name {{ name }}; }\n',
    'old.conf': 'server { listen 80; }\n',
    '.gatelint.yaml': 'ignore: old.conf\n',
  }
  const { err } = await run(folderOf(files), ['--verbose'])
  expect(err.split('\n').sort()).toEqual([
    '',
    'note: nginx.conf is not the whole configuration, or includes files that are not here: what it does not declare may stand there',
    'note: nginx.conf is run by nobody that the manifests name: what its names mean is not known',
    'note: nginx.conf line 1: where it leads is not known before a request comes',
    'note: old.conf is ignored, as the settings say',
    'note: site.conf is a template: what it comes to is not known here',
  ])
})

test('--stats tells how long it took', async () => {
  expect((await run(folderOf(project), ['--stats'])).err).toMatch(/^note: 2 files in \d+ ms: .* MB\n$/)
})
