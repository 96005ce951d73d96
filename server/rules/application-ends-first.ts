/** The application kills the process that works on a request before the gateway gives the request up. */
import { answeredAs } from '../answered.ts'
import { spellTime, waitOf } from '../model/waits.ts'
import type { Rule } from '../rule.ts'
import { timesAt } from '../topology/app-times.ts'
import type { Service } from '../topology/topology.ts'

export const applicationEndsFirst: Rule = {
  id: 'application-ends-first',
  severity: 'info',
  group: 'timeouts',
  strict: true,
  summary: 'The application ends a slow request sooner than the gateway: that is a 502, and no 504.',
  *check(view) {
    const { config } = view
    const told = new Set<Service>()
    for (const { hop, found: answers } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const found = timesAt(answers)
      const ms = found?.times.kill?.value ?? found?.times.killByDefault
      if (!found || !ms || told.has(found.service)) continue
      const waits = routes.map(route => waitOf(config, route))
      const longest = Math.max(0, ...waits.map(wait => wait?.ms ?? 0))
      if (waits.includes(undefined) || longest <= ms) continue
      told.add(found.service)
      const { kill, program } = found.times
      const enough = String(longest / 1000 + 5)
      yield {
        at: target.at,
        message: `${program} kills a worker that is at a request for ${spellTime(ms)}${kill ? '' : ', its default'}, and the gateway, which would wait ${spellTime(longest)}, answers 502: the connection is closed without an answer.`,
        related: [{ at: kill?.at ?? found.service.name.at, message: `"${found.service.name.text}" runs ${program}` }],
        fixes: kill
          ? [
              {
                title: `Give ${program} ${enough}s in ${kill.at.file.slice(kill.at.file.lastIndexOf('/') + 1)}`,
                edits: [{ at: kill.at, text: enough }],
                safe: false,
              },
            ]
          : [],
      }
    }
  },
}
