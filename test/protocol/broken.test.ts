/** Clients that are broken, slow, or gone: a message that is none ends nothing, and a client that has gone leaves no server behind. */
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { framed, unframing } from '../../server/frames.ts'
import { built } from '../cli/gatelint.ts'
import { initialize, type Wire, wire } from './wire.ts'

const { path } = built()
const server = (): Wire => wire(process.execPath, path(), 'lsp', '--stdio')

const uri = 'file:///p/nginx.conf'
const wrong = 'events {}\nhttp { server { listne 80; } }\n'
const opened = (text: string) => ({ textDocument: { uri, languageId: 'nginx', version: 1, text } })
const symbols = { textDocument: { uri } }
const told =
  (rule: string | undefined) =>
  ({ method, params }: Wire['said'][number]) =>
    method === 'textDocument/publishDiagnostics' &&
    (params as { diagnostics: { code: string }[] }).diagnostics[0]?.code === rule

/** What the outline of the document holds. */
const namesIn = async (client: Wire): Promise<readonly string[]> =>
  ((await client.ask('textDocument/documentSymbol', symbols)).result as { name: string }[]).map(({ name }) => name)

describe('bytes', () => {
  const taken = (...pieces: readonly (string | Buffer)[]): readonly [taken: readonly string[], problem: unknown] => {
    const messages: string[] = []
    const take = unframing(message => void messages.push(message))
    let problem: string | undefined
    for (const piece of pieces) problem ??= take(Buffer.from(piece))
    return [messages, problem]
  }
  const whole = framed('{"a":"é"}')

  test('a message in pieces of one byte', () =>
    expect(taken(...Array.from(whole, byte => Buffer.of(byte)))).toEqual([['{"a":"é"}'], undefined]))
  test('messages in one piece, and the beginning of another', () =>
    expect(taken(Buffer.concat([whole, framed(''), framed('1'), Buffer.from('Content-')]))).toEqual([
      ['{"a":"é"}', '', '1'],
      undefined,
    ]))
  test('heads as others write them', () =>
    expect(taken('Content-Type: x; charset=utf-8\r\ncontent-length:  1 \r\n\r\n1')).toEqual([['1'], undefined]))

  test.each([
    'Content-Length: -1\r\n\r\n1',
    'Content-Length: 1.5\r\n\r\n1',
    'Content-Length: 99999999999\r\n\r\n1',
    'Content-Length: \r\n\r\n1',
    'X: 1\r\n\r\n1',
    '\r\n\r\n',
    'hello\r\n\r\n',
  ])('a head that is none: %j', head => {
    const [messages, problem] = taken(whole, head)
    expect(messages).toHaveLength(1)
    expect(problem).toMatch(/^a Content-Length was expected, in place of ".*"$/)
  })
  test('a head without an end', () => expect(taken(whole, 'x'.repeat(5000))[1]).toMatch(/in place of "x{80}"$/))
})

/** What is no message, or one about nothing; `5` where a request is answered. */
const nonsense: readonly string[] = [
  '',
  '{"jsonrpc":',
  '\ufffd',
  ...['null', 'true', '1', '"x"', '[]', '{}', '[{"jsonrpc":"2.0","id":7,"method":"x"}]'],
  '{"id":5,"method":1}',
  '{"id":{},"method":"x"}',
  '{"id":null,"method":"x"}',
  '{"id":5,"result":1}',
  '{"id":5,"error":1}',
  '{"id":null,"error":{"code":1,"message":"x"}}',
  '{"method":"no/such/notification"}',
  '{"method":"$/cancelRequest"}',
  '{"method":"$/cancelRequest","params":{"id":77}}',
  '{"method":"$/progress","params":1}',
  '{"method":"$/setTrace","params":1}',
  '{"method":"textDocument/didOpen"}',
  '{"method":"textDocument/didOpen","params":{}}',
  '{"method":"textDocument/didOpen","params":{"textDocument":{"uri":1}}}',
  '{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///p/a.conf","text":5}}}',
  '{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///p/never.conf","version":1},"contentChanges":[{"text":"x"}]}}',
  '{"method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///p/never.conf"}}}',
  '{"method":"workspace/didChangeWatchedFiles","params":{"changes":5}}',
  '{"method":"workspace/didChangeConfiguration","params":[1,2]}',
]

/** Requests that make no sense, with the code of the error that they are answered by; `null` for those answered by nothing. */
const requests: readonly (readonly [code: number | null, method: string, params?: unknown])[] = [
  [-32601, 'no/such/request', {}],
  [-32601, 'toString', {}],
  [-32601, '__proto__', {}],
  [-32601, '$/no/such', {}],
  [-32601, 'workspace/executeCommand', { command: 'x' }],
  [-32602, 'textDocument/hover'],
  [-32602, 'textDocument/hover', []],
  [-32603, 'textDocument/hover', symbols],
  [-32603, 'textDocument/codeAction', symbols],
  [-32603, 'textDocument/formatting', symbols],
  [-32603, 'completionItem/resolve', { data: { kind: 1 } }],
  [-32603, 'callHierarchy/incomingCalls', { item: { uri: 5 } }],
  [null, 'textDocument/hover', { ...symbols, position: { line: -1, character: 'x' } }],
  [null, 'textDocument/hover', { ...symbols, position: { line: 1e9, character: 1e9 } }],
  [null, 'textDocument/hover', { textDocument: { uri: 'file:///p/%zz' }, position: { line: 0, character: 0 } }],
  [null, 'textDocument/rename', { ...symbols, position: { line: 1, character: 1 } }],
]

test('messages that are none, and about nothing: what follows them is answered, and is right', async () => {
  const client = server()
  await client.ask('initialize', initialize)
  client.notify('initialized', {})
  client.notify('textDocument/didOpen', opened(wrong))
  for (const message of nonsense) client.write(framed(message))
  const answers = await Promise.all(requests.map(([, method, params]) => client.ask(method, params)))
  expect(answers.map(({ error, result }) => error?.code ?? result)).toEqual(requests.map(([code]) => code))
  expect(await namesIn(client)).toEqual(['events', 'http', 'server'])
  await client.until(told('unknown-directive'))
  expect(client.said.find(({ method }) => method === 'window/logMessage')?.params).toMatchObject({
    message: expect.stringMatching(/^A message cannot be read: SyntaxError/),
  })
  expect(client.child.exitCode).toBe(null)
})

test('what comes out of order does no harm', async () => {
  const client = server()
  expect(await namesIn(client)).toEqual([])
  client.notify('textDocument/didOpen', opened(wrong))
  await client.ask('initialize', initialize)
  client.notify('initialized', {})
  client.notify('textDocument/didOpen', opened(wrong))
  await client.until(told('unknown-directive'))
  // An older version, and places that are nowhere: what counts is the text.
  const outside = { start: { line: 9000, character: 9000 }, end: { line: 9001, character: 0 } }
  client.notify('textDocument/didChange', {
    textDocument: { uri, version: -3 },
    contentChanges: [{ text: 'events {}\n' }, { range: outside, text: 'http { server { listen 80; } }\n' }],
  })
  await client.until(told(undefined))
  expect((await client.ask('initialize', initialize)).error ?? null).toBe(null)
  await client.ask('shutdown')
  await client.ask('textDocument/documentSymbol', symbols)
  client.notify('exit')
  expect(await client.ended).toBe(0)
})

test('requests that nobody waits for any more', async () => {
  const client = server()
  await client.ask('initialize', initialize)
  client.notify('initialized', {})
  client.notify('textDocument/didOpen', opened(wrong))
  const answers = Array.from({ length: 20 }, (_, index) => {
    const answer = client.ask(index % 2 === 0 ? 'textDocument/codeAction' : 'textDocument/documentSymbol', {
      ...symbols,
      range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
      context: { diagnostics: [] },
    })
    client.notify('$/cancelRequest', { id: `asked ${index + 2}` })
    return answer
  })
  for (const { error } of await Promise.all(answers)) expect([-32800, undefined]).toContain(error?.code)
  expect(await namesIn(client)).toEqual(['events', 'http', 'server'])
})

describe('a client that goes away', () => {
  const ways: Readonly<Record<string, readonly [leave: (client: Wire) => unknown, ended: number | string]>> = {
    'hangs up': [({ child }) => child.stdin!.end(), 1],
    'says so': [client => client.notify('exit'), 1],
    'says so in order': [client => client.ask('shutdown').then(() => client.notify('exit')), 0],
    'hangs up once it has said shutdown': [client => client.ask('shutdown').then(() => client.child.stdin!.end()), 0],
    'stops the server': [({ child }) => child.kill('SIGTERM'), 'SIGTERM'],
    'no longer listens': [
      client => {
        client.child.stdout!.destroy()
        client.notify('textDocument/didOpen', opened(wrong))
      },
      1,
    ],
  }
  test.each(Object.entries(ways))('%s', async (_, [leave, ended]) => {
    const client = server()
    await client.ask('initialize', initialize)
    client.notify('initialized', {})
    await leave(client)
    expect(await client.ended).toBe(ended)
    expect(client.err()).toBe('')
  })

  test('and one that was never there', async () => {
    const client = server()
    client.child.stdin!.end()
    expect([await client.ended, client.err()]).toEqual([1, ''])
  })

  test('and one of which nobody knows where its messages begin', async () => {
    const client = server()
    await client.ask('initialize', initialize)
    client.write('Content-Length: many\r\n\r\n{}')
    expect(await client.ended).toBe(1)
    expect(client.err()).toBe(
      'The language server ends, because it cannot tell where a message begins: a Content-Length was expected, in place of "Content-Length: many".\n',
    )
  })

  test('comes back: a server that is killed and started again tells the same', async () => {
    const talk = async (): Promise<Wire> => {
      const client = server()
      await client.ask('initialize', initialize)
      client.notify('initialized', {})
      client.notify('textDocument/didOpen', opened(wrong))
      await client.until(told('unknown-directive'))
      return client
    }
    const first = await talk()
    first.child.kill('SIGKILL')
    expect(await first.ended).toBe('SIGKILL')
    const said = ({ said }: Wire) => said.filter(({ method }) => method === 'textDocument/publishDiagnostics')
    expect(said(await talk())).toEqual(said(first))
  })
})

test('a client that asks and never reads is not listened to any more; once it reads, it has all answers', async () => {
  const client = server()
  const { stdin, stdout } = client.child
  await client.ask('initialize', initialize)
  client.notify('initialized', {})
  client.notify('textDocument/didOpen', opened(`http {\n${'server { listen 80; }\n'.repeat(3000)}}\n`))
  await client.ask('textDocument/documentSymbol', symbols)
  stdout!.pause()
  const answers: Promise<unknown>[] = []
  // Each answer has more than half a megabyte. What goes with the question fills the pipe, once nobody takes from it.
  const isTaken = async (): Promise<boolean> => {
    answers.push(client.ask('textDocument/documentSymbol', symbols))
    const flushed = new Promise<boolean>(done =>
      stdin!.write(framed(`{"method":"$/x","params":"${'x'.repeat(300_000)}"}`), () => done(true)),
    )
    return Promise.race([flushed, pause(3000, false)])
  }
  while (answers.length < MOST_ASKED && (await isTaken()));
  expect(answers.length).toBeLessThan(MOST_ASKED)
  stdout!.resume()
  await Promise.all(answers)
})

/** Their answers would be more than 300 MB. */
const MOST_ASKED = 500
