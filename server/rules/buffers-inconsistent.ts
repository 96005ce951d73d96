/** The sizes of nginx's buffers contradict each other: it does not start. */
import {
  type Buffers,
  bufferFamilies,
  pageSizes,
  type Refusal,
  refusalOf,
  refusedBuffers,
  resized,
  rightSizes,
  spell,
} from '../model/buffers.ts'
import type { Config } from '../model/config.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const buffersInconsistent: Rule = {
  id: 'buffers-inconsistent',
  severity: 'error',
  group: 'language',
  summary: 'The sizes of the buffers for answers contradict each other, and nginx does not start.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const blamed = new Set<Directive>()
    for (const family of bufferFamilies) {
      for (const buffers of refusedBuffers(config, family)) {
        const refusals = pageSizes.map(page => refusalOf(buffers.sizes, page))
        const [usual] = refusals
        const directive = usual && blame(buffers, usual)
        if (!directive || blamed.has(directive)) continue
        blamed.add(directive)
        const isSure = refusals.every(refusal => refusal !== undefined)
        yield {
          at: directive.at,
          severity: isSure ? 'error' : 'warning',
          message: `${why(buffers, usual)}: nginx does not start${isSure ? '' : ' where a page of memory has 4k, as on x86'}.`,
          fixes: fixesOf(config, buffers, directive),
        }
      }
    }
  },
}

/** The directive without which it would be right. */
function blame({ by, sizes }: Buffers, refusal: Refusal): Directive | undefined {
  if (refusal === 'few') return by.buffers
  if (refusal.startsWith('write')) return by.temp_file_write_size
  if (refusal.startsWith('file')) return by.max_temp_file_size
  const isHeader = (sizes.size ?? 0) > (sizes.each ?? 0)
  return by.busy_buffers_size ?? (isHeader ? by.buffer_size : by.buffers) ?? by.buffer_size
}

function why({ family, by, sizes }: Buffers, refusal: Refusal): string {
  const [page] = pageSizes
  const { size = page, count = 8, each = page } = sizes
  const larger = size > each ? `${family}_buffer_size` : `a single buffer of ${family}_buffers`
  const greater = `${spell(Math.max(size, each))} of ${larger}`
  switch (refusal) {
    case 'few':
      return `${family}_buffers must be at least two`
    case 'busy too small':
      return `${family}_busy_buffers_size is less than the ${greater}`
    case 'busy too large': {
      const unsaid = by.busy_buffers_size ? '' : `, by default twice the ${greater},`
      const busy = spell(sizes.busy ?? 2 * Math.max(size, each))
      return `${family}_busy_buffers_size${unsaid} is ${busy}, more than all ${family}_buffers but one (${spell((count - 1) * each)})`
    }
    case 'write too small':
      return `${family}_temp_file_write_size is less than the ${greater}`
    case 'file too small':
      return `${family}_max_temp_file_size is neither 0 nor at least the ${greater}`
  }
}

/** It does not start as it is, so that nothing can be spoilt. */
function fixesOf(config: Config, buffers: Buffers, place: Directive): readonly Fix[] {
  const right = rightSizes(buffers.sizes)
  if (!right) return []
  const { said, edits } = resized(config, buffers, right, place)
  return [{ title: `Set ${said}`, edits, safe: true }]
}
