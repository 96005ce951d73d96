/** What a user sets in the editor, however the client tells it: it holds at once, and what cannot be meant stands in the log. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Range } from 'vscode-languageserver/node'
import { folderOf } from '../cli/folder.ts'
import { applied, type Editor, editor, everything, uriOf } from './client.ts'
import { at, compose, mismatch, project, right, titled, titles, wrong } from './shop.ts'

/** The ways in which clients tell settings: asked for them, at the start, or whenever they change. */
type Way = 'asked' | 'at the start' | 'told later'

async function editorWith(folder: string, settings: object, way: Way): Promise<Editor> {
  if (way === 'asked') return asking([folder], () => settings)
  const client = await editor({ folders: [folder], ...(way === 'at the start' && { initializationOptions: settings }) })
  if (way === 'told later') await change(client, { gatelint: settings })
  return client
}

const asking = (folders: readonly string[], settings: (scope: string | undefined) => unknown): Promise<Editor> =>
  editor({
    folders,
    settings,
    capabilities: { ...everything, workspace: { ...everything.workspace, configuration: true } },
  })

const change = (client: Editor, settings: unknown = null): Promise<void> =>
  client.connection.sendNotification('workspace/didChangeConfiguration', { settings })

const ways: readonly Way[] = ['asked', 'at the start', 'told later']

describe.each(ways)('%s', way => {
  test.each<[settings: object, found: readonly string[]]>([
    [{}, [`${mismatch} 1`]],
    [{ rules: { 'port-mismatch': 'info' } }, [`${mismatch} 3`]],
    [{ rules: { 'port-mismatch': 'off' } }, []],
    [{ exclude: ['nginx.conf'] }, []],
    [{ exclude: ['compose.yaml'] }, []],
    [{ enable: false }, []],
    [{ configPath: 'ci/quiet.yaml' }, [`${mismatch} 2`]],
  ])('%j', async (settings, found) => {
    const folder = folderOf({ ...project, 'ci/quiet.yaml': 'rules: { port-mismatch: warning }', 'z.conf': 'server {' })
    const client = await editorWith(folder, settings, way)
    const uri = uriOf(`${folder}/nginx.conf`)
    if (!('enable' in settings)) await client.shows(uriOf(`${folder}/z.conf`), ['0:7-8 syntax-error'])
    else await client.actions(uri, at(0, 0))
    expect(
      client
        .diagnostics(uri)
        .map(
          ({ range, code, severity }) =>
            `${range.start.line}:${range.start.character}-${range.end.character} ${code} ${severity}`,
        ),
    ).toEqual(found)
  })
})

test('a settings file goes before what is set in the editor', async () => {
  const folder = folderOf({ ...project, '.gatelint.yaml': 'rules: { port-mismatch: warning }' })
  const client = await editorWith(folder, { rules: { 'port-mismatch': 'off' } }, 'at the start')
  await client.shows(uriOf(`${folder}/nginx.conf`), [mismatch])
  expect(client.diagnostics(uriOf(`${folder}/nginx.conf`))[0]!.severity).toBe(2)
})

test('each folder has its own', async () => {
  const [one, two] = [folderOf(project), folderOf(project)]
  const client = await asking([one, two], scope =>
    scope === uriOf(one) ? { rules: { 'port-mismatch': 'off' } } : { rules: { 'port-mismatch': 'warning' } },
  )
  await client.shows(uriOf(`${two}/nginx.conf`), [mismatch])
  expect(client.diagnostics(uriOf(`${one}/nginx.conf`))).toEqual([])
})

test('a change holds at once', async () => {
  const folder = folderOf(project)
  let settings = {}
  const client = await asking([folder], () => settings)
  const uri = uriOf(`${folder}/nginx.conf`)
  await client.shows(uri, [mismatch])
  settings = { rules: { 'port-mismatch': 'off' } }
  await change(client)
  await client.shows(uri, [])
  settings = {}
  await change(client)
  await client.shows(uri, [mismatch])
})

test('the file of configPath is followed, in the editor and on the disk', async () => {
  const folder = folderOf(project)
  mkdirSync(`${folder}/ci`)
  writeFileSync(`${folder}/ci/lint.yaml`, 'rules: { port-mismatch: off, no-such-rule: off }')
  const client = await editorWith(folder, { configPath: 'ci/lint.yaml' }, 'at the start')
  const [gateway, named] = [uriOf(`${folder}/nginx.conf`), uriOf(`${folder}/ci/lint.yaml`)]
  await client.shows(named, ['0:29-41 wrong-setting'])
  expect(client.diagnostics(gateway)).toEqual([])
  await client.open(named, 'rules: {}', 'yaml')
  await client.shows(gateway, [mismatch])
  await client.type(named, '{}', '{ port-mismatch: off }')
  await client.shows(gateway, [])
  writeFileSync(`${folder}/ci/lint.yaml`, 'rules: { port-mismatch: warning }')
  await client.close(named)
  await client.shows(gateway, [mismatch])
})

test.each<[settings: object, told: string]>([
  [{ run: 'sometimes' }, 'The setting gatelint.run cannot be "sometimes": it is "onType" or "onSave".'],
  [{ enable: 'yes' }, 'The setting gatelint.enable cannot be "yes": it is true or false.'],
  [{ exclude: 'x' }, 'The setting gatelint.exclude cannot be "x": it is a list of patterns.'],
  [
    { rules: { 'port-mismatc': 'off' } },
    'In the setting gatelint.rules: There is no setting and no rule "port-mismatc" here. Did you mean "port-mismatch"?',
  ],
  [
    { configPath: 'gone.yaml' },
    'The file of the setting gatelint.configPath is not read: FOLDER/gone.yaml does not exist.',
  ],
  [
    { configPath: '../other/lint.yaml' },
    'The file of the setting gatelint.configPath is not read: PARENT/other/lint.yaml lies outside of the folder.',
  ],
  [
    { codeAction: { disableRuleComment: { location: 'below' } } },
    'The setting gatelint.codeAction.disableRuleComment.location cannot be "below": it is "separateLine" or "sameLine".',
  ],
])('%j is told in the log, and counts as not set', async (settings, told) => {
  const folder = folderOf(project)
  const client = await editorWith(folder, settings, 'at the start')
  await client.shows(uriOf(`${folder}/nginx.conf`), [mismatch])
  expect(client.log).toEqual([told.replace('FOLDER', folder).replace('PARENT', dirname(folder))])
})

test('with run "onSave" findings are told once a file is saved', async () => {
  const folder = folderOf(project)
  const client = await editorWith(folder, { run: 'onSave' }, 'at the start')
  const uri = uriOf(`${folder}/nginx.conf`)
  await client.open(uri, wrong, 'nginx')
  await client.shows(uri, [mismatch])
  await client.type(uri, '8080', '3000')
  await new Promise(resolve => setTimeout(resolve, 400))
  expect(client.diagnostics(uri)).toHaveLength(1)
  await client.save(uri)
  await client.shows(uri, [])
})

describe('codeAction.disableRuleComment', () => {
  const line = 'Disable port-mismatch for this line'
  const disable = async (
    files: Readonly<Record<string, string>>,
    setting: object,
    [name, place]: readonly [string, Range] = ['nginx.conf', at(3, 41)],
  ) => {
    const folder = folderOf(files)
    const client = await editorWith(folder, { codeAction: { disableRuleComment: setting } }, 'at the start')
    const uri = uriOf(`${folder}/${name}`)
    await client.until(() => client.diagnostics(uri).length > 0)
    return { client, uri, actions: await client.actions(uri, place) }
  }

  test('enable: false leaves the comments out', async () => {
    const { actions } = await disable(project, { enable: false })
    expect(titles(actions)).toEqual(['Use port 3000'])
  })

  test('location: "sameLine" writes it at the end of the line', async () => {
    const { actions, client, uri } = await disable(project, { location: 'sameLine' })
    const text = wrong.replace('8080; }', '8080; } # gatelint-ignore port-mismatch')
    expect(applied(titled(actions, line).edit!, { [uri]: wrong })).toEqual({ [uri]: text })
    await client.open(uri, text, 'nginx')
    await client.shows(uri, [])
  })

  test('but above it, where another comment ends the line', async () => {
    const commented = wrong.replace('8080; }', '8080; } # the api')
    const { actions, uri } = await disable({ ...project, 'nginx.conf': commented }, { location: 'sameLine' })
    expect(applied(titled(actions, line).edit!, { [uri]: commented })).toEqual({
      [uri]: commented.replace('    location', '    # gatelint-ignore port-mismatch\n    location'),
    })
  })

  test('in a manifest as well', async () => {
    const manifest = compose.replace('    image: nginx\n', '    image: nginx\n    ports: ["81:81"]\n')
    const { actions, uri } = await disable(
      { 'compose.yaml': manifest, 'nginx.conf': right },
      { location: 'sameLine' },
      ['compose.yaml', at(3, 16)],
    )
    const action = titled(actions, 'Disable published-without-listener for this line')
    expect(applied(action.edit!, { [uri]: manifest })).toEqual({
      [uri]: manifest.replace('["81:81"]', '["81:81"] # gatelint-ignore published-without-listener'),
    })
  })
})

describe('where another extension knows a language', () => {
  const labels = async (initializationOptions: object): Promise<readonly string[]> => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder], initializationOptions })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.open(uri, wrong.replace('http://api:8080', 'http://'), 'nginx')
    const ask = async (character: number): Promise<readonly string[]> =>
      (
        (await client.connection.sendRequest('textDocument/completion', {
          textDocument: { uri },
          position: { line: 3, character },
        })) as { label: string }[]
      ).map(({ label }) => label)
    return [...(await ask(17)), ...(await ask(35))]
  }

  test('only names are completed', async () => {
    const all = await labels({})
    expect(all).toEqual(expect.arrayContaining(['proxy_pass', 'http://api:3000']))
    const names = await labels({ completion: { nginx: false } })
    expect(names).toContain('http://api:3000')
    expect(names).not.toContain('proxy_pass')
    expect(await labels({ completion: { haproxy: false } })).toEqual(all)
  })

  test.each<[options: object, edits: number]>([
    [{}, 1],
    [{ formatting: { nginx: false } }, 0],
    [{ formatting: { haproxy: false } }, 1],
    [{ format: { enable: false } }, 0],
  ])('%j: so many edits put a line in order', async (options, edits) => {
    const client = await editor({ initializationOptions: options })
    await client.open('untitled:nginx.conf', 'events {\n    worker_connections  1;\n}\n', 'nginx')
    const asked = { textDocument: { uri: 'untitled:nginx.conf' }, options: { tabSize: 4, insertSpaces: true } }
    expect(await client.connection.sendRequest('textDocument/formatting', asked)).toHaveLength(edits)
  })
})
