/** Finds the parts of a workspace by some letters of their names, in their order. */

import { placeKey } from '../model/note.ts'
import type { Span } from '../syntax/text.ts'
import type { Workspace } from '../workspace.ts'
import type { PartKind } from './label.ts'
import { outlineOf, type Part } from './outline.ts'

export interface Hit {
  readonly text: string
  readonly kind: PartKind
  readonly at: Span
  /** What it stands in; empty for what stands by itself. */
  readonly within: string
}

/** More than anybody reads. */
const MOST = 500

/** The gateways, locations, upstreams and services whose names hold the letters of the query in that order; the closest first. */
export function search(workspace: Workspace, query: string): readonly Hit[] {
  const wanted = query.toLowerCase().replace(/\s+/g, '')
  return [...partsIn(workspace), ...servicesIn(workspace)]
    .flatMap(hit => {
      const score = spread(hit.text.toLowerCase(), wanted)
      return score === undefined ? [] : [{ hit, score }]
    })
    .sort((a, b) => a.score - b.score || (a.hit.text < b.hit.text ? -1 : a.hit.text > b.hit.text ? 1 : 0))
    .slice(0, MOST)
    .map(({ hit }) => hit)
}

/** Over how many characters the letters are spread at least, from their first one on; undefined where they are not all there. */
function spread(text: string, letters: string): number | undefined {
  if (letters === '') return 0
  let least: number | undefined
  for (let start = text.indexOf(letters[0]!); start >= 0; start = text.indexOf(letters[0]!, start + 1)) {
    let at = start
    for (let index = 1; index < letters.length && at >= 0; index += 1) at = text.indexOf(letters[index]!, at + 1)
    if (at < 0) break
    least = Math.min(least ?? Number.POSITIVE_INFINITY, at - start + 1)
  }
  return least
}

const SOUGHT: ReadonlySet<PartKind> = new Set(['gateway', 'location', 'upstream'])

function partsIn(workspace: Workspace): readonly Hit[] {
  const hits: Hit[] = []
  for (const file of workspace.files().keys()) {
    const open: { readonly part: Part; readonly within: string }[] = outlineOf(workspace, file).map(part => ({
      part,
      within: '',
    }))
    for (let next = open.pop(); next; next = open.pop()) {
      const { part, within } = next
      if (SOUGHT.has(part.kind)) hits.push({ text: part.text, kind: part.kind, at: part.head, within })
      for (const inner of part.inner) open.push({ part: inner, within: part.text })
    }
  }
  return hits
}

/** A service of several projects, or clusters, once. */
function servicesIn(workspace: Workspace): readonly Hit[] {
  const { projects, clusters } = workspace.topology()
  const hits = [...projects, ...clusters].flatMap(({ services, name }) =>
    services.map(
      (service): Hit => ({
        text: service.name.text,
        kind: 'service',
        at: service.name.at,
        within: name ?? '',
      }),
    ),
  )
  return [...new Map(hits.map(hit => [placeKey(hit.at), hit])).values()]
}
