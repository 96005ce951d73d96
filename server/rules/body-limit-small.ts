/** What is sent to a service is longer than nginx takes. */
import { type Answered, answeredAs } from '../answered.ts'
import { bytesOf } from '../model/buffers.ts'
import { effective } from '../model/effective.ts'
import { linesBefore } from '../model/insert.ts'
import type { Rule } from '../rule.ts'
import { gatheringAlone } from '../syntax/runs.ts'
import { habitsAt } from '../topology/image-habits.ts'
import type { Lookup } from '../topology/topology.ts'

export const bodyLimitSmall: Rule = {
  id: 'body-limit-small',
  severity: 'info',
  group: 'buffers',
  summary: 'A service to which files are sent stands behind a gateway that takes no more than a megabyte.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx') return
    const told = new Set<unknown>()
    for (const { hop, habits, service } of sentFiles(answeredAs(view, 'service'))) {
      const { target, routes } = hop
      for (const route of routes) {
        const { directive, certain } = effective(config, route.scope, 'client_max_body_size')
        const [word] = directive?.args ?? []
        const bytes = word && bytesOf(word)
        const isSmall = word
          ? bytes !== undefined && bytes > 0 && bytes <= 2 ** 20
          : certain && route.protocol !== 'tcp'
        const place = word ?? route.scope.block
        if (!isSmall || told.has(place)) continue
        told.add(place)
        const { product, bodies } = habits
        const size = bodies === 'any' ? '0' : '1g'
        const edit = word
          ? { at: word.at, text: size }
          : linesBefore(config, route.directive, [`client_max_body_size ${size};`])
        yield {
          at: word?.at ?? target.at,
          target: target.at,
          message: `${product[0]!.toUpperCase()}${product.slice(1)} is sent files, but nginx takes no body of more than ${word ? word.text : '1m, its default'}: what is longer is answered 413.`,
          related: [{ at: service.name.at, message: `"${service.name.text}" is ${product}` }],
          fixes: [{ title: bodies === 'any' ? 'Take any length' : 'Take 1g', edits: [edit], safe: false }],
        }
      }
    }
  },
}

/** The targets that are sent files, and by what they are. */
const sentFiles = gatheringAlone(({ hop, found }: Answered<Extract<Lookup, { kind: 'service' }>>) => {
  const known = habitsAt(found)
  return known?.habits.bodies ? [{ hop, ...known }] : []
})
