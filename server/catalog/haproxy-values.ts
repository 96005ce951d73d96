/** Single values as HAProxy reads them. */
import { haproxyTimeOf } from '../syntax/value.ts'

/** Why a text is no time for parse_time_err(); undefined where it is one. */
export function timeFault(text: string): string | undefined {
  const ms = haproxyTimeOf(text)
  if (ms === undefined)
    return `"${text}" is no time: a whole number was expected, and a unit such as "ms", "s" or "m" right behind it.`
  return ms > 2_147_483_647 ? `"${text}" is longer than the longest time that HAProxy keeps, about 24 days.` : undefined
}

/** Why a text is no size for parse_size_err(): a number that may end with k, m or g. */
export const sizeFault = (text: string): string | undefined =>
  /^\d+[kKmMgG]?$/.test(text)
    ? undefined
    : `"${text}" is no size: a whole number was expected, which may end with "k", "m" or "g".`

/** An address as str2sa_range() reads it, taken apart. */
export interface Address {
  /** `unix@`, `fd@` and their like: there is no port. */
  readonly local: boolean
  readonly host: string
  /** The text after the last colon; undefined where there is none. */
  readonly port: string | undefined
}

export function addressOf(text: string): Address {
  const at = text.indexOf('@')
  const family = at < 0 ? '' : text.slice(0, at)
  const rest = text.slice(at + 1)
  if (
    rest.startsWith('/') ||
    /^(?:\w+\+)?(?:unix|abnsz?|uxst|uxdg|fd|sockpair|rhttp|rev|ring|stdout|stderr)$/.test(family)
  ) {
    return { local: true, host: rest, port: undefined }
  }
  const colon = rest.lastIndexOf(':')
  // In brackets, or the port of an address of version 6: the last colon counts all the same.
  if (colon < 0 || rest.endsWith(']')) return { local: false, host: rest, port: undefined }
  return { local: false, host: rest.slice(0, colon), port: rest.slice(colon + 1) }
}

/** The scheme of a URL that stands where an address was expected. */
export const schemeOf = (text: string): string | undefined => /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0]
