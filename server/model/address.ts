/** Addresses as gateways write them: "host:port", with IPv6 in brackets. */
import { type Span, slice, stretch, type Word } from '../syntax/text.ts'

/** The two halves of an address, each with its own place. */
export interface Address {
  readonly host: Word
  readonly port: Word | undefined
}

/** Takes "host", "host:port", "[::1]:port" apart. Undefined where there is no host: a socket's path, an empty text, a variable. */
export function addressOf(word: Word): Address | undefined {
  if (/[$\s]|^unix[:@]|^\/|^(?:abns|fd|sockpair)@/.test(word.text)) return undefined
  const [, host, port] = /^(\[[^\]]*\]|[^:/[\]?#]+)(?::([^:/?#]*))?/.exec(word.text) ?? []
  if (!host) return undefined
  return {
    host: slice(word, 0, host.length),
    port: port === undefined ? undefined : slice(word, host.length + 1, host.length + 1 + port.length),
  }
}

/** From the host to the port, where both were written in one place; else the host's. */
export const spanOf = ({ host, port }: Address): Span =>
  port && port.at.file === host.at.file && port.at.start === host.at.end + 1
    ? stretch(host.at, host.at.start, port.at.end)
    : host.at

/** The number of a port, or undefined for what is none. */
export const portNumber = (port: Word | undefined): number | undefined =>
  port && /^\d{1,5}$/.test(port.text) && Number(port.text) <= 65535 ? Number(port.text) : undefined

/** Whether a host is an address already, and no name that anybody looks up. */
export const isAddress = (host: string): boolean => host.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)

/** Whether a host means the very machine (or container) that asks. */
export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host)

/** Whether a host is one label, as the names of services and upstreams are, and no name of the public DNS. */
export const isLabel = (host: string): boolean =>
  /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/i.test(host) && !/^\d+$/.test(host) && !isLoopback(host)

/** Whether a host is an address of version 4 that belongs to no private network (RFC 1918, 3927, 6598). */
export const isPublicAddress = (host: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) &&
  !/^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host)

/** Whether a host may be a name of the public DNS: several labels, and a last one that is reserved for nobody (RFC 2606, 6761, 6762, 8375, 9476; and those that networks of their own use). */
export const isPublicName = (host: string): boolean =>
  /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]\.?$/i.test(host) &&
  !/\.(?:test|example|invalid|localhost|local|localdomain|internal|intranet|intern|private|corp|home|lan|home\.arpa|svc|consul|docker|onion|alt)\.?$/i.test(
    host,
  )
