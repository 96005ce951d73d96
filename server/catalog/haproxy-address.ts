/** Addresses as HAProxy reads them. */

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
