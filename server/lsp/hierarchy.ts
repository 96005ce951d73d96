/** Answers the way of a request as a hierarchy of calls: who sends it here, and where it goes next. */
import type { CallHierarchyItem, Range } from 'vscode-languageserver'
import { type Stop, stepsFrom, stepsTo, stopFrom, stopsAt } from '../features/flow.ts'
import type { Span } from '../syntax/text.ts'
import { type Dialogue, toRange } from './diagnostics.ts'
import type { Session } from './session.ts'
import { SYMBOLS } from './symbols.ts'
import { pathOf } from './uris.ts'

export function serveHierarchy({ connection, dialogue, settled }: Session): void {
  connection.languages.callHierarchy.onPrepare(async ({ textDocument, position }, token) => {
    await settled()
    if (token.isCancellationRequested) return null
    const now = dialogue()
    const file = pathOf(textDocument.uri)
    const stops = stopsAt(now.workspace, file, now.workspace.offset(file, position))
    return stops.length > 0 ? stops.map(stop => toItem(stop, now)) : null
  })

  connection.languages.callHierarchy.onIncomingCalls(async ({ item }, token) => {
    await settled()
    if (token.isCancellationRequested) return null
    const now = dialogue()
    const stop = stopOf(item, now)
    return stop
      ? stepsTo(now.workspace, stop).map(({ from, by }) => ({ from: toItem(from, now), fromRanges: ranges(by, now) }))
      : null
  })

  connection.languages.callHierarchy.onOutgoingCalls(async ({ item }, token) => {
    await settled()
    if (token.isCancellationRequested) return null
    const now = dialogue()
    const stop = stopOf(item, now)
    return stop
      ? stepsFrom(now.workspace, stop).map(({ to, by }) => ({ to: toItem(to, now), fromRanges: ranges(by, now) }))
      : null
  })
}

const toItem = ({ kind, text, detail, at, head }: Stop, { workspace, uriOf }: Dialogue): CallHierarchyItem => ({
  name: text,
  ...(detail !== '' && { detail }),
  kind: SYMBOLS[kind],
  uri: uriOf(at.file),
  range: toRange(workspace, at),
  selectionRange: toRange(workspace, head),
  data: kind,
})

/** Nothing is kept between requests: an item says where it stands. */
function stopOf({ uri, selectionRange, data }: CallHierarchyItem, { workspace }: Dialogue): Stop | undefined {
  const file = pathOf(uri)
  return stopFrom(workspace, data as Stop['kind'], file, workspace.offset(file, selectionRange.start))
}

const ranges = (spans: readonly Span[], { workspace }: Dialogue): Range[] => spans.map(span => toRange(workspace, span))
