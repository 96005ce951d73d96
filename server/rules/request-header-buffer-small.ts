/** The headers of ordinary requests do not fit into the room that nginx has for them. */
import { bytesOf, spell } from '../model/buffers.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'

export const requestHeaderBufferSmall: Rule = {
  id: 'request-header-buffer-small',
  severity: 'info',
  group: 'buffers',
  summary: 'nginx is given so little room for the headers of a request that those with cookies or tokens are refused.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    for (const { directive } of occurrences(config, 'large_client_header_buffers')) {
      const [count, size] = directive.args
      const bytes = size && bytesOf(size)
      if (!count || !size || bytes === undefined || bytes >= LEAST) continue
      yield {
        at: size.at,
        message: `A header of a request that is longer than ${spell(bytes)} is answered 400, and so is a path with 414: cookies and tokens of a login often are.`,
        fixes: [{ title: "Give it nginx's own 8k", edits: [{ at: size.at, text: '8k' }], safe: false }],
      }
    }
  },
}

/** A token of a login takes two to four kilobytes, and several cookies go into one line. */
const LEAST = 4096
