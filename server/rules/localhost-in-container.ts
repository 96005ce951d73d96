/** Inside a container, localhost is the container itself. */

import { isLoopback } from '../model/address.ts'
import type { Config, Target } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import type { Fix, Report, Rule } from '../rule.ts'
import { isAlone } from '../topology/alone.ts'
import type { Placement, Port, Service, Topology } from '../topology/topology.ts'

export const localhostInContainer: Rule = {
  id: 'localhost-in-container',
  severity: 'error',
  group: 'reachability',
  summary: 'A target on localhost means the gateway’s own container, where nothing but the gateway runs.',
  *check({ config, topology, placements }) {
    if (placements.length === 0 || !placements.every(isAlone)) return
    const asked = toLoopback(config)
    const own = new Set(
      (asked.length > 0 ? config.gateways : []).flatMap(({ listens }) => listens.map(({ port }) => port)),
    )
    for (const { target } of asked) {
      const { portNumber } = target
      if (portNumber === undefined || own.has(portNumber)) continue
      const meant = placements.map(from => ({ from, owners: ownersOf(portNumber, from, topology) }))
      const { from, owners } = meant[0]!
      if (meant.every(each => each.owners.length === 1)) yield report(config, target, portNumber, from, owners[0])
      else if (config.complete) yield report(config, target, portNumber, from, undefined)
    }
  },
}

const toLoopback = hopsWhere(({ target: { host, down } }) => !down && isLoopback(host.text))

/** A service that has the port, and the container's side of it. */
interface Owner {
  readonly service: Service
  readonly port: number
  readonly at: Port['at']
}

/** Services within reach that listen on the port, that lead to it, or that publish it on the host, where the author may have tried it. */
function ownersOf(port: number, from: Placement, topology: Topology): readonly Owner[] {
  return from.project.services.flatMap((service): readonly Owner[] => {
    if (service === from.service || topology.lookup(service.name.text, from).kind !== 'service') return []
    const listening =
      service.ports.find(({ leadsTo }) => leadsTo === port) ?? service.ports.find(({ number }) => number === port)
    if (listening) return [{ service, port: listening.number, at: listening.at }]
    const published = service.mappings.find(mapping => mapping.published === port)
    return published ? [{ service, port: published.target, at: published.at }] : []
  })
}

/** Without one plain owner nobody can say what was meant, and a process may have been put there in a way that no file shows. */
function report(
  config: Config,
  { host, port }: Target,
  asked: number,
  from: Placement,
  owner: Owner | undefined,
): Report {
  const gateway = from.service.name.text
  const within = from.service.networkMode.kind === 'pod' ? 'pod' : 'container'
  const refused = `In the ${within} of "${gateway}", "${host.text}" is that ${within} itself, where nothing listens on ${asked}: the connection is refused, and the answer is ${config.dialect === 'nginx' ? 502 : 503}.`
  if (!owner) {
    const related = [{ at: from.at, message: `"${gateway}" runs this configuration` }]
    return { at: host.at, severity: 'warning', message: refused, related }
  }
  const name = owner.service.name.text
  const moved = port && owner.port !== asked ? [{ at: port.at, text: String(owner.port) }] : []
  const fix: Fix = { title: `Use "${name}:${owner.port}"`, edits: [{ at: host.at, text: name }, ...moved], safe: true }
  return {
    at: host.at,
    message: `${refused} "${name}" is another ${within}.`,
    related: [{ at: owner.at, message: `"${name}" has the port ${asked}` }],
    fixes: port || owner.port === asked ? [fix] : [],
  }
}
