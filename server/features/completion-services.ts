/** The addresses at which services answer that a configuration can reach. */
import type { View } from '../rule.ts'
import { namesakesOf } from '../topology/namesake.ts'
import type { Port, Service } from '../topology/topology.ts'
import type { Suggestion } from './suggestion.ts'

/** What speaks to them: ports that are known to speak something else are left out. */
export type Speaks = 'http' | 'fastcgi' | 'uwsgi' | 'scgi' | 'any'

/** `api:3000` for each port of each service, the best evidence first; the bare name of one of which no port is known. */
export function serviceAddresses(view: View, file: string, speaks: Speaks): readonly Suggestion[] {
  return reachable(view, file).flatMap(({ service, name, sure }) => {
    const ports = distinct(service.ports.filter(port => !port.loopback && fits(port, speaks)))
    const of = `service ${service.name.text} in ${manifestOf(service)}`
    if (ports.length === 0 && service.ports.length > 0) return []
    if (ports.length === 0)
      return [{ label: name, kind: 'service', detail: `${of}: nothing says where it listens`, order: 3 } as const]
    return ports.map(
      (port, index): Suggestion => ({
        label: `${name}:${port.number}`,
        kind: 'service',
        detail: `${of}, listens on ${port.number} (${SOURCES[port.source]})${sure ? '' : ', perhaps'}`,
        order: index === 0 ? 1 : 2,
      }),
    )
  })
}

const SOURCES: Readonly<Record<Port['source'], string>> = {
  service: 'port of a Service',
  command: 'command',
  environment: 'environment',
  config: 'its own configuration',
  healthcheck: 'health check',
  ports: 'ports',
  expose: 'expose',
  dockerfile: 'Dockerfile',
  image: 'image',
}

const manifestOf = ({ name }: Service): string => name.at.file.slice(name.at.file.lastIndexOf('/') + 1)

interface Reachable {
  readonly service: Service
  readonly name: string
  /** It is known who runs the configuration. */
  readonly sure: boolean
}

/** The services that a name means in every place that runs the configuration; where none is known, all of the projects near by. */
function reachable({ topology, placements, config }: View, file: string): readonly Reachable[] {
  const [first, ...others] = placements
  if (!first) {
    const near = topology.projects.flatMap(({ services }) => services)
    const names = [...new Set(near.map(({ name }) => name.text))].slice(0, MOST)
    return names.flatMap(name =>
      namesakesOf(topology, name, config.documents[0]?.file ?? file).map(service => ({ service, name, sure: false })),
    )
  }
  return first.project.services.slice(0, MOST).flatMap(({ name: { text: name } }) => {
    const found = topology.lookup(name, first)
    const isEverywhere = others.every(from => topology.lookup(name, from).kind === 'service')
    if (found.kind !== 'service' || !isEverywhere || placements.some(from => from.service === found.service)) return []
    return [{ service: found.service, name, sure: true }]
  })
}

/** Nobody chooses from more. */
const MOST = 200

const distinct = (ports: readonly Port[]): readonly Port[] =>
  [...new Map(ports.toReversed().map(port => [port.number, port])).values()].reverse()

function fits({ protocol }: Port, speaks: Speaks): boolean {
  if (protocol === undefined || speaks === 'any') return true
  return speaks === 'http' ? /^(?:https?|h2c)$/.test(protocol) : protocol === speaks
}
