/** Conversations with the language server as no editor leads them: edits, questions, and in every other one nonsense, in any order. */
import { PassThrough } from 'node:stream'
import {
  CancellationTokenSource,
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import { createConnection, LSPErrorCodes, ProposedFeatures } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { uriOf } from '../../server/lsp/uris.ts'
import { serve } from '../../server/lsp.ts'
import { toldAnew, toldBy } from '../protocol/told.ts'
import { type Random, randomOf } from '../syntax/random.ts'
import { mutation } from './inputs.ts'
import { nonsense, requests } from './nonsense.ts'
import type { Wrong } from './properties.ts'
import { type Files, workspaces } from './seeds.ts'

/** What is said in a conversation before all is looked at. */
const STEPS = 40

/** Every other conversation holds nonsense. */
const isRude = (number: number): boolean => number % 2 === 1

/** What a conversation is called in the figures. */
export const kindOfSession = (number: number): string =>
  isRude(number) ? 'conversation with nonsense' : 'conversation'

/** The same conversation for the same numbers; tells the first thing that is wrong with it. */
export async function wrongOfSession(seed: number, number: number): Promise<Wrong | undefined> {
  const random = randomOf(seed * 1_000_003 + number)
  const talk = await begin(random.of(workspaces), isRude(number), random.of(clients))
  try {
    for (let step = 0; step < STEPS; step++) said(talk, random)
    await Promise.all(talk.answers)
    const { connection, documents } = talk
    const told = (await toldBy(connection, uri => documents.has(uri))).join('\n')
    const fresh = toldAnew(documents.values()).join('\n')
    if (told !== fresh)
      talk.wrong.push({
        property: 'the server tells what a fresh one tells',
        seen: `${told}\n-- and fresh --\n${fresh}`,
      })
    return talk.wrong[0]
  } finally {
    talk.connection.dispose()
  }
}

interface Talk {
  readonly connection: MessageConnection
  readonly documents: Map<string, TextDocument>
  readonly answers: Promise<void>[]
  readonly wrong: Wrong[]
  /** Whether nonsense is said as well. */
  readonly rude: boolean
}

/** An editor that can do little, and one that can do much. */
const clients: readonly object[] = [
  {},
  {
    textDocument: {
      hover: { contentFormat: ['markdown'] },
      completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      definition: { linkSupport: true },
      foldingRange: { rangeLimit: 5 },
    },
    workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true } },
  },
]

async function begin(files: Files, rude: boolean, capabilities: object): Promise<Talk> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()]
  serve(createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    find: async () => ({ texts: new Map(), notices: [] }),
    read: async () => ({ message: 'does not exist' }),
    surroundings: folder => ({ folder, deep: false }),
  })
  const connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer))
  const talk: Talk = { connection, documents: new Map(), answers: [], wrong: [], rude }
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    if (!rude) talk.wrong.push({ property: 'nothing is wrong with what an editor says', seen: message })
  })
  connection.onRequest('workspace/diagnostic/refresh', ignored)
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: null,
    initializationOptions: { diagnostics: 'pull' },
  })
  await connection.sendNotification('initialized', {})
  for (const [path, text] of files) open(talk, uriOf(path), text)
  return talk
}

function open({ connection, documents }: Talk, uri: string, text: string): void {
  const version = (documents.get(uri)?.version ?? 0) + 1
  documents.set(uri, TextDocument.create(uri, 'plaintext', version, text))
  void connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'plaintext', version, text },
  })
}

/** One thing that is said. */
function said(talk: Talk, random: Random): void {
  const document = random.of([...talk.documents.values()])
  const what = random.below(talk.rude ? 10 : 7)
  if (what < 3) edit(talk, document, random)
  else if (what < 6) ask(talk, document, random)
  else if (what < 7) openAgain(talk, document)
  else sayNonsense(talk, random)
}

function openAgain(talk: Talk, document: TextDocument): void {
  const { uri } = document
  void talk.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
  open(talk, uri, document.getText())
}

function sayNonsense({ connection, answers }: Talk, random: Random): void {
  const { method, isRequest, params } = nonsense(random)
  if (isRequest) answers.push(connection.sendRequest(method, params).then(ignored, ignored))
  else void connection.sendNotification(method, params)
}

const ignored = (): void => undefined

/** Some change of a text, as one that spans what has changed, or as the whole text. */
function edit({ connection, documents }: Talk, document: TextDocument, random: Random): void {
  const before = document.getText()
  const after = mutation(before, random)
  let same = 0
  while (same < before.length && before[same] === after[same]) same++
  let rest = 0
  while (rest < Math.min(before.length, after.length) - same && before.at(-1 - rest) === after.at(-1 - rest)) rest++
  const range = { start: document.positionAt(same), end: document.positionAt(before.length - rest) }
  const isBetweenReturnAndFeed =
    document.offsetAt(range.start) !== same || document.offsetAt(range.end) !== before.length - rest
  const change =
    isBetweenReturnAndFeed || random.below(8) === 0
      ? { text: after }
      : { range, text: after.slice(same, after.length - rest) }
  const version = document.version + 1
  documents.set(document.uri, TextDocument.update(document, [change], version))
  void connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: document.uri, version },
    contentChanges: [change],
  })
}

/** A question about some place, of which some are outside of the text; sometimes nobody waits for the answer. */
function ask({ connection, answers, wrong }: Talk, document: TextDocument, random: Random): void {
  const method = random.of(Object.keys(requests))
  const position = (): object =>
    random.below(8) === 0
      ? { line: random.of([0, 1, 999_999]), character: random.of([0, 999_999]) }
      : document.positionAt(random.below(document.getText().length + 1))
  const all: Readonly<Record<string, unknown>> = {
    position: position(),
    range: { start: position(), end: position() },
    context: { includeDeclaration: true, diagnostics: [] },
    newName: random.of(['another', 'a b', '', '8080', '../x']),
    options: { tabSize: 1 + random.below(8), insertSpaces: random.below(2) === 0 },
    ch: random.of(['}', '\n', 'x']),
    query: random.of(['', 'a', 'server', '.*']),
    previousResultIds: [],
  }
  const source = new CancellationTokenSource()
  const params = {
    textDocument: { uri: document.uri },
    ...Object.fromEntries(requests[method]!.map(part => [part, all[part]])),
  }
  answers.push(
    connection.sendRequest(method, params, source.token).then(ignored, (error: unknown) => {
      if (!isRefusal(error))
        wrong.push({ property: 'every question is answered', seen: `${method} ${JSON.stringify(params)}: ${error}` })
    }),
  )
  if (random.below(6) === 0) source.cancel()
}

/** What may be said instead of an answer: nobody waits for it, or that cannot be done and why. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ResponseError &&
  [LSPErrorCodes.RequestCancelled, LSPErrorCodes.RequestFailed].some(code => code === error.code) &&
  error.code !== ErrorCodes.InternalError
