/** Which names Docker's DNS, or a cluster's, answers for the gateway: read from the manifests here, apart from the reader that is being tested. */
import { parseAllDocuments } from 'yaml'

export interface Names {
  /** Every name that a service bears, in reach or not. */
  readonly known: ReadonlySet<string>
  /** Those that the gateway's networks answer for. */
  readonly inReach: ReadonlySet<string>
}

/** `texts` by path; `main` is the path of the gateway's configuration. Where no service is seen to run it, all names are in reach. */
export function composeNames(texts: ReadonlyMap<string, string>, main: string): Names {
  const documents = [...texts]
    .filter(([path]) => /\.ya?ml$/.test(path))
    .flatMap(([, text]) => parseAllDocuments(text).map(document => asRecord(document.toJS())))
  const services = documents
    .flatMap(document => Object.entries(asRecord(document.services)))
    .map(([key, body]): Service => ({ ...asRecord(body), key }))
  const cluster = clusterNames(documents.filter(({ apiVersion }) => apiVersion !== undefined))
  const file = main.slice(main.lastIndexOf('/') + 1)
  const inImage = [...texts].some(([path, text]) => /dockerfile$/i.test(path) && text.includes(file))
  const gateway =
    services.find(({ volumes, configs }) => JSON.stringify([volumes, configs]).includes(file)) ??
    services.find(({ build }) => inImage && build !== undefined)

  const reached = networksOf(gateway?.key, services)
  const asked = [
    ...profilesOf(gateway),
    ...(texts
      .get('.env')
      ?.match(/^COMPOSE_PROFILES=(.*)$/m)?.[1]
      ?.split(',') ?? []),
  ]
  const running = services.filter(({ key }) => {
    const profiles = services.filter(part => part.key === key).flatMap(profilesOf)
    return profiles.length === 0 || profiles.some(profile => asked.includes(profile))
  })
  const attached = running.filter(({ key }) => !services.some(part => part.key === key && part.network_mode))
  const named = attached.flatMap(service =>
    networksOf(service.key, services).flatMap(network =>
      namesIn(service, network).map(name => ({ name, near: !gateway || reached.includes(network) })),
    ),
  )
  return {
    known: new Set([...named.map(({ name }) => name), ...services.map(service => service.key), ...cluster.known]),
    inReach: new Set([
      ...named.filter(({ near }) => near).map(({ name }) => name),
      ...extraHosts(gateway),
      ...cluster.inReach,
    ]),
  }
}

/** The names of Services of Kubernetes: the short one in their own namespace alone, the longer ones from everywhere. */
function clusterNames(objects: readonly Record<string, unknown>[]): Names {
  const namespaceOf = ({ metadata }: Record<string, unknown>): string =>
    String(asRecord(metadata).namespace ?? 'default')
  const gateway = objects.find(object => JSON.stringify(object).includes('configMap'))
  const named = objects
    .filter(({ kind }) => kind === 'Service')
    .map(object => ({ name: String(asRecord(object.metadata).name), namespace: namespaceOf(object) }))
  const long = named.flatMap(({ name, namespace }) =>
    ['', '.svc', '.svc.cluster.local'].map(end => `${name}.${namespace}${end}`),
  )
  const near = named.filter(({ namespace }) => gateway && namespace === namespaceOf(gateway))
  return {
    known: new Set([...named.map(({ name }) => name), ...long]),
    inReach: new Set([...near.map(({ name }) => name), ...long]),
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

const profilesOf = (service: Service | undefined): readonly string[] =>
  Array.isArray(service?.profiles) ? service.profiles.map(String) : []

function extraHosts(service: Service | undefined): readonly string[] {
  const hosts = service?.extra_hosts
  return Array.isArray(hosts) ? hosts.map(host => String(host).replace(/[:=].*/, '')) : Object.keys(asRecord(hosts))
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
