/** A client may take as long as it likes for the headers of a request, or has hardly any time for them. */
import { timeoutIn } from '../model/haproxy-timeouts.ts'
import { linesAfter } from '../model/insert.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const haproxyRequestTimeoutMissing: Rule = {
  id: 'haproxy-request-timeout-missing',
  severity: 'info',
  group: 'timeouts',
  strict: true,
  summary:
    'A frontend has no timeout for the headers of a request, so that slow clients hold their connections; or a very short one.',
  *check({ config }) {
    if (config.dialect !== 'haproxy') return
    const told = new Set<Directive>()
    for (const gateway of config.gateways) {
      const { mode, routes, clientTimeout, defaults, directive } = gateway
      const place = defaults ?? directive
      const { setting, certain } = timeoutIn(config, gateway, 'http-request')
      if (mode !== 'http' || routes.length === 0 || !certain) continue
      if (setting?.ms && setting.ms < SHORTEST && !/^\d+$/.test(setting.value.text) && !told.has(setting.directive)) {
        told.add(setting.directive)
        yield {
          at: setting.value.at,
          message: `A client has ${setting.ms}ms for the headers of a request: over a slow line they come later, and it is answered 408.`,
          fixes: [{ title: 'Wait 10s', edits: [{ at: setting.value.at, text: '10s' }], safe: false }],
        }
      }
      if (!clientTimeout?.ms || setting?.ms || told.has(place)) continue
      told.add(place)
      const line = clientTimeout.directive
      yield {
        at: place.name.at,
        message: `No "timeout http-request" is in force for what this section covers: a client that sends a header now and then holds its connection for ever, and many of them leave none for others.`,
        fixes: [
          setting
            ? { title: 'Wait 10s', edits: [{ at: setting.value.at, text: '10s' }], safe: false }
            : {
                title: 'Set timeout http-request 10s',
                edits: [linesAfter(config, line, ['timeout http-request 10s'], line)],
                safe: false,
              },
        ],
      }
    }
  },
}

/** In milliseconds. */
const SHORTEST = 1000
