/** For nginx `localhost` is two servers: one for each version of IP. */
import { hops } from '../model/config.ts'
import type { Rule } from '../rule.ts'

export const localhostTwoAddresses: Rule = {
  id: 'localhost-two-addresses',
  severity: 'info',
  group: 'names',
  strict: true,
  summary: 'A target of nginx is "localhost", which stands for two servers: ::1 and 127.0.0.1.',
  *check({ config, placements }) {
    if (config.dialect !== 'nginx' || placements.some(({ service }) => service.networkMode.kind !== 'host')) return
    for (const { target } of hops(config)) {
      const { host, down, dynamic } = target
      if (down || dynamic || host.text.toLowerCase() !== 'localhost') continue
      yield {
        at: host.at,
        message: `"${host.text}" is two servers for nginx, ::1 and 127.0.0.1. Where the application listens on one of them only, every other request tries the wrong one first; and after a restart of it nginx may take both for dead, and answers 502 for ten seconds.`,
        fixes: [{ title: 'Use 127.0.0.1', edits: [{ at: host.at, text: '127.0.0.1' }], safe: false }],
      }
    }
  },
}
