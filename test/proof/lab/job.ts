/** What the laboratory is asked, and what it saw: the contract between a test and the inside of a namespace. Plain values, sent as JSON. */
import type { Files } from './prepare.ts'

export type Server = 'nginx' | 'haproxy'

/** One start of a server among its neighbours, with the requests made to it. */
export interface Job {
  readonly server: Server
  /** The folder of the configuration, by path relative to it; the first is the main file. */
  readonly files: Files
  readonly neighbours: readonly Neighbour[]
  /** The only names that Docker's DNS answers. */
  readonly names: readonly string[]
  readonly requests: readonly Request[]
}

/** Somebody whom the gateway may ask. */
export interface Neighbour {
  /** A host name, an IPv4 address, or `unix:` with a path. */
  readonly name: string
  /** What listens there; nothing at all is allowed. */
  readonly backends: readonly Backend[]
  /** Packets to it get lost. */
  readonly drop: boolean
}

export type BackendKind =
  | 'http'
  | 'https'
  | 'grpc'
  | 'grpcs'
  | 'fastcgi'
  | 'uwsgi'
  | 'silent'
  | 'close'
  | 'reset'
  | 'says'

export interface Backend {
  readonly kind: BackendKind
  /** Absent for a unix socket. */
  readonly port?: number
  readonly afterMs?: number
  readonly status?: number
  /** The size of a header in its answer. */
  readonly headerBytes?: number
  /** What the second request of a connection gets, and each after it: a status, or a reset. */
  readonly again?: number | 'reset'
  /** TLS: a client that does not send the neighbour's name is refused. */
  readonly sni?: boolean
  /** TLS: a client without a certificate is refused. */
  readonly asksCertificate?: boolean
  /** A connection that does not begin with a header of the PROXY protocol is reset. */
  readonly proxied?: boolean
  /** Listens where only its own container could reach it. */
  readonly loopback?: boolean
  /** What `says` says. */
  readonly line?: string
}

export interface Request {
  readonly method: string
  /** Absent: the first port that the gateway listens on. */
  readonly port?: number
  readonly host: string
  readonly tls: boolean
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly bodyBytes: number
  /** Asked over HTTP/2, without TLS: the connection begins with its preface. */
  readonly http2?: boolean
  /** For so long the connection stays open behind the answer, and nothing is said over it. */
  readonly keptMs?: number
  readonly times: number
  /** All at once, instead of one after the other; without a termination state. */
  readonly together?: boolean
  readonly patienceMs: number
}

export interface Observation {
  /** The server took the text. */
  readonly accepted: boolean
  /** One list for each request, one answer for each time it was made. */
  readonly answers: readonly (readonly Answer[])[]
  /** Everything that the server said: of the text when asked to check it, on its terminal, in its logs. */
  readonly log: readonly string[]
}

export interface Answer {
  /** The status, or `closed`, `none`, `no HTTP`. */
  readonly status: string
  /** HAProxy's termination state: "SC--". */
  readonly state?: string
}
