/** A gateway on the network of the host asks for a port that a service has in its container only. */
import { isLoopback } from '../model/address.ts'
import { type Config, hops } from '../model/config.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Placement, Service } from '../topology/topology.ts'

export const unpublishedPort: Rule = {
  id: 'unpublished-port',
  severity: 'warning',
  group: 'reachability',
  summary: 'A gateway on the network of the host asks localhost for a port that a service does not publish.',
  *check({ config, placements }) {
    const [from, ...others] = placements
    if (!from || others.length > 0 || from.service.networkMode.kind !== 'host' || from.service.kubernetes) return
    const own = new Set(config.gateways.flatMap(({ listens }) => listens).map(({ port }) => port))
    for (const { target } of hops(config)) {
      const { host, portNumber, down } = target
      if (down || portNumber === undefined || own.has(portNumber) || !isLoopback(host.text)) continue
      const service = ownerOf(portNumber, from)
      if (!service) continue
      const evidence = service.ports.find(({ number }) => number === portNumber)!
      yield {
        at: target.at,
        message: `"${service.name.text}" listens on ${portNumber} in its container and does not publish it: on the host, where "${from.service.name.text}" asks, nobody answers, and the answer is ${statusOf(config)}.`,
        related: [{ at: evidence.at, message: `"${service.name.text}" has the port ${portNumber}` }],
        fixes: publish(service, portNumber),
      }
    }
  },
}

const statusOf = ({ dialect }: Config): number => (dialect === 'nginx' ? 502 : 503)

/** The one service that has the port, where nobody publishes it and nobody on the host's network is seen to have it. */
function ownerOf(port: number, { project, service: gateway }: Placement): Service | undefined {
  const { services } = project
  const isPublished = services.some(
    ({ mappings, portsUnread }) => portsUnread || mappings.some(each => each.published === port),
  )
  const onHost = services.some(service => service !== gateway && service.networkMode.kind !== 'networks')
  const owners = services.filter(({ ports }) => ports.some(({ number }) => number === port))
  return project.complete && !isPublished && !onHost && owners.length === 1 && owners[0] !== gateway
    ? owners[0]
    : undefined
}

function publish({ newKey, mappings, name }: Service, port: number): readonly Fix[] {
  if (!newKey || mappings.length > 0) return []
  const { at, before, after } = newKey
  return [
    {
      title: `Publish ${port} of "${name.text}" on the host's loopback`,
      edits: [{ at, text: `${before}ports: ["127.0.0.1:${port}:${port}"]${after}` }],
      safe: false,
    },
  ]
}
