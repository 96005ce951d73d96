/** A busy gateway begins a connection for each request, until it has no ports left. */
import { asksByHttp10 } from '../catalog/nginx-releases.ts'
import { type Config, hops, type Upstream } from '../model/config.ts'
import { linesAfter } from '../model/insert.ts'
import { occurrences } from '../model/occurrences.ts'
import { poolOf } from '../model/pool.ts'
import { sourceOf, withLines } from '../model/request-headers.ts'
import { missingForReuse } from '../model/reuse.ts'
import { oncePerPlace } from '../model/routes.ts'
import type { Edit, Rule } from '../rule.ts'

export const connectionsNotKept: Rule = {
  id: 'connections-not-kept',
  severity: 'info',
  group: 'keep-alive',
  strict: true,
  summary: 'A gateway that is made for many requests begins a connection to its only server for each of them.',
  options: {
    busy: {
      summary: 'From so many `worker_connections` on a gateway is taken for busy.',
      kind: 'count',
      default: 4096,
    },
  },
  *check(view, { busy = 4096 }) {
    const { config } = view
    const http10 = asksByHttp10(view)
    if (config.dialect !== 'nginx' || http10 === 'no' || !isBusy(config, busy)) return
    for (const { target, upstream, routes } of hops(config)) {
      const lacks = oncePerPlace(routes).map(route => ({ route, lines: missingForReuse(config, route) }))
      if (!upstream.declared || upstream.targets.length > 1 || target.host.text.startsWith('unix:')) continue
      if (lacks.length === 0 || lacks.some(({ lines }) => !lines) || poolOf(config, upstream).keepalive) continue
      const edits = [
        keepaliveIn(config, upstream),
        ...lacks.flatMap(({ route, lines }) => (lines!.length > 0 ? [withLines(config, route, lines!)] : [])),
      ]
      yield {
        at: upstream.name.at,
        message: `Each request begins a connection to "${upstream.name.text}"${http10 === 'yes' ? '' : ' before release 1.29.7'}. A gateway for so many connections can run out of ports, and then it answers 502.`,
        fixes: edits.includes(undefined)
          ? []
          : [{ title: 'Keep connections', edits: edits.flatMap(edit => edit ?? []), safe: false }],
      }
    }
  },
}

const isBusy = (config: Config, busy: number): boolean =>
  occurrences(config, 'worker_connections').some(({ directive }) => Number(directive.args[0]?.text) >= busy)

/** The last line of the block, as it must stand below the way of choosing servers; undefined where the block is written in one line. */
function keepaliveIn(config: Config, { directive }: Upstream): Edit | undefined {
  const last = directive.body?.at(-1)
  return last && /\}$(?<=\n\s*\})/.test(sourceOf(config, directive))
    ? linesAfter(config, last, ['keepalive 32;'], last)
    : undefined
}
