/** Who routes to a service of a manifest, and what says on which ports it listens. */
import { evidenceInWords } from '../doctor.ts'
import { hops } from '../model/config.ts'
import type { Service } from '../topology/topology.ts'
import type { Workspace } from '../workspace.ts'
import { firstOf, type Hover, placeInWords, touches } from './here.ts'
import { isSame } from './place.ts'
import { code, type Sentence, say } from './prose.ts'

/** Of the service of a compose project, or of Kubernetes, whose name stands at a place; undefined for anything else. */
export function hoverService(workspace: Workspace, file: string, offset: number): Hover | undefined {
  const { projects, clusters } = workspace.topology()
  const all = [...projects, ...clusters].flatMap(({ services }) => services)
  const service = all.find(({ name }) => name.at.file === file && touches(name.at, offset))
  if (!service) return undefined
  const tell = (at: { readonly file: string; readonly start: number; readonly end: number }): string =>
    placeInWords(workspace, file, at)
  const ports = firstOf(service.ports, MOST)
  const routed = firstOf(routesTo(workspace, service), MOST)
  const lines: readonly Sentence[] = [
    say`service ${code(service.name.text)}`,
    ...ports.some.map(port => say`It ${evidenceInWords(port)} (${tell(port.at)}).`),
    ports.more > 0 ? say`There is evidence for ${ports.more} more ports.` : [],
    service.ports.length === 0 ? say`Nothing says where it listens.` : [],
    ...routed.some.map(({ at, address }) => say`${code(address)} at ${tell(at)} leads here.`),
    routed.more > 0 ? say`And so do ${routed.more} more.` : [],
    routed.some.length === 0 ? say`No configuration that is known here routes to it.` : [],
  ]
  return { at: service.name.at, lines: lines.filter(line => line.length > 0) }
}

const MOST = 5

/** The targets that mean the service in some place that runs them. Most are told apart by their names alone. */
function routesTo(workspace: Workspace, service: Service) {
  const names = new Set(
    [service.name, ...service.otherNames, ...service.networks.flatMap(({ aliases }) => aliases)].map(({ text }) =>
      text.toLowerCase(),
    ),
  )
  return workspace.views().flatMap(({ config, placements, topology }) =>
    hops(config).flatMap(({ target: { host, portNumber, at } }) => {
      const mayBe = names.has(host.text.toLowerCase()) || host.text.includes('.') || service.extraHosts.length > 0
      const isIt =
        mayBe &&
        placements.some(from => {
          const found = topology.lookup(host.text, from)
          return found.kind === 'service' && isSame(found.service.name, service.name)
        })
      return isIt ? [{ at, address: portNumber === undefined ? host.text : `${host.text}:${portNumber}` }] : []
    }),
  )
}
