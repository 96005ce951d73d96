/** The gateway and the service that it names share no network. */
import { answeredAs } from '../answered.ts'
import { isLabel } from '../model/address.ts'
import { unresolved } from '../model/unresolved.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Found } from '../topology/agree.ts'
import type { Lookup, Service } from '../topology/topology.ts'

type Apart = Found<Extract<Lookup, { kind: 'apart' }>>

export const networksApart: Rule = {
  id: 'networks-apart',
  severity: 'error',
  group: 'reachability',
  summary: 'The gateway and the service that it sends to share no network: the name does not resolve.',
  *check(view) {
    const { config } = view
    for (const { hop, found } of answeredAs(view, 'apart')) {
      const { target } = hop
      const { host, dynamic, down } = target
      if (down || !isLabel(host.text)) continue
      const { from, lookup } = found[0]!
      yield {
        at: host.at,
        message: `"${from.service.name.text}" (on ${namesOf(from.service)}) and "${lookup.service.name.text}" (on ${namesOf(lookup.service)}) share no network: the name does not resolve, and ${unresolved(config, dynamic)}.`,
        related: [
          {
            at: lookup.service.name.at,
            message: `"${lookup.service.name.text}" is only on ${namesOf(lookup.service)}`,
          },
          { at: from.service.name.at, message: `"${from.service.name.text}" is only on ${namesOf(from.service)}` },
        ],
        fixes: found.length === 1 ? joinsOf(found[0]!) : [],
      }
    }
  },
}

const namesOf = ({ networks }: Service): string =>
  networks.map(({ network }) => `"${network}"`).join(', ') || 'no network'

/** Which network to share is a choice, and it is made in the compose file. */
const joinsOf = ({ from, lookup }: Apart): readonly Fix[] => {
  const { joinNetwork, name } = from.service
  if (!joinNetwork) return []
  const { at, before, after } = joinNetwork
  return lookup.service.networks
    .filter(({ network }) => network !== 'default')
    .map(({ network }) => ({
      title: `Put "${name.text}" on the network "${network}" in ${fileName(at.file)}`,
      edits: [{ at, text: before + network + after }],
      safe: false,
    }))
}

const fileName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)
