/** What a service is made of: its ports, networks, checks, mounts, each with the place where it was written. */
import type { Edit, Span, Word } from '../syntax/text.ts'

/** What a port speaks, where that is known. `h2c`: HTTP/2 without TLS and nothing else. `tcp`: something that is not HTTP, as a database. */
export type Protocol = 'http' | 'https' | 'h2c' | 'fastcgi' | 'uwsgi' | 'scgi' | 'tcp'

/** Where evidence for a port comes from, the strongest first. `service`: the list of a Kubernetes Service, which has no other ports. */
export type Source =
  | 'service'
  | 'command'
  | 'environment'
  | 'config'
  | 'healthcheck'
  | 'ports'
  | 'expose'
  | 'dockerfile'
  | 'image'

/** Evidence that a service listens on a port. */
export interface Port {
  readonly number: number
  readonly source: Source
  /** Where the evidence was written. For `image`, the image's name. */
  readonly at: Span
  readonly protocol?: Protocol
  /** What the port is, for a message: "PostgreSQL", "php-fpm". */
  readonly product?: string
  /** Bound to the loopback address: nobody outside the container reaches it. */
  readonly loopback?: boolean
  /** What has to be written so that it is bound to every address, where that can be told. */
  readonly opens?: Edit
  /** Connections must begin with a header of the PROXY protocol, or, where false, must not. */
  readonly proxyProtocol?: boolean
  /** Of HTTP it speaks version 1 and no other. */
  readonly http1?: boolean
  /** It serves nobody without a certificate: the handshake ends without one, or the answer is 400. */
  readonly clientCertificate?: 'handshake' | 'answer'
  /** Of a Kubernetes Service: the port of its pods, where that is known. */
  readonly leadsTo?: number
}

/** One entry of `ports`: the host's side and the container's side. */
export interface Mapping {
  /** The host's side; undefined when the engine draws one. */
  readonly published: number | undefined
  /** The container's side: what the process listens on. */
  readonly target: number
  readonly at: Span
  /** The container's side alone. */
  readonly targetAt?: Span
  /** The host's address that it is bound to; absent for all of them. */
  readonly host?: Word
}

/** A service's place in a network. */
export interface Attachment {
  /** The network's key in the project: "default" for the implicit one. */
  readonly network: string
  readonly aliases: readonly Word[]
  /** The IPv4 address that it is given there. */
  readonly address?: Word
  /** The IPv6 address that it is given there. */
  readonly address6?: Word
}

/** A network of a project. */
export interface Network {
  /** Its key in the project; for the implicit "default" one an empty place. */
  readonly key: Word
  /** The name that the engine gives it, as far as it is known. */
  readonly name: string | undefined
  /** It is there already: others may have joined it. */
  readonly external: boolean
  /** Where it is said to be cut off from the outside: its services reach each other, and nothing else. */
  readonly internal?: Span
  /** It has, or may have, addresses of version 6. */
  readonly ipv6?: boolean
  /** Its address ranges in CIDR notation, as far as they are said. */
  readonly subnets: readonly Word[]
}

/** A number with the place where it was written. */
export interface Amount {
  readonly value: number
  readonly at: Span
}

/** Another service that must be there before a service starts. */
export interface Dependency {
  /** The other one's key, where it is asked for. */
  readonly name: Word
  /** What it must have come to; undefined where that is not known. Compose takes `service_started` where nothing is said. */
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully' | undefined
  /** Where the condition was written; absent for the one that compose takes by itself. */
  readonly conditionAt?: Span
  /** The service starts all the same where the other one is not there, if this is false. */
  readonly required: boolean
  /** It is started anew whenever compose starts the other one anew. */
  readonly restart: boolean
}

/** A unix socket that a service makes, and who may open it. */
export interface MadeSocket {
  readonly path: Word
  readonly owner: string
  readonly group: string
  /** Octal, as it is written. */
  readonly mode: string
  readonly modeAt: Span | undefined
}

/** How a service's `depends_on` is written. */
export interface WaitList {
  /** Each with its quotes. */
  readonly names: readonly { readonly name: string; readonly at: Span }[]
  /** What stands between two of them. */
  readonly between: string
  /** Of the short form: what makes the long one of it, and what then stands between two names. Behind each comes `: { condition: … }`. */
  readonly asTable?: { readonly edits: readonly Edit[]; readonly between: string }
}

/** The health check of a service: its own, or its image's where the Dockerfile is known. Times in milliseconds. */
export interface HealthCheck {
  readonly at: Span
  /** There is none: switched off by `disable: true`, or by the test `NONE`. */
  readonly disabled: boolean
  /** Its words; a line for the shell is `/bin/sh -c <line>`. Undefined where they are not known. */
  readonly command: readonly Word[] | undefined
  readonly interval?: Amount
  readonly timeout?: Amount
  readonly startPeriod?: Amount
  readonly retries?: Amount
}

/** What becomes of a container that has ended. */
export interface Restart {
  readonly policy: 'no' | 'always' | 'on-failure' | 'unless-stopped'
  readonly at: Span
}

/** A host name that a container's `/etc/hosts` or DNS answers for it alone. */
export interface Host {
  readonly name: Word
  /** What `extra_hosts` gives it: an address or `host-gateway`. Absent for a link. */
  readonly address?: Word
  /** The key of the service that a link leads to. */
  readonly service?: string
}

export type NetworkMode =
  | { readonly kind: 'networks' }
  | { readonly kind: 'host' }
  /** In a pod of Kubernetes, whose containers have one network together. */
  | { readonly kind: 'pod'; readonly alone: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'unknown' }

/** A path of the workspace that stands at a path of the container. */
export interface Mount {
  /** The file or folder of the workspace, as a path like {@link Span.file}. */
  readonly from: string
  /** The path in the container. */
  readonly to: string
  readonly at: Span
  readonly via: 'volume' | 'config' | 'copy'
  /** Only the paths that match this pattern of `*`, `?`, `[…]`; each stands in `to` under its last name, what is in a folder without it. */
  readonly pattern?: string
  /** `to` is a folder: a file goes into it under its own name. */
  readonly into?: boolean
  /** What does not come along: the lines of a `.dockerignore`, and the folder in which they hold. */
  readonly without?: { readonly folder: string; readonly patterns: readonly string[] }
}
