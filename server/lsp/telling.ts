/** Tells what is wrong where: unasked to clients that wait for it, and in answers to those that ask. */
import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  PreviousResultId,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver'
import type { Finding } from '../rule.ts'
import { type Dialogue, toDiagnostic } from './diagnostics.ts'
import { pathOf } from './uris.ts'

export interface Telling {
  /** Looks at the workspace, and tells what has changed since: itself, or that it is time to ask. */
  tell(): Promise<void>
  /** What stands in a document. `previous`: what the client knows already. */
  inDocument(uri: string, previous: string | undefined): DocumentDiagnosticReport
  /** What stands in all files. */
  inAll(previous: readonly PreviousResultId[]): WorkspaceDocumentDiagnosticReport[]
}

/** What is known of one file, under a name of its own. */
interface Result {
  readonly id: string
  readonly json: string
  readonly items: Diagnostic[]
}

export interface TellingOptions {
  readonly connection: Connection
  dialogue(): Dialogue
  /** Findings that are the user's concern. */
  isShown(finding: Finding): boolean
  /** The client asks. */
  pulls(): boolean
  /** Whether an answer waits until something is saved. */
  waits(file: string): boolean
}

export function createTelling({ connection, dialogue, isShown, pulls, waits }: TellingOptions): Telling {
  const session = crypto.randomUUID()
  const none: Result = { id: `${session} none`, json: '[]', items: [] }
  let results = new Map<string, Result>()
  let known = new Map<string, string>()
  let made = 0

  /** A file that has no findings any more stays among the results: its client must hear of that. */
  const look = (): void => {
    const now = new Map<string, Diagnostic[]>(Array.from(results.keys(), uri => [uri, []]))
    const speech = dialogue()
    for (const finding of speech.workspace.findings().filter(isShown)) {
      const uri = speech.uriOf(finding.at.file)
      const diagnostic = toDiagnostic(finding, speech)
      const others = now.get(uri)
      if (others) others.push(diagnostic)
      else now.set(uri, [diagnostic])
    }
    results = new Map(
      Array.from(now, ([uri, items]) => {
        const json = JSON.stringify(items)
        const before = results.get(uri) ?? none
        return [uri, before.json === json ? before : { id: `${session} ${++made}`, json, items }]
      }),
    )
  }

  const answerOf = (uri: string): Result => {
    const result = results.get(uri) ?? none
    known.set(uri, result.id)
    return result
  }

  return {
    async tell() {
      look()
      const changed = [...results].filter(([uri, { id }]) => (known.get(uri) ?? none.id) !== id)
      known = new Map(Array.from(results, ([uri, { id }]) => [uri, id]))
      if (changed.length === 0) return
      if (pulls()) await connection.languages.diagnostics.refresh()
      else await Promise.all(changed.map(([uri, { items }]) => connection.sendDiagnostics({ uri, diagnostics: items })))
    },
    inDocument(uri, previous) {
      if (!waits(pathOf(uri))) look()
      const { id, items } = answerOf(uri)
      return id === previous ? { kind: 'unchanged', resultId: id } : { kind: 'full', resultId: id, items }
    },
    inAll(previous) {
      if (!waits('')) look()
      const before = new Map(previous.map(({ uri, value }) => [uri, value]))
      const { versionOf } = dialogue()
      return [...new Set([...results.keys(), ...before.keys()])].map(uri => {
        const { id, items } = answerOf(uri)
        const version = versionOf(pathOf(uri))
        return id === before.get(uri)
          ? { kind: 'unchanged', uri, version, resultId: id }
          : { kind: 'full', uri, version, resultId: id, items }
      })
    },
  }
}
