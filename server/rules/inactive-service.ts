/** A target is a service that does not run unless somebody asks for it. */
import { answeredAs } from '../answered.ts'
import { isLabel } from '../model/address.ts'
import type { Config } from '../model/config.ts'
import type { Rule } from '../rule.ts'
import type { Service } from '../topology/topology.ts'

export const inactiveService: Rule = {
  id: 'inactive-service',
  severity: 'warning',
  group: 'reachability',
  summary:
    'A target is a service of a profile that is not started with the gateway: the gateway does not start without it.',
  *check(view) {
    const { config, placements } = view
    if (!placements.some(({ project }) => project.services.some(({ active }) => active === false))) return
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { target } = hop
      const { host, dynamic, down } = target
      if (down || dynamic || !isLabel(host.text)) continue
      if (!found.every(({ from, lookup }) => mayBeAbsent(lookup.service, from.service))) continue
      const { service } = found[0]!.lookup
      yield {
        at: host.at,
        message: `"${service.name.text}" is started with the profile "${service.profiles.join('" or "')}" only. Without it nobody bears the name, and ${nameOf(config)} does not start: nothing that it serves is reached.`,
        related: [{ at: service.name.at, message: 'It has the profile here' }],
      }
    }
  },
}

/** The one has profiles of which none starts the other, too. */
const mayBeAbsent = (service: Service, gateway: Service): boolean =>
  service.active === false &&
  gateway.active !== false &&
  !gateway.profiles.some(profile => service.profiles.includes(profile)) &&
  !gateway.dependsOn?.some(({ name }) => name.text === service.name.text)

const nameOf = ({ dialect }: Config): string => (dialect === 'nginx' ? 'nginx' : 'HAProxy')
