/** Where Ingresses, the routes of the Gateway API and the VirtualServers of NGINX's controller lead. */
import type { Word } from '../syntax/text.ts'
import type { BackendRef, KubeObject } from './cluster.ts'
import { get, itemsOf, type Value, wordOf } from './values.ts'

export function backendsIn(object: KubeObject): readonly BackendRef[] {
  if (object.kind === 'Ingress' && INGRESS_GROUPS.has(object.group)) return ofIngress(object)
  if (ROUTES.has(object.kind) && object.group === 'gateway.networking.k8s.io') return ofRoute(object)
  if (/^VirtualServer(?:Route)?$/.test(object.kind) && object.group === 'k8s.nginx.org') return ofVirtualServer(object)
  return []
}

const INGRESS_GROUPS = new Set(['networking.k8s.io', 'extensions'])
const ROUTES = new Set(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'])

function ofIngress(owner: KubeObject): readonly BackendRef[] {
  const spec = get(owner.value, 'spec')
  const paths = itemsOf(get(spec, 'rules')).flatMap(rule => itemsOf(get(get(rule, 'http'), 'paths')))
  return [
    ...ingressBackend(owner, get(spec, 'defaultBackend') ?? get(spec, 'backend'), undefined),
    ...paths.flatMap(path => ingressBackend(owner, get(path, 'backend'), wordOf(get(path, 'path')))),
  ]
}

/** `service: { name, port: { number | name } }` of v1, `serviceName` and `servicePort` of v1beta1. */
function ingressBackend(owner: KubeObject, backend: Value | undefined, path: Word | undefined): readonly BackendRef[] {
  const service = get(backend, 'service')
  const name = wordOf(get(service, 'name')) ?? wordOf(get(backend, 'serviceName'))
  const port = get(service, 'port')
  if (!name) return []
  return [
    {
      owner,
      at: name.at,
      name,
      namespace: undefined,
      port: wordOf(get(port, 'number')) ?? wordOf(get(port, 'name')) ?? wordOf(get(backend, 'servicePort')),
      path,
    },
  ]
}

/** The upstreams of NGINX's own controller: always Services of its namespace. */
function ofVirtualServer(owner: KubeObject): readonly BackendRef[] {
  return itemsOf(get(get(owner.value, 'spec'), 'upstreams')).flatMap((upstream): readonly BackendRef[] => {
    const name = wordOf(get(upstream, 'service'))
    if (!name || name.text.includes('/')) return []
    return [{ owner, at: name.at, name, namespace: undefined, port: wordOf(get(upstream, 'port')), path: undefined }]
  })
}

/** Backends of other kinds than a Service of the core are somebody else's. */
function ofRoute(owner: KubeObject): readonly BackendRef[] {
  return itemsOf(get(get(owner.value, 'spec'), 'rules')).flatMap(rule => {
    const path = wordOf(get(get(itemsOf(get(rule, 'matches'))[0], 'path'), 'value'))
    return itemsOf(get(rule, 'backendRefs')).flatMap((ref): readonly BackendRef[] => {
      const name = wordOf(get(ref, 'name'))
      const kind = wordOf(get(ref, 'kind'))?.text ?? 'Service'
      const group = wordOf(get(ref, 'group'))?.text ?? ''
      if (!name || kind !== 'Service' || group !== '') return []
      return [
        { owner, at: name.at, name, namespace: wordOf(get(ref, 'namespace')), port: wordOf(get(ref, 'port')), path },
      ]
    })
  })
}
