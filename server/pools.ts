/** What PHP-FPM listens on where its pools stand in files of the workspace. */

import type { Word } from './syntax/text.ts'
import { imageName, knownImage } from './topology/images.ts'
import type { Pool } from './topology/php-fpm.ts'
import type { MadeSocket, Port, Service, Topology } from './topology/topology.ts'

/** A file with pools. */
export interface PoolFile {
  readonly file: string
  readonly pools: readonly Pool[]
}

/** The services that run these pools, each as it is then known to listen. */
export function servicesWithPools(topology: Topology, files: readonly PoolFile[]): ReadonlyMap<Service, Service> {
  const loaded = new Map<Service, { readonly path: string; readonly pools: readonly Pool[] }[]>()
  for (const { file, pools } of files) {
    for (const { service, path } of topology.placementsOf(file)) {
      if (LOADED.test(path)) loaded.set(service, [...(loaded.get(service) ?? []), { path, pools }])
    }
  }
  return new Map(
    Array.from(loaded, ([service, parts]) => [
      service,
      withPorts(
        service,
        parts.sort((a, b) => (a.path < b.path ? -1 : 1)),
      ),
    ]),
  )
}

/** Where the images and the packages of the distributions look for pools. */
const LOADED = /\/(?:php-fpm\.d|pool\.d)\/[^/]+\.conf$/

/** A later file says more of a pool of the same name; the official image's own comes nearly last, and puts the pool `www` on 9000. */
function withPorts(
  service: Service,
  parts: readonly { readonly path: string; readonly pools: readonly Pool[] }[],
): Service {
  const listens = new Map<string, Pool['listen']>()
  const said = new Map<string, ReadonlyMap<string, Word>>()
  for (const { pools } of parts) {
    for (const { name, listen, said: more } of pools) {
      if (listen || !listens.has(name)) listens.set(name, listen)
      said.set(name, new Map([...(said.get(name) ?? []), ...more]))
    }
  }
  const stock = service.base && knownImage(service.base.text)?.product === 'php-fpm' ? service.base : undefined
  const isStockReplaced = parts.some(({ path }) => path.endsWith('/zz-docker.conf') || path.includes('/pool.d/'))
  if (stock && !isStockReplaced) listens.delete('www')
  const added = [...listens.values()].flatMap((listen): readonly Port[] =>
    listen?.port === undefined
      ? []
      : [
          {
            number: listen.port,
            source: 'config',
            at: listen.at,
            protocol: 'fastcgi',
            product: 'php-fpm',
            ...(listen.loopback && { loopback: true }),
          },
        ],
  )
  const own: readonly Port[] =
    stock && !isStockReplaced
      ? [{ number: 9000, source: 'image', at: stock.at, protocol: 'fastcgi', product: 'php-fpm' }]
      : []
  const others = service.ports.filter(port => ![...added, ...own].some(({ number }) => number === port.number))
  /** A socket, and a port that is not known, may be what is asked. */
  const isRead = [...listens.values()].every(listen => listen?.port !== undefined) && runsNothingElse(service)
  const sockets = [...listens.keys()].flatMap(name => socketOf(said.get(name)!))
  const limits = [...said.values()].map(each => each.get('request_terminate_timeout'))
  return {
    ...service,
    ...(sockets.length > 0 && { sockets }),
    ...(limits.length === 1 && limits[0] && { requestLimit: limits[0] }),
    ports: [...added, ...others, ...own],
    ...(isRead && { configRead: true, portsUnread: false }),
  }
}

/** Nobody but root may open a socket of which nothing is said (php-fpm.conf, `listen.owner`, `listen.mode`). */
function socketOf(said: ReadonlyMap<string, Word>): readonly MadeSocket[] {
  const path = said.get('listen')
  if (!path?.text.startsWith('/') || said.has('listen.acl_users') || said.has('listen.acl_groups')) return []
  const owner = said.get('listen.owner')?.text ?? 'root'
  const mode = said.get('listen.mode')
  return [{ path, owner, group: said.get('listen.group')?.text ?? owner, mode: mode?.text ?? '0660', modeAt: mode?.at }]
}

/** By its command, which then names no other configuration, or where that is not known by the name of its image. */
function runsNothingElse({ command, image, base }: Service): boolean {
  const [program, ...options] = (command ?? []).map(({ text }) => text)
  if (program !== undefined)
    return /(?:^|\/)php-fpm[\d.]*$/.test(program) && !options.some(option => /^(?:-y|--fpm-config)/.test(option))
  const { path, last, tag } = imageName(base?.text ?? image?.text ?? '')
  return /fpm/.test(`${last}:${tag}`) && !/nginx|apache|caddy|httpd/.test(`${path}:${tag}`)
}
