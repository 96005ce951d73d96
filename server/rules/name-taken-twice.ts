/** Two projects share a network, and each has a service of the same name on it. */

import { answeredAs } from '../answered.ts'
import type { Config } from '../model/config.ts'
import { folderOf } from '../model/path.ts'
import type { Rule } from '../rule.ts'
import { once } from '../syntax/remembered.ts'
import type { Attachment, Project, Service, Topology } from '../topology/topology.ts'

export const nameTakenTwice: Rule = {
  id: 'name-taken-twice',
  severity: 'warning',
  group: 'names',
  summary: 'A name is borne by services of two projects on one network: requests go to the one or to the other.',
  *check(view) {
    const { config, topology } = view
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { host } = hop.target
      const { from, lookup } = found[0]!
      if (hop.routes.length === 0 || lookup.service.kubernetes) continue
      const { project, service: gateway } = from
      const shared = gateway.networks
        .filter(({ network }) => project.externalNetworks.has(network))
        .map(at => nameOf(project, at))
        .filter(network => bears(project, lookup.service, host.text, [network]))
      const { service: other } =
        shared
          .flatMap(network => onNetworks(topology).get(network) ?? [])
          .find(
            each =>
              folderOf(each.project.file) !== folderOf(project.file) &&
              bears(each.project, each.service, host.text, shared),
          ) ?? {}
      if (!other) continue
      yield {
        at: host.at,
        message: `"${host.text}" is a service of two projects on the network "${shared[0]}": each request goes to the one or to the other, and the wrong one ${wrong(config)}.`,
        related: [
          { at: lookup.service.name.at, message: `"${host.text}" of this project` },
          { at: other.name.at, message: `"${host.text}" of the other one` },
        ],
      }
    }
  },
}

const nameOf = ({ networkNames }: Project, { network }: Attachment): string => networkNames.get(network) ?? network

/** Whether a service answers to a name on one of the networks, which its project takes from outside, too. */
/** The services on each network that projects share. */
const onNetworks = once(({ projects }: Topology) => {
  const found = new Map<string, { readonly project: Project; readonly service: Service }[]>()
  for (const project of projects) {
    for (const service of project.externalNetworks.size > 0 ? project.services : []) {
      for (const at of service.networks.filter(({ network }) => project.externalNetworks.has(network))) {
        const others = found.get(nameOf(project, at))
        if (others) others.push({ project, service })
        else found.set(nameOf(project, at), [{ project, service }])
      }
    }
  }
  return found
})

const bears = (project: Project, service: Service, host: string, networks: readonly string[]): boolean =>
  service.networks.some(
    at =>
      project.externalNetworks.has(at.network) &&
      networks.includes(nameOf(project, at)) &&
      [service.name, ...at.aliases].some(({ text }) => text === host),
  )

const wrong = ({ dialect }: Config): string =>
  dialect === 'nginx' ? 'answers something else, or 502' : 'answers something else, or 503'
