/** Messages that no editor sends: parameters of any shape, methods that nobody knows, places that are nowhere. */
import type { Random } from '../syntax/random.ts'

/** What stands where an object, a text or a number is expected. */
const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  '',
  'x',
  'file:///',
  'file:///p/%',
  '__proto__',
  [],
  [null],
  {},
  { uri: 1 },
  { toString: 1 },
]

/** Every request that the server answers, with the parameters that it asks for beside `textDocument`. */
export const requests: Readonly<Record<string, readonly string[]>> = {
  'textDocument/hover': ['position'],
  'textDocument/completion': ['position'],
  'textDocument/signatureHelp': ['position'],
  'textDocument/definition': ['position'],
  'textDocument/references': ['position', 'context'],
  'textDocument/documentHighlight': ['position'],
  'textDocument/prepareRename': ['position'],
  'textDocument/rename': ['position', 'newName'],
  'textDocument/prepareCallHierarchy': ['position'],
  'textDocument/documentSymbol': [],
  'textDocument/foldingRange': [],
  'textDocument/documentLink': [],
  'textDocument/inlayHint': ['range'],
  'textDocument/codeAction': ['range', 'context'],
  'textDocument/diagnostic': [],
  'textDocument/formatting': ['options'],
  'textDocument/rangeFormatting': ['range', 'options'],
  'textDocument/onTypeFormatting': ['position', 'ch', 'options'],
  'workspace/symbol': ['query'],
  'workspace/diagnostic': ['previousResultIds'],
  'gatelint/graph': [],
  'gatelint/firstSettings': [],
  'gatelint/debugInformation': [],
}

const notifications = [
  'textDocument/didOpen',
  'textDocument/didChange',
  'textDocument/didSave',
  'textDocument/didClose',
  'workspace/didChangeConfiguration',
  'workspace/didChangeWatchedFiles',
  'workspace/didChangeWorkspaceFolders',
  'workspace/didCreateFiles',
  'workspace/didRenameFiles',
  'workspace/didDeleteFiles',
  '$/setTrace',
  '$/cancelRequest',
  '$/progress',
  'window/workDoneProgress/cancel',
  'no/such/notification',
]

const others = [
  'completionItem/resolve',
  'callHierarchy/incomingCalls',
  'callHierarchy/outgoingCalls',
  'no/such/request',
  'toString',
]

const parts = [
  'textDocument',
  'uri',
  'text',
  'position',
  'range',
  'contentChanges',
  'changes',
  'event',
  'files',
  'settings',
  'item',
  'data',
  'query',
  'context',
  'options',
  'previousResultIds',
  'id',
  'newName',
]

/** A message by its method; a request is answered, whatever it holds. */
export interface Nonsense {
  readonly method: string
  readonly isRequest: boolean
  readonly params: object | undefined
}

/** None of it is about a document that is open. */
export function nonsense(random: Random): Nonsense {
  const isRequest = random.below(2) === 0
  const method = isRequest ? random.of([...Object.keys(requests), ...others]) : random.of(notifications)
  return { method, isRequest, params: random.below(10) === 0 ? undefined : object(random, 3) }
}

/** With parts that a message may have, each of any kind. */
const object = (random: Random, depth: number): object =>
  Object.fromEntries(
    parts
      .filter(() => random.below(3) === 0)
      .map(part => [part, random.below(3) === 0 ? known(part) : value(random, depth)]),
  )

const value = (random: Random, depth: number): unknown =>
  depth > 0 && random.below(3) === 0
    ? random.below(2) === 0
      ? object(random, depth - 1)
      : [object(random, depth - 1)]
    : random.of(values)

/** What is right as far as it goes, so that nonsense gets further. */
const known = (part: string): unknown =>
  part === 'textDocument'
    ? { uri: 'file:///q/nginx.conf', languageId: 'nginx', version: 1, text: 'events {}\n' }
    : part === 'position'
      ? { line: 0, character: 0 }
      : part === 'range'
        ? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
        : part === 'contentChanges'
          ? [{ text: 'events {}\n' }]
          : {}
