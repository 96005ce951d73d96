/** Who routes to a service of a manifest, and what says on which ports it listens. */
import { evidenceInWords } from '../doctor.ts'
import type { Span } from '../syntax/text.ts'
import type { Service, Topology } from '../topology/topology.ts'
import type { Workspace } from '../workspace.ts'
import { firstOf, type Hover, placeInWords, touches } from './here.ts'
import { isSame } from './place.ts'
import { code, type Sentence, say } from './prose.ts'
import { targetsIn } from './targets.ts'

/** Of the service of a compose project, or of Kubernetes, whose name stands at a place; undefined for anything else. */
export function hoverService(workspace: Workspace, file: string, offset: number): Hover | undefined {
  const topology = workspace.topology()
  const service = [...topology.projects, ...topology.clusters]
    .flatMap(({ services }) => services)
    .find(({ name }) => name.at.file === file && touches(name.at, offset))
  if (!service) return undefined
  const tell = (at: Span): string => placeInWords(workspace, file, at)
  const ports = firstOf(service.ports, MOST)
  const ways = firstOf([...targetsOf(workspace, service), ...backendsOf(topology, service)], MOST)
  const lines: readonly Sentence[] = [
    say`service ${code(service.name.text)}`,
    ...ports.some.map(port => say`It ${evidenceInWords(port)} (${tell(port.at)}).`),
    ports.more > 0 ? say`There is evidence for ${ports.more} more ports.` : [],
    service.ports.length === 0 ? say`Nothing says where it listens.` : [],
    ...ways.some.map(
      ({ at, text, isSure }) => say`${code(text)} at ${tell(at)} ${isSure ? 'leads' : 'perhaps leads'} here.`,
    ),
    ways.more > 0 ? say`And so do ${ways.more} more.` : [],
    ways.some.length === 0 ? say`No configuration that is known here routes to it.` : [],
  ]
  return { at: service.name.at, lines: lines.filter(line => line.length > 0) }
}

const MOST = 5

interface Way {
  readonly at: Span
  readonly text: string
  /** It is known who asks. */
  readonly isSure: boolean
}

/** The targets of gateways that mean the service. */
const targetsOf = (workspace: Workspace, service: Service): readonly Way[] =>
  targetsIn(workspace).flatMap(({ view, target: { host, portNumber, at }, services }) =>
    services.some(({ name }) => isSame(name, service.name))
      ? [
          {
            at,
            text: portNumber === undefined ? host.text : `${host.text}:${portNumber}`,
            isSure: view.placements.length > 0,
          },
        ]
      : [],
  )

/** The backends of Ingresses, and of routes of the Gateway API, that name it. */
const backendsOf = ({ clusters }: Topology, service: Service): readonly Way[] =>
  clusters.flatMap(cluster =>
    cluster.backends.flatMap(ref => {
      const found = cluster.lookup(ref)
      const isIt = found.kind === 'service' && isSame(found.service.name, service.name)
      return isIt ? [{ at: ref.name.at, text: `${ref.owner.kind} ${ref.owner.name.text}`, isSure: true }] : []
    }),
  )
