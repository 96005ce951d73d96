/** HAProxy looks for a socket below its chroot, and the socket is elsewhere. */
import { occurrences } from '../model/occurrences.ts'
import { socketsOf } from '../model/sockets.ts'
import type { Rule } from '../rule.ts'

export const socketOutsideChroot: Rule = {
  id: 'socket-outside-chroot',
  severity: 'warning',
  group: 'reachability',
  summary: 'A server of HAProxy is a socket outside of the folder that HAProxy is locked into.',
  *check({ config }) {
    if (config.dialect !== 'haproxy') return
    const chroot = occurrences(config, 'chroot').at(-1)?.directive.args[0]
    if (!chroot?.text.startsWith('/') || chroot.text === '/') return
    const root = chroot.text.replace(/(?<!\/)\/+$/, '')
    for (const { path } of socketsOf(config)) {
      const below = path.text.startsWith(`${root}/`)
      if (!below && !SHARED.test(path.text)) continue
      yield {
        at: path.at,
        message: `HAProxy is locked into "${root}" before it asks anybody, and looks for this socket at "${root}${path.text}". If it is not there, requests are answered 503.`,
        related: [{ at: chroot.at, message: 'It is locked in here' }],
        fixes: below
          ? [
              {
                title: `Write the path as it is seen from "${root}"`,
                edits: [{ at: path.at, text: path.text.slice(root.length) }],
                safe: false,
              },
            ]
          : [],
      }
    }
  },
}

/** Where the machine's own services put their sockets. A path elsewhere may well be meant as seen from within. */
const SHARED = /^\/(?:run|var\/run|tmp)\//
