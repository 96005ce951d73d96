/** What HAProxy does by itself since a release. */
import { releaseOf } from './faults.ts'

/**
 * Whether HAProxy names a host in the TLS handshake with a server unless it is told otherwise: since 3.3 the one that the client asks
 * for ("sni-auto"). An image that names no release is taken for a recent one; where nobody is known to run it, for an older one.
 */
export function namesHostInTls(view: Parameters<typeof releaseOf>[0]): boolean {
  const release = releaseOf(view)
  if (release === undefined) return view.placements.length > 0
  const [major = 0, minor = 0] = release.split('.').map(Number)
  return major > 3 || (major === 3 && minor >= 3)
}
