/** An address without a port, where none goes without saying. */

import { faultsOf } from '../catalog/faults.ts'
import { isLabel } from '../model/address.ts'
import type { Route, Target } from '../model/config.ts'
import { routesWhere } from '../model/gathered.ts'
import { needsPort } from '../model/reference.ts'
import type { Fix, Report, Rule, View } from '../rule.ts'
import { pointAt, type Word } from '../syntax/text.ts'
import { agreed } from '../topology/agree.ts'
import type { Service, Topology } from '../topology/topology.ts'

export const missingPort: Rule = {
  id: 'missing-port',
  severity: 'error',
  group: 'references',
  summary: 'An address has no port, where none goes without saying: nginx does not start.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx' || !config.complete) return
    yield* faultsOf(view, 'missing-port')
    for (const route of suspects(config)) {
      const target = portless(route)
      const services = target && servicesNamed(target.host, view)
      if (services) yield report(route, target, services)
    }
  },
}

const suspects = routesWhere(route => portless(route) !== undefined)

/** A name that cannot be an upstream's, as none bears it. Dotted ones are told as the language's own fault. */
function portless(route: Route): Target | undefined {
  const { to, protocol } = route
  const target = to.kind === 'direct' && !to.dynamic ? to.upstream.targets[0] : undefined
  if (!target || target.port || !(needsPort(route) || protocol === 'tcp')) return undefined
  return isLabel(target.host.text) || /^localhost$/i.test(target.host.text) ? target : undefined
}

/** The services that bear the name; undefined where nobody is known to, so that an upstream may be meant. */
function servicesNamed({ text }: Word, { topology, placements }: View): readonly Service[] | undefined {
  if (/^localhost$/i.test(text)) return []
  const found = agreed(topology, placements, text, 'service').map(({ lookup }) => lookup.service)
  const named = found.length > 0 ? found : placements.length === 0 ? bearers(topology, text) : []
  return named.length > 0 ? named : undefined
}

const bearers = ({ projects }: Topology, host: string): readonly Service[] =>
  projects
    .flatMap(({ services }) => services)
    .filter(({ name, otherNames }) => [name, ...otherNames].some(({ text }) => text === host))

function report({ directive, protocol }: Route, { host }: Target, services: readonly Service[]): Report {
  const speaking = services.map(({ ports }) => ports.filter(port => port.protocol === protocol))
  const numbers = new Set(
    (speaking.flat().length > 0 ? speaking : services.map(({ ports }) => ports)).flat().map(port => port.number),
  )
  return {
    at: host.at,
    message: `${directive.name.text} has no port that goes without saying, and "${host.text}" has none behind it: nginx does not start.`,
    related: services.map(({ name }) => ({ at: name.at, message: `"${name.text}" is a service` })),
    fixes: [...numbers].slice(0, MOST_PORTS).map(
      (number): Fix => ({
        title: `Ask port ${number}`,
        edits: [{ at: pointAt(host.at.file, host.at.end), text: `:${number}` }],
        safe: numbers.size === 1 && speaking.flat().length > 0,
      }),
    ),
  }
}

const MOST_PORTS = 4
