/** What a host name means in a container: the names that the engine's DNS answers on the networks of who asks. */
import { groupedBy } from '../syntax/grouped.ts'
import { nearest } from '../syntax/nearest.ts'
import { once } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'
import type { Attachment, Lookup, Placement, Project, Service } from './topology.ts'

/** All projects of a workspace, and what else its manifests declare. */
export interface Surroundings {
  readonly projects: readonly Project[]
  /** Where a name is declared that people may run together with a project, without it being part of it. */
  declaredBeside(project: Project, name: string): string | undefined
  /** Whether a manifest beside the project, laid on top of it, would put two services on one network. */
  joinedBeside(project: Project, one: Service, other: Service): boolean
}

export function lookup(host: string, from: Placement, surroundings: Surroundings): Lookup {
  const { project } = from
  const asker = owner(from.service, project)
  if (!asker) return unknown(`the network of "${from.service.name.text}" is not known`)
  const addressed = withAddress(project, host).filter(service => hasAddress(service, host, asker, project))
  if (addressed.length === 1) return { kind: 'service', service: addressed[0]! }
  if (!/^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/i.test(host) || /^\d+$|^localhost$/i.test(host))
    return unknown(`"${host}" is no name of a service`)
  const given = privateHost(host, asker, project)
  if (given) return given
  const own = names(asker, () => true, project).some(name => same(name.text, host))
  if (own) return { kind: 'service', service: asker }
  const called = bearersOf(project, host)
  const reached = called.filter(
    service =>
      reaches(asker, project, service, project) && visible(service, asker, project).some(name => same(name.text, host)),
  )
  if (reached.length > 1) return unknown(`several services are called "${host}"`)
  if (reached[0]) return { kind: 'service', service: reached[0] }
  const neighbour = inOtherProject(host, asker, project, surroundings.projects)
  if (neighbour) return neighbour
  const elsewhere = called.find(service => named(service, host))
  if (elsewhere) return apart(elsewhere, asker, project, surroundings)
  return missing(host, asker, project, surroundings)
}

/** What `extra_hosts` and links say: an alias of a link is a name of the service that it leads to, where they share a network. */
function privateHost(host: string, asker: Service, project: Project): Lookup | undefined {
  if (!asker.extraHosts.some(other => same(other, host))) return undefined
  const links = asker.hosts?.filter(({ name }) => same(name.text, host)) ?? []
  const linked = project.services.find(({ name }) => links.length === 1 && name.text === links[0]!.service)
  return linked && reaches(asker, project, linked, project)
    ? { kind: 'service', service: linked }
    : unknown(`"${host}" is given to the container by extra_hosts or links`)
}

/** The services of a project that bear a name on some network: of thousands a few. */
const bearersOf = (project: Project, host: string): readonly Service[] =>
  byName(project).get(host.toLowerCase()) ?? NOBODY

const byName = once((project: Project) =>
  groupedBy(project.services, service => names(service, () => true, project).map(({ text }) => text.toLowerCase())),
)

/** The same for the addresses that they are given. */
const withAddress = (project: Project, host: string): readonly Service[] => byAddress(project).get(host) ?? NOBODY

const byAddress = once((project: Project) =>
  groupedBy(project.services, ({ networks }) =>
    networks.flatMap(({ address, address6 }) => [
      ...(address ? [address.text] : []),
      ...(address6 ? [`[${address6.text}]`] : []),
    ]),
  ),
)

const NOBODY: readonly Service[] = []

/** Whether a service is given that address on a network that the asker is on, too. */
const hasAddress = (service: Service, host: string, asker: Service, project: Project): boolean =>
  service.networkMode.kind === 'networks' &&
  service.networks.some(
    attachment =>
      (attachment.address?.text === host || (attachment.address6 && `[${attachment.address6.text}]` === host)) &&
      shared(asker, project, attachment, project),
  )

const unknown = (why: string): Lookup => ({ kind: 'unknown', why })

/** Names are compared as DNS does. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** The service whose network a service uses: its own, or that of the one that `network_mode` names. Undefined where that is not known. */
function owner(service: Service, project: Project): Service | undefined {
  const { networkMode } = service
  if (networkMode.kind === 'networks') return service
  if (networkMode.kind !== 'service') return undefined
  const other = project.services.find(({ name }) => name.text === networkMode.name)
  return other?.networkMode.kind === 'networks' ? other : undefined
}

/** Every name of a service; its aliases on those of its networks that count. */
const names = (service: Service, counts: (attachment: Attachment) => boolean, project: Project): readonly Word[] => [
  service.name,
  ...service.otherNames,
  ...containerNames(service, project),
  ...service.networks.filter(counts).flatMap(({ aliases }) => aliases),
]

/** Compose calls its containers `<project>-<service>-<number>`. */
function containerNames({ name }: Service, { name: project }: Project): readonly Word[] {
  return project === undefined ? [] : [{ text: `${project}-${name.text}-1`, at: name.at }]
}

const named = (service: Service, host: string): boolean =>
  [service.name, ...service.otherNames, ...service.networks.flatMap(({ aliases }) => aliases)].some(name =>
    same(name.text, host),
  )

/** A network by the name that the engine gives it; by its key where that is not known. */
const realName = (project: Project, { network }: Attachment): string =>
  project.networkNames.get(network) ?? `${project.file}\n${network}`

function shared(asker: Service, project: Project, attachment: Attachment, other: Project): boolean {
  const name = realName(other, attachment)
  return asker.networks.some(
    own => (project === other && own.network === attachment.network) || realName(project, own) === name,
  )
}

const reaches = (asker: Service, project: Project, service: Service, other: Project): boolean =>
  service.networkMode.kind === 'networks' &&
  service.networks.some(attachment => shared(asker, project, attachment, other))

const visible = (service: Service, asker: Service, project: Project): readonly Word[] =>
  names(service, attachment => shared(asker, project, attachment, project), project)

/** A service of another project that is on the same network: one that both know by its name, and that is external to one of them. */
function inOtherProject(
  host: string,
  asker: Service,
  project: Project,
  projects: readonly Project[],
): Lookup | undefined {
  const meets = (own: Attachment, other: Project, theirs: Attachment): boolean =>
    realName(project, own) === realName(other, theirs) &&
    (project.externalNetworks.has(own.network) || other.externalNetworks.has(theirs.network))
  const found = projects
    .filter(other => other !== project)
    .flatMap(other =>
      bearersOf(other, host).filter(
        service =>
          service.networkMode.kind === 'networks' &&
          service.networks.some(theirs => asker.networks.some(own => meets(own, other, theirs))) &&
          named(service, host),
      ),
    )
  if (found.length === 0) return undefined
  if (found.length > 1) return unknown(`several projects have a service "${host}" on this network`)
  return { kind: 'service', service: found[0]! }
}

function apart(service: Service, asker: Service, project: Project, surroundings: Surroundings): Lookup {
  const doubt = doubtOf(project, asker)
  if (doubt) return unknown(doubt)
  if (service.networkMode.kind !== 'networks' || !service.complete)
    return unknown(`the networks of "${service.name.text}" are not known`)
  const unnamed = [...asker.networks, ...service.networks].find(
    attachment => !project.networkNames.has(attachment.network),
  )
  if (unnamed) return unknown(`the name of the network "${unnamed.network}" is not known`)
  if (surroundings.joinedBeside(project, asker, service))
    return unknown('another compose file beside may put them on one network')
  if (reaches(asker, project, service, project))
    return unknown(`"${service.name.text}" has that name on another network only`)
  return { kind: 'apart', service }
}

/** Why not all names in reach of a service are known. */
function doubtOf(project: Project, asker: Service): string | undefined {
  if (!project.complete) return `not everything that belongs to ${project.file} is known`
  if (!asker.complete) return `not everything that belongs to "${asker.name.text}" is known`
  return undefined
}

function missing(host: string, asker: Service, project: Project, surroundings: Surroundings): Lookup {
  const doubt = doubtOf(project, asker)
  if (doubt) return unknown(doubt)
  const open = asker.networks.find(({ network }) => project.externalNetworks.has(network))
  if (open) return unknown(`others may have joined the external network "${open.network}"`)
  const incomplete = project.services.find(service => !service.complete)
  if (incomplete) return unknown(`not every name of "${incomplete.name.text}" is known`)
  const beside = surroundings.declaredBeside(project, host)
  if (beside) return unknown(`"${host}" is declared in ${beside}`)
  const generated = generatedFrom(host, project)
  if (generated === 'unknown') return unknown(`"${host}" may be a container's generated name`)
  const known = project.services
    .filter(service => reaches(asker, project, service, project) && service !== asker)
    .flatMap(service =>
      distinct([
        service.name,
        ...service.otherNames,
        ...service.networks.filter(each => shared(asker, project, each, project)).flatMap(({ aliases }) => aliases),
      ]),
    )
  return { kind: 'missing', nearest: generated?.name ?? nearest(host, known), known }
}

/**
 * The service that a generated name is made of. Compose joins with `-` since its second version: `<project>_<service>_<n>` resolves no
 * more. With `-` the project may have been started under another name; without a number a swarm may have made it.
 */
function generatedFrom(host: string, project: Project): Service | 'unknown' | undefined {
  const lower = host.toLowerCase()
  for (const service of project.services) {
    const name = service.name.text.toLowerCase()
    if (!lower.includes(name)) continue
    if (new RegExp(`[a-z0-9]_${escaped(name)}_\\d+$`).test(lower)) return service
    if (new RegExp(`[a-z0-9]-${escaped(name)}-\\d+$`).test(lower) || lower.endsWith(`_${name}`)) return 'unknown'
  }
  return /^[0-9a-f]{12}$/.test(host) ? 'unknown' : undefined
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const distinct = (words: readonly Word[]): readonly Word[] =>
  words.filter((word, index) => words.findIndex(({ text }) => text === word.text) === index)
