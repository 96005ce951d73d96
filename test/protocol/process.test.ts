/** The language server in a process of its own, as editors start it. */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import { folderOf } from '../cli/folder.ts'
import { built } from '../cli/gatelint.ts'
import { connect, uriOf } from './client.ts'

const { path } = built()

const starts: Readonly<Record<string, () => readonly [ChildProcess, MessageConnection]>> = {
  'gatelint lsp --stdio': () => overStreams('lsp', '--stdio'),
  'gatelint lsp': () => overStreams('lsp'),
  'over the pipe that VS Code opens': () => {
    const child = fork(`${dirname(path())}/server.cjs`, ['--node-ipc'])
    return [child, createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child))]
  },
}

function overStreams(...args: readonly string[]): readonly [ChildProcess, MessageConnection] {
  const child = spawn(process.execPath, [path(), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  return [child, createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))]
}

test.each(Object.entries(starts))('%s', async (_, start) => {
  const folder = folderOf({ 'nginx.conf': 'server {\n' })
  const [child, connection] = start()
  const ended = new Promise(done => child.on('exit', done))
  onTestFinished(() => void child.kill())
  const client = await connect(connection, { folders: [folder] })
  await client.shows(uriOf(`${folder}/nginx.conf`), ['0:7-8 syntax-error'])
  const [found] = client.diagnostics(uriOf(`${folder}/nginx.conf`))
  expect(readFileSync(new URL(found!.codeDescription!.href), 'utf8')).toMatch(/^# syntax-error\n/)
  await client.open(uriOf(`${folder}/nginx.conf`), 'server {\n}\n')
  await client.shows(uriOf(`${folder}/nginx.conf`), [])
  await connection.sendRequest('shutdown')
  await connection.sendNotification('exit')
  expect(await ended).toBe(0)
})
