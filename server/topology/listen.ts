/** Addresses to listen on, as programs are given them: "0.0.0.0:8000", ":80", "tcp://*:9292", "http://+:5000", "8080". */
import { slice, type Word } from '../syntax/text.ts'
import type { Protocol } from './topology.ts'

export interface Listen {
  readonly port: Word
  readonly number: number
  /** Absent where a port stands alone or behind a colon. */
  readonly host?: Word
  readonly loopback: boolean
  readonly protocol: Protocol | undefined
}

/** Undefined for what is no address to listen on: another machine's, a socket, a host without a port. */
export function listenOf(word: Word): Listen | undefined {
  const [, scheme, host, port] =
    /^(?:([a-z]+):\/\/)?(?:(\[[^\]]*\]|[^\s:/?#[\]]*):)?(\d{1,5})(?:\/[^\s]*)?$/i.exec(word.text) ?? []
  if (port === undefined || !isPort(port) || (host && !isOwn(host))) return undefined
  const start = scheme ? scheme.length + 3 : 0
  const at = word.text.indexOf(port, start + (host === undefined ? 0 : host.length + 1))
  return {
    ...(host && { host: slice(word, start, start + host.length) }),
    port: slice(word, at, at + port.length),
    number: Number(port),
    loopback: host !== undefined && isLoopbackHost(host),
    protocol: scheme === 'http' || scheme === 'https' ? scheme : undefined,
  }
}

/** Whether a text is a port number. */
export const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65535

/** Whether a host to listen on is only reached from within. */
export const isLoopbackHost = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

/** An address or a wildcard (to Django 0 is one); a name would be somebody else's. */
const isOwn = (host: string): boolean => /^(?:[*+0]|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]*\])$/i.test(host)
