/** The block in which a fragment of nginx stands, where a comment in it says so: `# gatelint-context: http, server`. */
import type { Document } from '../syntax/tree.ts'

/** The innermost of the blocks that the first such comment names; undefined where there is none, or it names one that is not known. */
export function statedContext({ comments }: Document): string | undefined {
  for (const { text } of comments) {
    const [, named] = /^\s*gatelint-context:\s*((?:\w+\s*,\s*)*\w+)\s*$/.exec(text) ?? []
    const blocks = named?.split(',').map(name => name.trim())
    const innermost = blocks?.at(-1)
    // What a server is, and an upstream, the model does not tell apart for the stream module.
    if (innermost)
      return KNOWN.has(innermost) && (blocks!.length < 2 || blocks![0] !== 'stream') ? innermost : undefined
  }
  return undefined
}

const KNOWN: ReadonlySet<string> = new Set(['http', 'server', 'location', 'upstream', 'stream', 'events', 'mail'])
