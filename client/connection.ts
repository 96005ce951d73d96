/** One connection to a server: how it is told what is wanted, what becomes of it, and what to do when it ends. */
import { CloseAction, ErrorAction, type ErrorHandler, RevealOutputChannelOn, State } from 'vscode-languageclient'
import type { Made, ServerOptions } from './server.ts'
import type { ServerState } from './status.ts'

export async function createClient({
  make,
  selector,
  output,
  initializationOptions,
  onState,
  onStatus,
}: ServerOptions): Promise<Made> {
  const made = await make({
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
