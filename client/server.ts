/** The language server: started, restarted when it dies, stopped. It fails quietly: in the log and the status item. */
import { type Disposable, type LogOutputChannel, workspace } from 'vscode'
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient'
import type { Filter } from './documents.ts'
import type { ServerState, Status } from './status.ts'

/** Makes a client, wherever its server runs. */
export type Make = (options: LanguageClientOptions) => Promise<Made>

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

/** The server is not running yet: `restart` starts it, and only then reads the code that it takes, which is most of all. */
export function createServer(options: ServerOptions): Server {
  let made: Made | undefined
  let last: Promise<void> = Promise.resolve()

  const replace = async (): Promise<void> => {
    try {
      await end(made)
      made = isEnabled() ? await createClient(options) : undefined
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

const createClient = async (options: ServerOptions): Promise<Made> =>
  (await import('./connection.ts')).createClient(options)

const isEnabled = (): boolean => workspace.getConfiguration('gatelint').get('enable', true)
