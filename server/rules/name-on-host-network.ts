/** A service's name, where the engine's name server is not asked or does not know it: on the network of the host. */
import { isLabel } from '../model/address.ts'
import { type Config, hops, type Target } from '../model/config.ts'
import type { Fix, Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'
import type { Placement, Service, Topology } from '../topology/topology.ts'

export const nameOnHostNetwork: Rule = {
  id: 'name-on-host-network',
  severity: 'warning',
  group: 'reachability',
  summary:
    'A target is the name of a service, and it or the gateway uses the network of the host: the name does not resolve.',
  *check({ config, topology, placements }) {
    const [from] = placements
    if (!from?.project.services.some(onHost)) return
    for (const { target } of hops(config)) {
      const { host, dynamic, down } = target
      if (down || !isLabel(host.text)) continue
      const meant = placements.map(each => serviceMeant(host.text, each, topology))
      const [service] = meant
      if (!service || meant.some(each => !each)) continue
      const isGateway = onHost(from.service)
      yield {
        at: host.at,
        message: isGateway
          ? `"${from.service.name.text}" uses the network of the host, where the names of services are not known: ${consequence(config, dynamic, host.text)}.`
          : `"${service.name.text}" uses the network of the host, so that it has no name in the networks of "${from.service.name.text}": ${consequence(config, dynamic, host.text)}.`,
        related: [{ at: service.name.at, message: `"${host.text}" is this service` }],
        fixes: isGateway && placements.length === 1 ? askHost(target, service) : [],
      }
    }
  },
}

const onHost = ({ networkMode }: Service): boolean => networkMode.kind === 'host'

/** The service that bears the name, where one of the two has no part in the networks of the project. */
function serviceMeant(host: string, from: Placement, topology: Topology): Service | undefined {
  const { service: gateway, project } = from
  if (gateway.kubernetes || gateway.extraHosts.some(name => name.toLowerCase() === host.toLowerCase())) return undefined
  const service = project.services.find(({ name }) => name.text.toLowerCase() === host.toLowerCase())
  if (!service || service === gateway) return undefined
  if (onHost(gateway)) return service
  const isKnown = gateway.networkMode.kind === 'networks' && topology.lookup(host, from).kind === 'unknown'
  return isKnown && onHost(service) ? service : undefined
}

const consequence = ({ dialect }: Config, dynamic: boolean, host: string): string =>
  dynamic
    ? `"${host}" is not found, and requests are answered ${dialect === 'nginx' ? 502 : 503}`
    : `${dialect === 'nginx' ? 'nginx' : 'HAProxy'} does not start unless the host itself knows "${host}"`

/** What the service publishes is on the host's own addresses. */
function askHost({ host, port, portNumber }: Target, { mappings }: Service): readonly Fix[] {
  const mapping = mappings.find(({ target, published }) => target === portNumber && published !== undefined)
  if (!mapping) return []
  const address = mapping.host && mapping.host.text !== '0.0.0.0' ? mapping.host.text : '127.0.0.1'
  const asked = String(mapping.published)
  return [
    {
      title: `Use ${address}:${asked}, where it is published`,
      edits: [
        { at: host.at, text: address },
        port ? { at: port.at, text: asked } : { at: pointAt(host.at.file, host.at.end), text: `:${asked}` },
      ],
      safe: true,
    },
  ]
}
