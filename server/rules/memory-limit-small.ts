/** A service is given less memory than its program is known to need. */
import { answeredAs } from '../answered.ts'
import type { Rule } from '../rule.ts'
import { memoryOf } from '../topology/image-habits.ts'
import type { Service } from '../topology/topology.ts'

export const memoryLimitSmall: Rule = {
  id: 'memory-limit-small',
  severity: 'info',
  group: 'capacity',
  strict: true,
  summary: 'A service has less memory than its program needs: it is killed in the middle of requests.',
  *check(view) {
    const told = new Set<Service>()
    for (const { hop, found } of answeredAs(view, 'service')) {
      for (const { lookup } of hop.routes.length > 0 ? found : []) {
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
