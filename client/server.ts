/** The language server: started, restarted when it dies, stopped. It fails quietly: in the log and the status item. */
import { type Disposable, type LogOutputChannel, workspace } from 'vscode'
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient'
import type { Filter } from './documents.ts'
import type { ServerState, Status } from './status.ts'

/** Makes a client, wherever its server runs. */
export type Make = (options: LanguageClientOptions) => Made

export interface Made {
  readonly client: BaseLanguageClient
  /** Ends what runs the server, where that does not end by itself. */
  end?(): void
}

/** What a server is started with. */
export interface ServerOptions {
  readonly make: Make
  readonly selector: readonly Filter[]
  readonly output: LogOutputChannel
  readonly initializationOptions: object
  onState(state: ServerState): void
  onStatus(status: Status): void
}

export interface Server extends Disposable {
  /** Starts it, or only stops it where `gatelint.enable` says no. */
  restart(): Promise<void>
  /** Asks it; undefined where it is not running. */
  ask<Answer>(method: string): Promise<Answer | undefined>
}

/** The server is not running yet: `restart` starts it. */
export function createServer(options: ServerOptions): Server {
  let made: Made | undefined
  let last: Promise<void> = Promise.resolve()

  const replace = async (): Promise<void> => {
    try {
      await end(made)
      made = isEnabled() ? createClient(options) : undefined
      if (!made) options.onState('disabled')
      await made?.client.start()
    } catch (error) {
      options.output.error(error instanceof Error ? error : String(error))
      options.onState('failed')
    }
  }

  return {
    restart: () => {
      last = last.then(replace)
      return last
    },
    async ask(method) {
      await last
      return made?.client.isRunning() ? await made.client.sendRequest(method) : undefined
    },
    dispose: () => end(made),
  }
}

async function end(made: Made | undefined): Promise<void> {
  await made?.client.dispose()
  made?.end?.()
}

const isEnabled = (): boolean => workspace.getConfiguration('gatelint').get('enable', true)

function createClient({ make, selector, output, initializationOptions, onState, onStatus }: ServerOptions): Made {
  const made = make({
    documentSelector: [...selector],
    initializationOptions,
    outputChannel: output,
    traceOutputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: createErrorHandler(),
  })
  made.client.onDidChangeState(({ newState }) => onState(states[newState]))
  made.client.onNotification('gatelint/status', onStatus)
  return made
}

const states: Readonly<Record<State, ServerState>> = {
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
