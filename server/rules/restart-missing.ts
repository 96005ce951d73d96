/** A service that a gateway asks is not started again when it ends. */
import { answeredAs } from '../answered.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Service } from '../topology/topology.ts'

export const restartMissing: Rule = {
  id: 'restart-missing',
  severity: 'info',
  group: 'redundancy',
  strict: true,
  summary: 'A service that a gateway asks has no restart policy: when it ends, nobody starts it again.',
  *check(view) {
    const told = new Set<Service>()
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const service = routes.length > 0 && found[0]?.lookup.service
      if (!service || told.has(service) || service.kubernetes || service.restart || !service.complete) continue
      told.add(service)
      yield {
        at: service.name.at,
        message: `"${service.name.text}" is not started again when it ends: every request for it is answered 502 or 503 until somebody does.`,
        related: [{ at: target.at, message: 'It is asked here' }],
        fixes: restart(service),
      }
    }
  },
}

function restart({ newKey, name }: Service): readonly Fix[] {
  if (!newKey) return []
  const { at, before, after } = newKey
  const edits = [{ at, text: `${before}restart: unless-stopped${after}` }]
  return [{ title: `Let "${name.text}" restart unless it is stopped`, edits, safe: false }]
}
