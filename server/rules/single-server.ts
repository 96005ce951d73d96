/** A service stands alone: while it restarts, nobody else answers. */
import { isAddress } from '../model/address.ts'
import { type Config, hops, type Upstream } from '../model/config.ts'
import type { Rule } from '../rule.ts'
import { agreed } from '../topology/agree.ts'

export const singleServer: Rule = {
  id: 'single-server',
  severity: 'info',
  group: 'redundancy',
  strict: true,
  summary: 'An upstream has one server: while that restarts, every request is answered 502 or 503.',
  *check({ config, topology, placements }) {
    const told = new Set<Upstream>()
    for (const { target, upstream, routes } of hops(config)) {
      const { host } = target
      if (routes.length === 0 || told.has(upstream) || !upstream.declared || upstream.targets.length !== 1) continue
      if (target.dynamic || /^unix/.test(host.text) || isTemplate(upstream)) continue
      told.add(upstream)
      const found = agreed(topology, placements, host.text, 'service')
      // A name of which it is not known how many bear it says nothing.
      if (
        !isAddress(host.text) &&
        (found.length === 0 || found.some(({ lookup }) => (lookup.service.replicas?.value ?? 1) > 1))
      )
        continue
      yield {
        at: upstream.name.at,
        message: `"${upstream.name.text}" has one server: while that restarts, every request is answered ${statusOf(config)}.`,
      }
    }
  },
}

const isTemplate = ({ directive }: Upstream): boolean =>
  (directive.body ?? []).some(({ name }) => name.text === 'server-template' || name.text === 'include')

const statusOf = ({ dialect }: Config): number => (dialect === 'nginx' ? 502 : 503)
