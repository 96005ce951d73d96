/** The headers of an answer do not fit into the buffer that the gateway has for them. */
import { answeredAs } from '../answered.ts'
import { bufferFamilies, buffersAt, pageSizes, resized, rightSizes, spell } from '../model/buffers.ts'
import { globalSetting } from '../model/haproxy-settings.ts'
import type { Report, Rule, View } from '../rule.ts'
import { habitsAt } from '../topology/image-habits.ts'

export const headerBufferSmall: Rule = {
  id: 'header-buffer-small',
  severity: 'info',
  group: 'buffers',
  summary: 'A service whose answers have long headers is asked by a gateway with a small buffer for them.',
  *check(view) {
    const { config } = view
    if (config.dialect === 'haproxy') return yield* ofHaproxy(view)
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

/** HAProxy has one size for all buffers, and keeps a part of each free (tune.bufsize, tune.maxrewrite): its default holds 15k of headers. */
function* ofHaproxy(view: View): Generator<Report> {
  const { directive, values, certain } = globalSetting(view.config, 'tune.bufsize')
  const [size] = values
  if (!directive || !certain || !size || !/^\d{1,9}$/.test(size.text) || Number(size.text) >= ENOUGH) return
  for (const { hop, found: answers } of answeredAs(view, 'service')) {
    const found = hop.routes.some(({ protocol }) => protocol !== 'tcp') ? habitsAt(answers) : undefined
    if (!found?.habits.longHeaders) continue
    return yield {
      at: size.at,
      message: `Answers of ${found.habits.product} have long headers: those that do not fit into ${size.text} bytes, less what tune.maxrewrite keeps free, are answered 502. HAProxy's default is 16384.`,
      related: [{ at: found.service.name.at, message: `"${found.service.name.text}" is ${found.habits.product}` }],
      fixes: [{ title: 'Set tune.bufsize 16384', edits: [{ at: size.at, text: '16384' }], safe: false }],
    }
  }
}

/** Bytes. */
const SMALL = 8 * 1024
const ENOUGH = 16 * 1024
