/** The language server's process: started, restarted when it dies, stopped. It fails quietly: in the log and the status item. */
import { type Disposable, type LogOutputChannel, workspace } from 'vscode'
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node'
import type { Filter } from './documents.ts'
import type { Status } from './status.ts'

/** What a server is started with. */
export interface ServerOptions {
  /** The file that is run. */
  readonly module: string
  readonly selector: readonly Filter[]
  readonly output: LogOutputChannel
  /** What a rule's id is put after to make a link to its page. */
  readonly docs: string
  onStatus(status: Status): void
}

/** The server is not running yet: `restart` starts it, or only stops it where `gatelint.enable` says no. */
export function createServer(options: ServerOptions): Disposable & { restart(): Promise<void> } {
  let client: LanguageClient | undefined
  let last: Promise<void> = Promise.resolve()

  const replace = async (): Promise<void> => {
    try {
      await client?.dispose()
      client = isEnabled() ? createClient(options) : undefined
      if (!client) options.onStatus('disabled')
      await client?.start()
    } catch (error) {
      options.output.error(error instanceof Error ? error : String(error))
      options.onStatus('failed')
    }
  }

  return {
    restart: () => {
      last = last.then(replace)
      return last
    },
    dispose: () => client?.dispose(),
  }
}

const isEnabled = (): boolean => workspace.getConfiguration('gatelint').get('enable', true)

/**
 * Megabytes for what is made at one keystroke and gone at the next: with the usual 16, every one of them is swept in the middle
 * of a large file's reading (a sixth of the time, `npm run bench`).
 */
const ROOM_FOR_A_KEYSTROKE = '--max-semi-space-size=64'

function createClient({ module, selector, output, docs, onStatus }: ServerOptions): LanguageClient {
  const client = new LanguageClient(
    'gatelint',
    { module, transport: TransportKind.ipc, options: { execArgv: [ROOM_FOR_A_KEYSTROKE] } },
    {
      documentSelector: [...selector],
      initializationOptions: { docs, commands: ['gatelint.explainRule'] },
      outputChannel: output,
      traceOutputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: createErrorHandler(),
    },
  )
  client.onDidChangeState(({ newState }) => onStatus(statuses[newState]))
  return client
}

const statuses: Readonly<Record<State, Status>> = {
  [State.Starting]: 'starting',
  [State.Running]: 'running',
  [State.Stopped]: 'failed',
  [State.StartFailed]: 'failed',
}

/** Restarts a server that died, but not one that died four times within three minutes. */
function createErrorHandler(): ErrorHandler {
  const deaths: number[] = []
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      deaths.push(Date.now())
      const isHopeless = Date.now() - (deaths.at(-4) ?? 0) < 180_000
      return { action: isHopeless ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true }
    },
  }
}
