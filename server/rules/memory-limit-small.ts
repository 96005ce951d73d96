/** A service is given less memory than its program is known to need. */
import { hops } from '../model/config.ts'
import type { Rule } from '../rule.ts'
import { agreed } from '../topology/agree.ts'
import { memoryOf } from '../topology/image-habits.ts'
import type { Service } from '../topology/topology.ts'

export const memoryLimitSmall: Rule = {
  id: 'memory-limit-small',
  severity: 'info',
  group: 'capacity',
  strict: true,
  summary: 'A service has less memory than its program needs: it is killed in the middle of requests.',
  *check({ config, topology, placements }) {
    if (placements.length === 0) return
    const told = new Set<Service>()
    for (const { target, routes } of hops(config)) {
      const found = routes.length > 0 ? agreed(topology, placements, target.host.text, 'service') : []
      for (const { lookup } of found) {
        const { service } = lookup
        const { memoryLimit, base } = service
        const least = memoryOf(service)
        if (!least || !base || !memoryLimit || memoryLimit.value >= least * MEGABYTE || told.has(service)) continue
        told.add(service)
        yield {
          at: memoryLimit.at,
          message: `"${service.name.text}" may use ${Math.round(memoryLimit.value / MEGABYTE)} MB, and its program asks for ${least} MB: when it is killed for it, the requests that it holds are answered 502.`,
          related: [{ at: base.at, message: 'The program' }],
        }
      }
    }
  },
}

const MEGABYTE = 1024 * 1024
