/** The headers of an answer do not fit into the buffer that nginx has for them. */
import { answeredAs } from '../answered.ts'
import { bufferFamilies, buffersAt, pageSizes, resized, rightSizes, spell } from '../model/buffers.ts'
import type { Rule } from '../rule.ts'
import { habitsAt } from '../topology/image-habits.ts'

export const headerBufferSmall: Rule = {
  id: 'header-buffer-small',
  severity: 'info',
  group: 'buffers',
  summary: 'A service whose answers have long headers is asked with the small buffer that nginx has by default.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx') return
    const told = new Set<unknown>()
    for (const { hop, found: answers } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const found = habitsAt(answers)
      if (!found?.habits.longHeaders) continue
      for (const route of routes) {
        const family = bufferFamilies.find(each => route.directive.name.text === `${each}_pass`)
        const buffers = family && buffersAt(config, route.scope, family)
        if (!buffers || (buffers.sizes.size ?? pageSizes[0]) > SMALL || told.has(route.directive)) continue
        told.add(route.directive)
        const { product } = found.habits
        const right = route.scope.block?.name.text === 'location' && rightSizes(buffers.sizes, ENOUGH)
        const mended = right && resized(config, buffers, right, route.directive)
        const size = buffers.by.buffer_size
        yield {
          at: size?.at ?? target.at,
          target: target.at,
          message: `Answers of ${product} have long headers: those above ${size ? spell(buffers.sizes.size!) : 'one page of memory, 4k,'} do not fit into the ${family}_buffer_size, and are answered 502.`,
          related: [{ at: found.service.name.at, message: `"${found.service.name.text}" is ${product}` }],
          fixes: mended ? [{ title: `Set ${mended.said}`, edits: mended.edits, safe: false }] : [],
        }
      }
    }
  },
}

/** Bytes. */
const SMALL = 8 * 1024
const ENOUGH = 16 * 1024
