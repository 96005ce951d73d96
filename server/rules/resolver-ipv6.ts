/** A resolver may answer with addresses that the container cannot call. */
import { isAddress, isLabel } from '../model/address.ts'
import type { Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Placement } from '../topology/topology.ts'

export const resolverIpv6: Rule = {
  id: 'resolver-ipv6',
  severity: 'info',
  group: 'names',
  strict: true,
  summary: 'A resolver looks for IPv6 addresses, too, and the container has no IPv6.',
  *check({ config, placements }) {
    if (config.dialect !== 'nginx' || placements.length === 0 || !placements.every(lacksIpv6)) return
    const told = new Set<Directive>()
    for (const { to, resolver } of config.gateways.flatMap(({ routes }) => routes)) {
      if (to.kind !== 'direct' || !to.dynamic || !resolver || told.has(resolver)) continue
      const last = resolver.args.at(-1)
      if (!last || isAddress(to.name.text) || isLabel(to.name.text) || resolver.args.some(isFamily)) continue
      told.add(resolver)
      yield {
        at: resolver.name.at,
        message: `"${to.name.text}" may have IPv6 addresses, and the networks of "${placements[0]!.service.name.text}" have no IPv6: nginx tries them in turn, and where it may not try the next one the answer is 502.`,
        related: [{ at: to.name.at, message: 'It is looked up for this target' }],
        fixes: [
          { title: 'Add ipv6=off', edits: [{ at: pointAt(last.at.file, last.at.end), text: ' ipv6=off' }], safe: true },
        ],
      }
    }
  },
}

const isFamily = ({ text }: Directive['name']): boolean => /^ipv[46]=/.test(text)

/** None of its networks is told to have IPv6, which the engine gives to no network unasked. */
const lacksIpv6 = ({ service, project }: Placement): boolean =>
  service.networkMode.kind === 'networks' &&
  !service.kubernetes &&
  service.networks.every(({ network, address6 }) => {
    const known = project.networks?.get(network)
    return !address6 && known !== undefined && !known.external && !known.ipv6
  })
