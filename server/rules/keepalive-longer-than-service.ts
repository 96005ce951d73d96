/** nginx keeps idle connections longer than the service behind it, and sends requests over some that are just being closed. */
import { answeredAs } from '../answered.ts'
import { asksByHttp10 } from '../catalog/nginx-releases.ts'
import { linesBefore } from '../model/insert.ts'
import { poolOf } from '../model/pool.ts'
import { missingForReuse } from '../model/reuse.ts'
import { timeInForce } from '../model/scope.ts'
import { spellTime } from '../model/waits.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'
import { timesAt } from '../topology/app-times.ts'

export const keepaliveLongerThanService: Rule = {
  id: 'keepalive-longer-than-service',
  severity: 'info',
  group: 'keep-alive',
  summary: 'nginx keeps idle connections longer than the service behind it: now and then that is a 502.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx') return
    const byItself = asksByHttp10(view) === 'no'
    const told = new Set<Directive>()
    for (const { hop, found: answers } of answeredAs(view, 'service')) {
      const { target, upstream, routes } = hop
      const { keepalive } = poolOf(config, upstream)
      if (!keepalive?.connections || told.has(keepalive.directive)) continue
      const found = timesAt(answers)
      const idle = found?.times.idle
      if (!idle?.ms) continue
      if (!byItself && !routes.some(route => missingForReuse(config, route)?.length === 0)) continue
      const scope = { block: upstream.directive, body: upstream.directive.body ?? [], outer: undefined }
      const own = timeInForce(scope, 'keepalive_timeout')
      const kept = own ? own.ms : 60_000
      if (kept === undefined || kept < idle.ms) continue
      told.add(keepalive.directive)
      const time = `${Math.max(1, Math.floor((idle.ms / 1000) * 0.8))}s`
      const edit = own
        ? { at: own.value.at, text: time }
        : linesBefore(config, keepalive.directive, [`keepalive_timeout ${time};`])
      yield {
        at: own?.value.at ?? keepalive.directive.at,
        target: target.at,
        message: `${found!.times.program} closes a connection over which nothing comes for ${spellTime(idle.ms)}, and nginx keeps it ${own ? spellTime(kept) : '60s, its default'}. A POST that is sent over one that is just being closed is answered 502: nginx does not make it again.`,
        related: [
          {
            at: idle.at ?? found!.service.name.at,
            message: `"${found!.service.name.text}" runs ${found!.times.program}`,
          },
        ],
        fixes: [{ title: `Keep them ${time}`, edits: [edit], safe: false }],
      }
    }
  },
}
