/** An upstream keeps connections open, but none is ever used again. */
import { asksByHttp10 } from '../catalog/nginx-releases.ts'
import { hops, type Route, type Upstream } from '../model/config.ts'
import { swapped } from '../model/insert.ts'
import { poolOf } from '../model/pool.ts'
import { withLines } from '../model/request-headers.ts'
import { missingForReuse } from '../model/reuse.ts'
import { oncePerPlace } from '../model/routes.ts'
import type { Fix, Report, Rule, View } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const keepaliveWithoutEffect: Rule = {
  id: 'keepalive-without-effect',
  severity: 'info',
  group: 'keep-alive',
  tag: 'unnecessary',
  summary: 'An upstream is told to keep connections open, but each request gets a new one all the same.',
  *check(view) {
    if (view.config.dialect !== 'nginx' || asksByHttp10(view) === 'no') return
    const routesOf = new Map(hops(view.config).map(({ upstream, routes }) => [upstream, routes]))
    for (const upstream of view.config.upstreams) {
      const { keepalive } = poolOf(view.config, upstream)
      if (!keepalive?.connections || upstream.mode !== 'http') continue
      const report =
        replaced(view, upstream, keepalive.directive) ?? unused(view, routesOf.get(upstream) ?? [], keepalive.directive)
      if (report) yield report
    }
  },
}

/** In words, when it is so. */
const until = (view: View): string => (asksByHttp10(view) === 'yes' ? '' : ' before release 1.29.7')

const COST = 'each request begins a connection, and under load the gateway runs out of ports, which is answered 502'

/** The way in which servers are chosen takes the place of what wraps the one before (ngx_http_upstream_*: `init_upstream`). */
function replaced(view: View, upstream: Upstream, directive: Directive): Report | undefined {
  const { methodAt } = poolOf(view.config, upstream)
  const body = upstream.directive.body ?? []
  const name = methodAt?.name.text
  if (!methodAt || SINCE_THEN.test(name!) || body.indexOf(methodAt) < body.indexOf(directive)) return undefined
  return {
    at: directive.at,
    message: `"${name}" stands below "keepalive" and takes its place${until(view)}: ${COST}.`,
    related: [{ at: methodAt.at, message: 'This is what counts' }],
    fixes:
      directive.at.file === methodAt.at.file
        ? [{ title: `Put it below "${name}"`, edits: swapped(view.config, directive, methodAt), safe: true }]
        : [],
  }
}

/** A release that knows these, as the free one does since 1.29.6 and 1.31.0, is a recent one. */
const SINCE_THEN = /^(?:sticky|least_time)$/

/** No route speaks so that a connection could be kept. */
function unused(view: View, routes: readonly Route[], directive: Directive): Report | undefined {
  if (routes.some(route => !missingForReuse(view.config, route)?.length)) return undefined
  const lacks = oncePerPlace(routes).map(route => ({ route, lines: missingForReuse(view.config, route) ?? [] }))
  const route = lacks[0]?.route
  if (!route) return undefined
  const family = route.directive.name.text.replace(/_pass$/, '')
  const how = family === 'fastcgi' ? 'without "fastcgi_keep_conn on"' : 'without HTTP/1.1 and an empty "Connection"'
  const edits = lacks.map(each => withLines(view.config, each.route, each.lines))
  const fix: Fix = {
    title: `Keep connections where "${route.directive.args[0]!.text}" is asked`,
    edits: edits.flatMap(edit => edit ?? []),
    safe: false,
  }
  return {
    at: directive.at,
    message: `${how[0]!.toUpperCase()}${how.slice(1)} at ${route.directive.name.text} no connection is kept${until(view)}: ${COST}.`,
    related: lacks.map(
      ({
        route: {
          directive: { at },
        },
      }) => ({ at, message: 'It is asked here' }),
    ),
    fixes: edits.includes(undefined) ? [] : [fix],
  }
}
