/** Every server of an upstream has a limit, and nobody waits in front of it. */
import { hops, type Target, type Upstream } from '../model/config.ts'
import { factsOf, poolOf } from '../model/pool.ts'
import type { Rule } from '../rule.ts'
import { once } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'

export const connectionLimitWithoutQueue: Rule = {
  id: 'connection-limit-without-queue',
  severity: 'info',
  group: 'capacity',
  summary:
    'Every server of an upstream takes only so many connections, and nginx has no queue: what comes beyond is answered 502.',
  *check({ config }) {
    if (config.dialect !== 'nginx' || !config.upstreams.some(isLimited)) return
    const told = new Set<Upstream>()
    for (const { target, upstream, routes } of hops(config)) {
      const limit = limitOf(target)
      if (!limit || routes.length === 0 || told.has(upstream)) continue
      told.add(upstream)
      const queue = upstream.directive.body?.some(({ name }) => name.text === 'queue')
      if (queue || !poolOf(config, upstream).certain) continue
      const limits = upstream.targets
        .filter(({ down }) => !down)
        .map(each => factsOf(config, each).maxConnections)
        .filter(each => each !== undefined)
      if (limits.length < upstream.targets.filter(({ down }) => !down).length || limits.includes(0)) continue
      const sum = limits.reduce((all, one) => all + one, 0)
      const perWorker = poolOf(config, upstream).zone ? '' : ' of one worker'
      yield {
        at: limit.at,
        severity: sum < FEW ? 'warning' : 'info',
        message: `The servers of "${upstream.name.text}" take ${sum} requests${perWorker} at once: whatever comes beyond is answered 502 without waiting.`,
      }
    }
  },
}

const isLimited = once(({ targets }: Upstream): boolean => targets.some(target => limitOf(target)))

const limitOf = ({ options }: Target): Word | undefined => options.find(({ text }) => text.startsWith('max_conns='))

/** A single page asks for as much. */
const FEW = 10
