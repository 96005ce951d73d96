/** Findings for clients that ask for them: the same as others are told of, each once, and nothing anew that is known already. */
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type {
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node'
import { folderOf } from '../cli/folder.ts'
import { type Editor, editor, everything, uriOf } from './client.ts'
import { compose, mismatch, project, right, wrong } from './shop.ts'

const asking = {
  textDocument: { ...everything.textDocument, diagnostic: { relatedInformation: true } },
  workspace: { ...everything.workspace, diagnostics: { refreshSupport: true } },
}

const inDocument = (client: Editor, uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
  client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId })

const inAll = (
  client: Editor,
  known: readonly WorkspaceDocumentDiagnosticReport[] = [],
): Promise<WorkspaceDocumentDiagnosticReport[]> =>
  client.connection
    .sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: known.map(({ uri, resultId }) => ({ uri, value: resultId })),
    })
    .then(({ items }) => items)

const shortly = (report: DocumentDiagnosticReport): string =>
  report.kind === 'unchanged'
    ? 'unchanged'
    : report.items
        .map(({ range, code }) => `${range.start.line}:${range.start.character}-${range.end.character} ${code}`)
        .join()

test.each<[who: string, capabilities: object, initializationOptions: object, pulls: boolean]>([
  ['one that can ask, and be told to ask again', asking, {}, true],
  ['one that cannot be told to ask again', { ...asking, workspace: {} }, {}, false],
  ['one that does not ask', everything, {}, false],
  ['one that can ask, and wants to be told', asking, { diagnostics: 'push' }, false],
  ['one that says nothing of it, and wants to ask', {}, { diagnostics: 'pull' }, true],
])('%s', async (_, capabilities, initializationOptions, pulls) => {
  const folder = folderOf(project)
  const client = await editor({ folders: [folder], capabilities, initializationOptions })
  const uri = uriOf(`${folder}/nginx.conf`)
  expect(client.capabilities).toMatchObject({ positionEncoding: 'utf-16' })
  if (pulls) {
    expect(client.capabilities).toMatchObject({
      diagnosticProvider: { identifier: 'gatelint', interFileDependencies: true, workspaceDiagnostics: true },
    })
    expect(shortly(await inDocument(client, uri))).toBe(mismatch)
    await client.open(uri, wrong, 'nginx')
    await client.type(uri, 'events', '\nevents')
    await new Promise(resolve => setTimeout(resolve, 400))
    expect(client.published()).toEqual({})
  } else {
    expect(client.capabilities).not.toHaveProperty('diagnosticProvider')
    await client.shows(uri, [mismatch])
    expect(client.refreshes()).toBe(0)
  }
})

test('what is known is not told anew, until it changes', async () => {
  const folder = folderOf(project)
  const client = await editor({ folders: [folder], capabilities: asking })
  const [gateway, manifest] = [uriOf(`${folder}/nginx.conf`), uriOf(`${folder}/compose.yaml`)]
  await client.open(gateway, wrong, 'nginx')
  await client.open(manifest, compose, 'dockercompose')
  const first = await inDocument(client, gateway)
  expect(shortly(first)).toBe(mismatch)
  expect(shortly(await inDocument(client, gateway, first.resultId))).toBe('unchanged')
  expect(shortly(await inDocument(client, gateway, 'of another server'))).toBe(mismatch)
  await client.type(manifest, ':3000', ':8080')
  const second = await inDocument(client, gateway, first.resultId)
  expect(shortly(second)).toBe('')
  expect(shortly(await inDocument(client, gateway, second.resultId))).toBe('unchanged')
  await client.type(manifest, ':8080"', ':3000"')
  expect(shortly(await inDocument(client, gateway, second.resultId))).toBe(mismatch)
})

test('an edit of one file is the moment to ask for the others', async () => {
  const folder = folderOf(project)
  const client = await editor({ folders: [folder], capabilities: asking })
  const [gateway, manifest] = [uriOf(`${folder}/nginx.conf`), uriOf(`${folder}/compose.yaml`)]
  await client.open(gateway, wrong, 'nginx')
  await client.open(manifest, compose, 'dockercompose')
  expect(shortly(await inDocument(client, gateway))).toBe(mismatch)
  await new Promise(resolve => setTimeout(resolve, 400))
  const before = client.refreshes()
  await client.type(manifest, ':3000', ':8080')
  await client.until(() => client.refreshes() > before)
  expect(shortly(await inDocument(client, gateway))).toBe('')
  writeFileSync(`${folder}/other.conf`, 'server {')
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(`${folder}/other.conf`), type: 1 }],
  })
  await client.until(() => client.refreshes() > before + 1)
  expect(shortly(await inDocument(client, uriOf(`${folder}/other.conf`)))).toBe('0:7-8 syntax-error')
})

test('all files, each once, and those that became clean', async () => {
  const folder = folderOf({ ...project, 'other.conf': 'server {' })
  const client = await editor({ folders: [folder], capabilities: asking })
  const [gateway, other] = [uriOf(`${folder}/nginx.conf`), uriOf(`${folder}/other.conf`)]
  const shown = (reports: readonly WorkspaceDocumentDiagnosticReport[]): unknown =>
    reports.map(report => [report.uri, report.version, shortly(report)])
  await client.open(gateway, wrong, 'nginx')
  const first = await inAll(client)
  expect(shown(first)).toEqual([
    [gateway, 1, mismatch],
    [other, null, '0:7-8 syntax-error'],
  ])
  await client.type(gateway, 'api:8080', 'api:3000')
  const second = await inAll(client, first)
  expect(shown(second)).toEqual([
    [gateway, 2, ''],
    [other, null, 'unchanged'],
  ])
})

test('whoever takes a question back gets no answer', async () => {
  const folder = folderOf({ ...project, 'nginx.conf': right })
  const client = await editor({ folders: [folder], capabilities: asking })
  const answer = client.connection.sendRequest('textDocument/diagnostic', {
    textDocument: { uri: uriOf(`${folder}/nginx.conf`) },
  })
  // The connection numbers its requests: this one follows "initialize".
  await client.connection.sendNotification('$/cancelRequest', { id: 1 })
  await expect(answer).rejects.toThrow('Nobody waits')
})
