/** Which names Docker's DNS answers for the gateway: read from the compose files here, apart from the reader that is being tested. */
import { parse } from 'yaml'

export interface Names {
  /** Every name that a service bears, in reach or not. */
  readonly known: ReadonlySet<string>
  /** Those that the gateway's networks answer for. */
  readonly inReach: ReadonlySet<string>
}

/** `texts` by path; `main` is the path of the gateway's configuration. Where no service is seen to run it, all names are in reach. */
export function composeNames(texts: ReadonlyMap<string, string>, main: string): Names {
  const services = [...texts]
    .filter(([path]) => /\.ya?ml$/.test(path))
    .flatMap(([, text]) => Object.entries(asRecord(asRecord(parse(text)).services)))
    .map(([key, body]): Service => ({ ...asRecord(body), key }))
  const file = main.slice(main.lastIndexOf('/') + 1)
  const inImage = [...texts].some(([path, text]) => /dockerfile$/i.test(path) && text.includes(file))
  const gateway =
    services.find(({ volumes, configs }) => JSON.stringify([volumes, configs]).includes(file)) ??
    services.find(({ build }) => inImage && build !== undefined)

  const reached = networksOf(gateway?.key, services)
  const attached = services.filter(({ key }) => !services.some(part => part.key === key && part.network_mode))
  const named = attached.flatMap(service =>
    networksOf(service.key, services).flatMap(network =>
      namesIn(service, network).map(name => ({ name, near: !gateway || reached.includes(network) })),
    ),
  )
  return {
    known: new Set([...named.map(({ name }) => name), ...services.map(service => service.key)]),
    inReach: new Set([...named.filter(({ near }) => near).map(({ name }) => name), ...extraHosts(gateway)]),
  }
}

interface Service {
  readonly key: string
  readonly [field: string]: unknown
}

/** The keys of the networks that a service reaches, over all files; none with the host's network or without any. One in another's network bears no name there. */
function networksOf(key: string | undefined, services: readonly Service[]): readonly string[] {
  const parts = services.filter(service => service.key === key)
  const mode = parts.map(part => part.network_mode).find(found => found !== undefined)
  if (typeof mode === 'string')
    return mode.startsWith('service:') ? networksOf(mode.slice('service:'.length), services) : []
  const keys = parts.flatMap(({ networks }) =>
    Array.isArray(networks) ? networks.map(String) : Object.keys(asRecord(networks)),
  )
  return keys.length > 0 ? [...new Set(keys)] : ['default']
}

function namesIn({ key, container_name, networks }: Service, network: string): readonly string[] {
  const { aliases } = asRecord(asRecord(networks)[network])
  return [key, container_name, ...(Array.isArray(aliases) ? aliases : [])].filter(name => typeof name === 'string')
}

function extraHosts(service: Service | undefined): readonly string[] {
  const hosts = service?.extra_hosts
  return Array.isArray(hosts) ? hosts.map(host => String(host).replace(/[:=].*/, '')) : Object.keys(asRecord(hosts))
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
