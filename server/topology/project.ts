/** One compose project with its services, understood. */

import type { Draft } from './draft.ts'
import type { Materials } from './materials.ts'
import { networksOf } from './networks.ts'
import { serviceOf } from './service.ts'
import type { Project, Service } from './topology.ts'
import { entriesOf, get, wordOf } from './values.ts'
import { workshopOf } from './workshop.ts'

export function projectOf(draft: Draft, materials: Materials): Project {
  const workshop = workshopOf(draft, materials)
  const networks = networksOf(draft.root, draft.name)
  const entries = entriesOf(get(draft.root, 'services')).filter(({ value }) => value.kind === 'table')
  const containers = new Map(
    entries.flatMap(({ key, value }) => {
      const name = wordOf(get(value, 'container_name'))
      return name ? [[name.text, key.text] as const] : []
    }),
  )
  const services = entries.map(entry => serviceOf(entry, { draft, networks, containers, workshop, materials }))
  return {
    file: draft.files[0]!.file,
    files: draft.files.map(({ file }) => file),
    name: draft.name,
    services: withGuests(services),
    externalNetworks: networks.external,
    networkNames: networks.names,
    networks: networks.all,
    complete: draft.complete,
  }
}

/** Services that use the network of another one are reached by its name: what they listen on is open there, too. */
function withGuests(services: readonly Service[]): readonly Service[] {
  const guests = services.filter(({ networkMode }) => networkMode.kind === 'service')
  if (guests.length === 0) return services
  return services.map(service => {
    const own = guests.filter(
      ({ networkMode }) => networkMode.kind === 'service' && networkMode.name === service.name.text,
    )
    if (own.length === 0) return service
    return {
      ...service,
      ports: [service, ...own].flatMap(({ ports }) => ports),
      portsClosed: [service, ...own].every(({ portsClosed }) => portsClosed),
      portsUnread: [service, ...own].some(({ portsUnread }) => portsUnread),
    }
  })
}
