/** What is sent to a service is longer than nginx takes. */
import { answeredAs } from '../answered.ts'
import { bytesOf } from '../model/buffers.ts'
import { effective } from '../model/effective.ts'
import { linesBefore } from '../model/insert.ts'
import type { Rule } from '../rule.ts'
import { habitsAt } from '../topology/image-habits.ts'

export const bodyLimitSmall: Rule = {
  id: 'body-limit-small',
  severity: 'info',
  group: 'buffers',
  summary: 'A service to which files are sent stands behind a gateway that takes no more than a megabyte.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx') return
    const told = new Set<unknown>()
    for (const { hop, found: answers } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const found = habitsAt(answers)
      if (!found?.habits.bodies) continue
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
        const { product, bodies } = found.habits
        const size = bodies === 'any' ? '0' : '1g'
        const edit = word
          ? { at: word.at, text: size }
          : linesBefore(config, route.directive, [`client_max_body_size ${size};`])
        yield {
          at: word?.at ?? target.at,
          target: target.at,
          message: `${product[0]!.toUpperCase()}${product.slice(1)} is sent files, but nginx takes no body of more than ${word ? word.text : '1m, its default'}: what is longer is answered 413.`,
          related: [{ at: found.service.name.at, message: `"${found.service.name.text}" is ${product}` }],
          fixes: [{ title: bodies === 'any' ? 'Take any length' : 'Take 1g', edits: [edit], safe: false }],
        }
      }
    }
  },
}
