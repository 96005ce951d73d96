/** The language server, as an editor meets it. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CodeAction } from 'vscode-languageserver/node'
import { folderOf } from '../cli/folder.ts'
import { applied, editor, everything, uriOf } from './client.ts'
import { at, compose, mismatch, project, right, titled, titles, wrong } from './shop.ts'

describe('diagnostics', () => {
  test('for files that nobody opened, with everything an editor shows', async () => {
    const folder = folderOf(project)
    const client = await editor({
      folders: [folder],
      initializationOptions: { docs: 'vscode://gatelint.gatelint/rule/' },
    })
    await client.shows(uriOf(`${folder}/nginx.conf`), [mismatch])
    expect(client.diagnostics(uriOf(`${folder}/nginx.conf`))).toEqual([
      {
        range: { start: { line: 3, character: 39 }, end: { line: 3, character: 43 } },
        severity: 1,
        code: 'port-mismatch',
        codeDescription: { href: 'vscode://gatelint.gatelint/rule/port-mismatch' },
        source: 'gatelint',
        message: expect.stringContaining('3000'),
        relatedInformation: [
          {
            location: {
              uri: uriOf(`${folder}/compose.yaml`),
              range: { start: { line: 6, character: 13 }, end: { line: 6, character: 22 } },
            },
            message: expect.stringContaining('3000'),
          },
        ],
      },
    ])
  })

  test('without what the client does not know', async () => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder], capabilities: {} })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.shows(uri, [mismatch])
    expect(Object.keys(client.diagnostics(uri)[0]!).sort()).toEqual(['code', 'message', 'range', 'severity', 'source'])
    const [fix] = await client.actions(uri, at(3, 40))
    expect(fix?.edit).toEqual({ changes: { [uri]: [{ range: client.diagnostics(uri)[0]!.range, newText: '3000' }] } })
  })

  test('an unsaved edit of the compose file mends and makes them in a file that nobody touched', async () => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder] })
    const [manifest, gateway] = [uriOf(`${folder}/compose.yaml`), uriOf(`${folder}/nginx.conf`)]
    await client.shows(gateway, [mismatch])
    await client.open(manifest, compose, 'dockercompose')
    await client.type(manifest, '"8080:3000"', '"80:8080"')
    await client.shows(gateway, [])
    await client.type(manifest, '"80:8080"', '"8080:81"')
    await client.shows(gateway, [mismatch])
    expect(client.diagnostics(gateway)[0]!.message).toContain('81')
    await client.type(manifest, 'api:', 'app:')
    await client.shows(gateway, ['3:35-38 unknown-host'])
  })

  test('closing an unsaved file returns to what is on the disk', async () => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder] })
    const [manifest, gateway] = [uriOf(`${folder}/compose.yaml`), uriOf(`${folder}/nginx.conf`)]
    await client.open(manifest, compose.replace('8080', '80'))
    await client.shows(gateway, ['3:39-43 port-mismatch'])
    await client.type(manifest, ':3000', ':8080')
    await client.shows(gateway, [])
    await client.close(manifest)
    await client.shows(gateway, [mismatch])
  })

  test('an unsaved file counts, and what happens to it on the disk does not', async () => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder] })
    const gateway = uriOf(`${folder}/nginx.conf`)
    await client.open(gateway, right)
    await client.open(uriOf(`${folder}/other.conf`), 'server {\n')
    await client.shows(uriOf(`${folder}/other.conf`), ['0:7-8 syntax-error'])
    writeFileSync(`${folder}/nginx.conf`, wrong)
    await changed(client, [gateway, 2])
    await client.type(gateway, '3000', '8080')
    await client.shows(gateway, [mismatch])
  })

  test('columns count UTF-16 units, lines end with CRLF', async () => {
    const text =
      'events {}\r\nhttp {\r\n  server {\r\n    location /🚀 { proxy_pass http://api:8080; } # 日本\r\n  }\r\n}\r\n'
    const folder = folderOf({ 'compose.yaml': compose, 'nginx.conf': text })
    const client = await editor({ folders: [folder] })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.shows(uri, ['3:41-45 port-mismatch'])
    await client.open(uri, text, 'nginx')
    const actions = await client.actions(uri, at(3, 42))
    const texts = { [uri]: text }
    expect(applied(actions[0]!.edit!, texts)).toEqual({ [uri]: text.replace('8080', '3000') })
    const silenced = applied(titled(actions, 'Disable port-mismatch for this line').edit!, texts)[uri]!
    expect(silenced).toBe(text.replace('    location', '    # gatelint-ignore port-mismatch\r\n    location'))
    await client.type(uri, 'events', '# 🚀🚀\r\nevents')
    await client.shows(uri, ['4:41-45 port-mismatch'])
    await client.type(uri, '/🚀', '/a/🚀/b')
    await client.shows(uri, ['4:45-49 port-mismatch'])
  })

  test.each<[what: string, text: string]>([
    ['tabs', '\tlocation /\t{\tproxy_pass http://api:8080;\t}'],
    ['signs of two units', "location /😀/𝒜𝒷 { add_header X '🏳️‍🌈'; proxy_pass http://api:8080; }"],
    ['signs that belong together', 'location /e\u0301/\u1112\u1161\u11ab { proxy_pass http://api:8080; }'],
    ['a sign that is only half there', 'location /\ud83d { proxy_pass http://api:8080; }'],
  ])('columns behind %s', async (_, line) => {
    const text = `events {}\r\nhttp {\r\nserver {\r\n${line}\r\n}\r\n}\r\n`
    const folder = folderOf({ 'compose.yaml': compose })
    const client = await editor({ folders: [folder] })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.open(uri, text, 'nginx')
    const column = line.indexOf('8080')
    await client.shows(uri, [`3:${column}-${column + 4} port-mismatch`])
    const [fix] = await client.actions(uri, at(3, column))
    expect(applied(fix!.edit!, { [uri]: text })).toEqual({ [uri]: text.replace('8080', '3000') })
  })

  test.each<[what: string, valueSet: readonly number[], expected: unknown]>([
    ['that knows both marks', [1, 2], [[1], [2]]],
    ['that knows one', [1], [[1], undefined]],
    ['that knows none', [], [undefined, undefined]],
  ])('are marked as needless or outdated for a client %s', async (_, valueSet, expected) => {
    const text = `# gatelint-ignore no-resolver\n${right.replace('{ proxy', '{ proxy_ssl_protocols TLSv1.1; proxy').replace('http://', 'https://')}`
    const client = await editor({
      capabilities: { textDocument: { publishDiagnostics: { tagSupport: { valueSet } } } },
    })
    await client.open('untitled:nginx.conf', text, 'nginx')
    await client.until(() => client.diagnostics('untitled:nginx.conf').length > 0)
    const tagsOf = (rule: string): unknown =>
      client.diagnostics('untitled:nginx.conf').find(({ code }) => code === rule)?.tags
    expect(client.diagnostics('untitled:nginx.conf').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['useless-ignore', 'obsolete-tls']),
    )
    expect([tagsOf('useless-ignore'), tagsOf('obsolete-tls')]).toEqual(expected)
  })

  test('a file on the disk may begin with a byte order mark, which an editor does not count', async () => {
    const folder = folderOf({ 'compose.yaml': compose, 'nginx.conf': `\uFEFF${wrong.replaceAll('\n', ' ')}` })
    const client = await editor({ folders: [folder] })
    await client.shows(uriOf(`${folder}/nginx.conf`), ['0:67-71 port-mismatch'])
  })

  test('go when the file goes', async () => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder] })
    const gateway = uriOf(`${folder}/nginx.conf`)
    await client.shows(gateway, [mismatch])
    rmSync(`${folder}/nginx.conf`)
    await changed(client, [gateway, 3])
    await client.shows(gateway, [])
  })

  test('come with a file that was made, and change with it', async () => {
    const folder = folderOf({ 'compose.yaml': compose })
    const client = await editor({ folders: [folder] })
    const gateway = uriOf(`${folder}/nginx.conf`)
    writeFileSync(`${folder}/nginx.conf`, wrong)
    await changed(client, [gateway, 1])
    await client.shows(gateway, [mismatch])
    writeFileSync(`${folder}/nginx.conf`, right)
    await changed(client, [gateway, 2])
    await client.shows(gateway, [])
    writeFileSync(`${folder}/compose.yaml`, compose.replace('3000', '3001'))
    await changed(client, [uriOf(`${folder}/compose.yaml`), 2])
    await client.shows(gateway, [])
  })

  test('move with a folder that is renamed, and go with one that is deleted', async () => {
    const folder = folderOf({ 'a/compose.yaml': compose, 'a/nginx.conf': wrong })
    const client = await editor({ folders: [folder] })
    await client.shows(uriOf(`${folder}/a/nginx.conf`), [mismatch])
    renameSync(`${folder}/a`, `${folder}/b`)
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: uriOf(`${folder}/a`), newUri: uriOf(`${folder}/b`) }],
    })
    await client.shows(uriOf(`${folder}/a/nginx.conf`), [])
    await client.shows(uriOf(`${folder}/b/nginx.conf`), [mismatch])
    rmSync(`${folder}/b`, { recursive: true })
    await changed(client, [uriOf(`${folder}/b`), 3])
    await client.shows(uriOf(`${folder}/b/nginx.conf`), [])
  })

  test('a file that becomes ignored is forgotten', async () => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder] })
    const gateway = uriOf(`${folder}/nginx.conf`)
    await client.shows(gateway, [mismatch])
    writeFileSync(`${folder}/.gitignore`, 'nginx.conf\n')
    await changed(client, [uriOf(`${folder}/.gitignore`), 1])
    await client.shows(gateway, [])
  })

  test('folders of the workspace come and go', async () => {
    const [one, two] = [folderOf(project), folderOf(project)]
    const client = await editor({ folders: [one] })
    await client.shows(uriOf(`${one}/nginx.conf`), [mismatch])
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: uriOf(two), name: 'two' }], removed: [{ uri: uriOf(one), name: 'one' }] },
    })
    await client.shows(uriOf(`${two}/nginx.conf`), [mismatch])
    await client.shows(uriOf(`${one}/nginx.conf`), [])
  })

  test('two folders of one workspace are two projects', async () => {
    const [one, two] = [folderOf(project), folderOf({ ...project, 'nginx.conf': right })]
    const client = await editor({ folders: [one, two] })
    await client.shows(uriOf(`${one}/nginx.conf`), [mismatch])
    expect(client.published()).not.toHaveProperty([uriOf(`${two}/nginx.conf`)])
  })

  test('a file outside of the workspace is judged by what stands around it, and only that file', async () => {
    const folder = folderOf({ ...project, 'second/nginx.conf': 'server {' })
    const client = await editor({})
    await client.open(uriOf(`${folder}/nginx.conf`), wrong)
    await client.shows(uriOf(`${folder}/nginx.conf`), [mismatch])
    expect(Object.keys(client.published())).toEqual([uriOf(`${folder}/nginx.conf`)])
  })

  test('the language of a document says what it is, where its name does not', async () => {
    const client = await editor({})
    await client.open('untitled:Untitled-1', 'server {', 'NGINX')
    await client.open('untitled:Untitled-2', 'server {', 'c')
    await client.shows('untitled:Untitled-1', ['0:7-8 syntax-error'])
    expect(Object.keys(client.published())).toEqual(['untitled:Untitled-1'])
    await client.close('untitled:Untitled-1')
    await client.shows('untitled:Untitled-1', [])
  })

  test("are told under the editor's own spelling of a URI", async () => {
    const folder = folderOf({ 'a b/nginx.conf': wrong, 'a b/compose.yaml': compose })
    const client = await editor({ folders: [folder] })
    await client.shows(uriOf(`${folder}/a b/nginx.conf`), [mismatch])
    const spelled = uriOf(`${folder}/a b/nginx.conf`).replace('nginx', '%6Eginx')
    await client.open(spelled, wrong)
    await client.shows(spelled, [mismatch])
    await client.shows(uriOf(`${folder}/a b/nginx.conf`), [])
  })
})

describe('code actions', () => {
  test('for one finding, in the order that users know', async () => {
    const folder = folderOf({
      'compose.yaml': compose,
      'nginx.conf': wrong.replace('  }\n}', '    location /b { proxy_pass http://api:8080; }\n  }\n}'),
    })
    const client = await editor({ folders: [folder], initializationOptions: { commands: ['gatelint.explainRule'] } })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.shows(uri, [mismatch, '4:40-44 port-mismatch'])
    const actions = await client.actions(uri, at(3, 41))
    expect(
      actions.map(({ title, kind, isPreferred, command }) => [title, kind, isPreferred, command?.command]),
    ).toEqual([
      ['Use port 3000', 'quickfix', true, undefined],
      ['Fix all port-mismatch problems', 'quickfix', undefined, undefined],
      ['Fix all auto-fixable problems', 'quickfix', undefined, undefined],
      ['Disable port-mismatch for this line', 'quickfix.suppressRule.gatelint', undefined, undefined],
      ['Disable port-mismatch for the entire file', 'quickfix.suppressRule.gatelint', undefined, undefined],
      ['Show documentation for port-mismatch', 'quickfix', undefined, 'gatelint.explainRule'],
    ])
    expect(actions[0]!.diagnostics).toEqual([client.diagnostics(uri)[0]])
    expect(await client.actions(uri, at(0, 0))).toEqual([])
  })

  test('are only of the kinds that were asked for', async () => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder] })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.shows(uri, [mismatch])
    const kinds = async (only: string): Promise<unknown> =>
      (await client.actions(uri, at(3, 41), [only])).map(({ kind }) => kind)
    expect(await kinds('refactor')).toEqual([])
    expect(await kinds('quickfix.suppressRule')).toEqual(Array(2).fill('quickfix.suppressRule.gatelint'))
    for (const only of ['source', 'source.fixAll', 'source.fixAll.gatelint']) {
      expect(await kinds(only)).toEqual(['source.fixAll.gatelint'])
    }
    expect(await kinds('source.fixAll.other')).toEqual([])
  })

  test('each fix makes the text that it promises', async () => {
    const text = wrong
      .replace(
        '  }\n}',
        '    location /b { proxy_pass http://api:8080; }\n    location /c { proxy_pass http://ap:3000; }\n  }\n}',
      )
      .replace('api:8080', 'localhost:3000')
    const folder = folderOf({ 'compose.yaml': compose, 'nginx.conf': text })
    const client = await editor({ folders: [folder] })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.open(uri, text)
    await client.shows(uri, ['3:35-44 localhost-in-container', '4:40-44 port-mismatch', '5:36-38 unknown-host'])
    const actions = await client.actions(uri, { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } })
    const textAfter = (title: string): string => applied(titled(actions, title).edit!, { [uri]: text })[uri]!
    expect(textAfter('Use port 3000')).toBe(text.replace('8080', '3000'))
    expect(textAfter('Use "api:3000"')).toBe(text.replace('localhost', 'api'))
    expect(textAfter('Use "api"')).toBe(text.replace('ap:', 'api:'))
    expect(titled(actions, 'Use "api"').isPreferred).toBe(false)
    expect(textAfter('Fix all auto-fixable problems')).toBe(text.replace('8080', '3000').replace('localhost', 'api'))
    const [all] = await client.actions(uri, at(0, 0), ['source.fixAll.gatelint'])
    expect(applied(all!.edit!, { [uri]: text })[uri]).toBe(text.replace('8080', '3000').replace('localhost', 'api'))
  })

  test('a fix may lie in another file, and names the version of the one that is open', async () => {
    const manifest =
      'services:\n  gateway:\n    image: nginx\n    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]\n    networks: [front]\n  api:\n    image: a\n    networks: [back]\nnetworks:\n  front:\n  back:\n'
    const folder = folderOf({ 'compose.yaml': manifest, 'nginx.conf': right })
    const client = await editor({ folders: [folder] })
    const [gateway, other] = [uriOf(`${folder}/nginx.conf`), uriOf(`${folder}/compose.yaml`)]
    await client.shows(gateway, ['3:35-38 networks-apart'])
    const title = 'Put "gateway" on the network "back" in compose.yaml'
    const fix = async (): Promise<CodeAction> => titled(await client.actions(gateway, at(3, 36)), title)
    const version = async (): Promise<unknown> =>
      (await fix()).edit?.documentChanges?.map(change => 'textDocument' in change && change.textDocument)
    expect(applied((await fix()).edit!, { [other]: manifest })).toEqual({
      [other]: manifest.replace('[front]', '[front, back]'),
    })
    expect(await version()).toEqual([{ uri: other, version: null }])
    await client.open(other, manifest)
    await client.type(other, 'image: a', 'image: b')
    expect(await version()).toEqual([{ uri: other, version: 2 }])
    expect(titles(await client.actions(gateway, at(3, 36), ['source.fixAll']))).toEqual([])
  })

  test.each([
    [
      'Disable port-mismatch for this line',
      wrong.replace('    location', '    # gatelint-ignore port-mismatch\n    location'),
    ],
    ['Disable port-mismatch for the entire file', `# gatelint-ignore-file port-mismatch\n${wrong}`],
  ])('%s', async (title, expected) => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder] })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.shows(uri, [mismatch])
    const action = titled(await client.actions(uri, at(3, 41)), title)
    expect(applied(action.edit!, { [uri]: wrong })).toEqual({ [uri]: expected })
    await client.open(uri, expected)
    await client.shows(uri, [])
  })

  test('come from the text of now, not from what was told before', async () => {
    const folder = folderOf(project)
    const client = await editor({ folders: [folder] })
    const uri = uriOf(`${folder}/nginx.conf`)
    await client.open(uri, wrong)
    await client.shows(uri, [mismatch])
    await client.type(uri, 'events', '\n\nevents')
    const [fix] = await client.actions(uri, at(5, 41))
    expect(applied(fix!.edit!, { [uri]: client.text(uri) })[uri]).toBe(`\n\n${right}`)
  })
})

test('what goes wrong is logged, and ends nothing', async () => {
  const folder = folderOf(project)
  const client = await editor({ folders: [`${folder}/gone`, folder] })
  const uri = uriOf(`${folder}/nginx.conf`)
  await client.shows(uri, [mismatch])
  await expect(client.connection.sendRequest('textDocument/codeAction', {})).rejects.toThrow()
  await expect(client.connection.sendRequest('no/such', {})).rejects.toThrow()
  await client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: 'x', version: 1 },
    contentChanges: [],
  })
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: '%%%' } })
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: 'file:///%zz/nginx.conf', type: 1 }],
  })
  expect(await client.actions('file:///nowhere.conf', at(0, 0))).toEqual([])
  mkdirSync(`${folder}/second.conf`)
  await changed(client, [uriOf(`${folder}/second.conf`), 1])
  expect(titles(await client.actions(uri, at(3, 41)))).toContain('Use port 3000')
})

test('the server asks to be told of files, where the client can be asked', async () => {
  const asked: unknown[] = []
  const client = await editor({
    folders: [],
    capabilities: { ...everything, workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    onRegister: params => asked.push(params),
  })
  await client.actions('file:///nowhere.conf', at(0, 0))
  expect(asked).toMatchObject([{ registrations: [{ method: 'workspace/didChangeWatchedFiles' }] }])
})

/** Tells of files on the disk: 1 made, 2 changed, 3 deleted. */
const changed = (
  client: Awaited<ReturnType<typeof editor>>,
  [uri, type]: readonly [string, 1 | 2 | 3],
): Promise<void> => client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] })
