/** Two projects share a network, and each has a service of the same name on it. */

import { answeredAs } from '../answered.ts'
import type { Config } from '../model/config.ts'
import { folderOf } from '../model/path.ts'
import type { Rule } from '../rule.ts'
import type { Attachment, Project, Service } from '../topology/topology.ts'

export const nameTakenTwice: Rule = {
  id: 'name-taken-twice',
  severity: 'warning',
  group: 'names',
  summary: 'A name is borne by services of two projects on one network: requests go to the one or to the other.',
  *check(view) {
    const { config, topology } = view
    for (const {
      hop,
      found: [found],
    } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const { host } = target
      if (routes.length === 0 || !found || found.lookup.service.kubernetes) continue
      const { project, service: gateway } = found.from
      const shared = gateway.networks
        .filter(({ network }) => project.externalNetworks.has(network))
        .map(at => nameOf(project, at))
        .filter(network => bears(project, found.lookup.service, host.text, [network]))
      const other = topology.projects
        .filter(each => folderOf(each.file) !== folderOf(project.file))
        .flatMap(each => each.services.filter(service => bears(each, service, host.text, shared)))
        .at(0)
      if (!other) continue
      yield {
        at: host.at,
        message: `"${host.text}" is a service of two projects on the network "${shared[0]}": each request goes to the one or to the other, and the wrong one ${wrong(config)}.`,
        related: [
          { at: found.lookup.service.name.at, message: `"${host.text}" of this project` },
          { at: other.name.at, message: `"${host.text}" of the other one` },
        ],
      }
    }
  },
}

const nameOf = ({ networkNames }: Project, { network }: Attachment): string => networkNames.get(network) ?? network

/** Whether a service answers to a name on one of the networks, which its project takes from outside, too. */
const bears = (project: Project, service: Service, host: string, networks: readonly string[]): boolean =>
  service.networks.some(
    at =>
      project.externalNetworks.has(at.network) &&
      networks.includes(nameOf(project, at)) &&
      [service.name, ...at.aliases].some(({ text }) => text === host),
  )

const wrong = ({ dialect }: Config): string =>
  dialect === 'nginx' ? 'answers something else, or 502' : 'answers something else, or 503'
