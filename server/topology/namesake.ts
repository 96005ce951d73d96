/** Whom a name probably means where nobody knows who asks: good for showing, not for a claim. */
import { groupedBy } from '../syntax/grouped.ts'
import { once } from '../syntax/remembered.ts'
import type { Placement, Project, Service, Topology } from './topology.ts'

/**
 * The services that a host means in each place that asks for it, once. Where no place is known, those that bear its name near the file in
 * which it stands.
 */
export const servicesMeant = (
  topology: Topology,
  placements: readonly Placement[],
  host: string,
  file: string,
): readonly Service[] =>
  placements.length === 0
    ? namesakesOf(topology, host, file)
    : [
        ...new Set(
          placements.flatMap(from => {
            const found = topology.lookup(host, from)
            return found.kind === 'service' ? [found.service] : []
          }),
        ),
      ]

/** The services that bear a name in the project nearest to a file; of several that are as near, those of each. */
export function namesakesOf({ projects }: Pick<Topology, 'projects'>, host: string, file: string): readonly Service[] {
  const name = host.toLowerCase()
  const near = projects.flatMap(project => {
    const services = bearersIn(project).get(name)
    return services ? [{ distance: distanceBetween(project.file, file), services }] : []
  })
  const nearest = Math.min(...near.map(({ distance }) => distance))
  return near.flatMap(({ distance, services }) => (distance === nearest ? services : []))
}

/** The services of a project by each of their names, in lower case. */
const bearersIn = once(({ services }: Project) => groupedBy(services, namesOf))

const namesOf = ({ name, otherNames, networks }: Service): readonly string[] =>
  [name, ...otherNames, ...networks.flatMap(({ aliases }) => aliases)].map(({ text }) => text.toLowerCase())

/** How many folders lie between two files. */
export function distanceBetween(a: string, b: string): number {
  const [one, other] = [a.split('/'), b.split('/')]
  let common = 0
  while (common < Math.min(one.length, other.length) - 1 && one[common] === other[common]) common += 1
  return one.length + other.length - 2 - 2 * common
}
