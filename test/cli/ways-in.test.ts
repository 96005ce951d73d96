/** The ways in beside the command itself: the GitHub Action as its runner starts it, shells that complete, a watch, a task in VS Code. */
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { path, run } = built()
const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

const project = {
  'shop/compose.yaml':
    'services:\n  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }\n  api: { image: example/api, ports: ["8080:3000"] }\n',
  'shop/nginx.conf': 'events {}\nhttp { server { location / { proxy_pass http://api:8080; } } }\n',
}

/** Runs the action in a workspace, with the inputs that its description gives where a workflow says nothing. */
function act(
  folder: string,
  inputs: Readonly<Record<string, string>>,
): { readonly code: number; readonly out: string } {
  const described = parse(read('action.yml'))
  expect(described.runs).toEqual({ using: 'node24', main: 'dist/action.mjs' })
  const defaults = Object.entries<{ default: string }>(described.inputs).map(([name, { default: value }]) => [
    name,
    value,
  ])
  const given = Object.entries({ ...Object.fromEntries(defaults), ...inputs })
  const env = {
    PATH: process.env.PATH,
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    RUNNER_TEMP: folder,
    ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  }
  try {
    const out = execFileSync(process.execPath, [join(dirname(path()), 'action.mjs')], {
      cwd: '/',
      env,
      encoding: 'utf8',
    })
    return { code: 0, out }
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string }
    return { code: status, out: stdout }
  }
}

test('the action annotates, sums up, and hands over what it found', () => {
  const folder = folderOf({ ...project, output: 'before=1\n', summary: 'before\n' })
  const { code, out } = act(folder, { 'working-directory': 'shop', 'sarif-file': 'out.sarif' })
  expect(code).toBe(1)
  expect(out).toMatch(/^::error file=nginx\.conf,line=2,/)
  const of = (name: string): string => readFileSync(join(folder, name), 'utf8')
  expect(of('output')).toBe('before=1\nerrors=1\nwarnings=0\nsarif-file=out.sarif\n')
  expect(of('summary')).toMatch(/^before\n### gatelint: 1 error\n/)
  expect(JSON.parse(of('shop/out.sarif')).runs[0].results).toHaveLength(1)
})

test('the action takes paths and a threshold', () => {
  const folder = folderOf(project)
  expect(act(folder, { paths: 'shop/nginx.conf\n  shop/compose.yaml', 'fail-on': 'never' })).toMatchObject({ code: 0 })
  expect(act(folder, { paths: 'gone', 'fail-on': 'never' })).toMatchObject({
    code: 2,
    out: expect.stringMatching(/^::error::gone does not exist/),
  })
})

test.each(['bash', 'zsh', 'fish'])('completion for %s names commands, options and rules', async shell => {
  const { code, out } = await run(folderOf({}), ['completion', shell])
  expect(code).toBe(0)
  for (const word of ['explain', 'port-mismatch', 'max-warnings', 'sarif']) expect(out).toContain(word)
})

test('bash completes by it', async () => {
  const { out } = await run(folderOf({}), ['completion', 'bash'])
  const complete = (...words: readonly string[]): readonly string[] =>
    execFileSync(
      'bash',
      [
        '-c',
        `${out}\nCOMP_WORDS=(gatelint "$@"); COMP_CWORD=$#; _gatelint; printf '%s\\n' "\${COMPREPLY[@]}"`,
        '_',
        ...words,
      ],
      { encoding: 'utf8', cwd: folderOf({}) },
    )
      .split('\n')
      .filter(word => word !== '')
  expect(complete('exp')).toEqual(['explain'])
  expect(complete('explain', 'port-mis')).toEqual(['port-mismatch'])
  expect(complete('--fail-on', 'w')).toEqual(['warning'])
  expect(complete('--max')).toEqual(['--max-warnings'])
})

test('a watch checks again when a file changes', async () => {
  const folder = folderOf(project)
  const child = spawn(process.execPath, [path(), '--watch', '--format', 'unix'], { cwd: folder })
  let out = ''
  let waits = 0
  const waiting = (): Promise<void> =>
    new Promise(done => {
      const before = waits
      const look = (): void => (waits > before ? done() : void setTimeout(look, 20))
      look()
    })
  child.stdout.on('data', data => {
    out += data
  })
  child.stderr.on('data', data => {
    waits += String(data).split('Waiting for changes').length - 1
  })
  try {
    await waiting()
    expect(out.match(/port-mismatch/g)).toHaveLength(1)
    const again = waiting()
    writeFileSync(join(folder, 'shop/nginx.conf'), project['shop/nginx.conf'].replace('8080', '8081'))
    await again
    expect(out.match(/mismatch/g)?.length).toBeGreaterThanOrEqual(1)
    const mended = waiting()
    out = ''
    writeFileSync(join(folder, 'shop/nginx.conf'), project['shop/nginx.conf'].replace('8080', '3000'))
    await mended
    expect(out).toBe('')
  } finally {
    child.kill()
  }
})

test('the problem matcher of VS Code reads the format "unix"', async () => {
  const [{ pattern }] = JSON.parse(read('package.json')).contributes.problemMatchers
  const { out } = await run(folderOf(project), ['--format', 'unix'])
  const [line] = out.split('\n')
  const match = new RegExp(pattern.regexp).exec(line!)!
  expect(
    [pattern.file, pattern.line, pattern.column, pattern.severity, pattern.code].map(group => match[group]),
  ).toEqual(['shop/nginx.conf', '2', '52', 'error', 'port-mismatch'])
})

test('the hooks of pre-commit look at everything, and are asked for what may matter', () => {
  const hooks: readonly { id: string; files: string; pass_filenames: boolean }[] = parse(read('.pre-commit-hooks.yaml'))
  expect(hooks.map(({ id }) => id)).toEqual(['gatelint', 'gatelint-docker'])
  for (const { files, pass_filenames } of hooks) {
    expect(pass_filenames).toBe(false)
    const pattern = new RegExp(files.replace('(?i)', ''), 'i')
    for (const file of [
      'a/nginx.conf',
      'compose.yaml',
      'app/Dockerfile',
      '.env',
      'web/sites-enabled/nginx-shop',
      'lb/haproxy.cfg',
    ]) {
      expect(pattern.test(file), file).toBe(true)
    }
    expect(pattern.test('src/main.ts')).toBe(false)
  }
})
