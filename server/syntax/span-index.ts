/** Many spans, asked again and again where they are: in the time that a search takes, not a look at each. */
import type { Span } from './text.ts'

export interface SpanIndex {
  /** Whether one of them lies within a stretch of a file. */
  anyWithin(file: string, start: number, end: number): boolean
  /** Whether a stretch of a file lies within one of them. */
  anyAround(file: string, start: number, end: number): boolean
}

/** The index of spans as they are now: they may not be edited while it is asked. */
export function indexSpans(spans: readonly Span[]): SpanIndex {
  const byFile = new Map<string, { start: number; end: number }[]>()
  for (const { file, start, end } of spans) {
    const known = byFile.get(file)
    if (known) known.push({ start, end })
    else byFile.set(file, [{ start, end }])
  }
  const sorted = new Map(Array.from(byFile, ([file, own]) => [file, inOrder(own)]))
  return {
    anyWithin(file, start, end) {
      const own = sorted.get(file)
      return own !== undefined && own.leastEndFrom[firstFrom(own.starts, start)]! <= end
    },
    anyAround(file, start, end) {
      const own = sorted.get(file)
      return own !== undefined && own.greatestEndUpTo[firstFrom(own.starts, start + 1)]! >= end
    },
  }
}

/** By their beginnings; at each index the least end from there on, and the greatest end before it. */
function inOrder(spans: { readonly start: number; readonly end: number }[]) {
  spans.sort((a, b) => a.start - b.start)
  const leastEndFrom = new Array<number>(spans.length + 1).fill(Number.POSITIVE_INFINITY)
  for (let index = spans.length - 1; index >= 0; index -= 1)
    leastEndFrom[index] = Math.min(leastEndFrom[index + 1]!, spans[index]!.end)
  const greatestEndUpTo = [Number.NEGATIVE_INFINITY]
  for (const { end } of spans) greatestEndUpTo.push(Math.max(greatestEndUpTo.at(-1)!, end))
  return { starts: spans.map(({ start }) => start), leastEndFrom, greatestEndUpTo }
}

/** The first index at which a beginning is not before an offset. */
function firstFrom(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! < offset) low = middle + 1
    else high = middle
  }
  return low
}
