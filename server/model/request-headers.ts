/** The headers that nginx gives a request on its way: which count at a route, and how more are added without cutting others off. */

import type { Edit } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config, Route } from './config.ts'
import { type Effective, effective } from './effective.ts'
import { linesBefore } from './insert.ts'

/** What a route sets with `proxy_set_header`. */
export const headersOf = (config: Config, route: Route): Effective => effective(config, route.scope, 'proxy_set_header')

/** What a header is set to, as written; undefined where it is not set there. The last entry of a name is not the only one that is sent, but counts here. */
export const headerOf = ({ directives }: Effective, name: string): string | undefined =>
  directives.findLast(({ args }) => args[0]?.text.toLowerCase() === name)?.args[1]?.text

/**
 * The edit that puts lines in front of a route's `*_pass`. A `proxy_set_header` among them would cut off those of the blocks around
 * (ngx_http_proxy_merge_headers), so that these come along. Undefined where not all of them are known, and within `if`, which takes none.
 */
export function withLines(config: Config, route: Route, lines: readonly string[]): Edit | undefined {
  const { directives, scope, certain } = headersOf(config, route)
  if (!certain || !/^location$/.test(route.scope.block?.name.text ?? '')) return undefined
  const isCut = scope !== route.scope && lines.some(line => line.startsWith('proxy_set_header'))
  return linesBefore(config, route.directive, [
    ...(isCut ? directives.map(each => sourceOf(config, each)) : []),
    ...lines,
  ])
}

/** A directive as it was written. */
export const sourceOf = ({ documents }: Config, { at }: Directive): string =>
  documents.find(({ file }) => file === at.file)?.text.slice(at.start, at.end) ?? ''
