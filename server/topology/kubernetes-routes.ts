/** Where Ingresses, the routes of the Gateway API and the VirtualServers of NGINX's controller lead. */
import type { Span, Word } from '../syntax/text.ts'
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

/** Whether a route may name a Service of that other namespace: a ReferenceGrant there says so. */
export function isGranted({ owner, name, namespace }: BackendRef, objects: readonly KubeObject[]): boolean {
  const is = (value: Value | undefined, key: string, wanted: string | undefined, otherwise?: string): boolean =>
    (wordOf(get(value, key))?.text ?? otherwise) === wanted
  return objects.some(
    grant =>
      grant.kind === 'ReferenceGrant' &&
      (!grant.namespace || grant.namespace.text === namespace?.text) &&
      itemsOf(get(get(grant.value, 'spec'), 'from')).some(
        from =>
          is(from, 'kind', owner.kind) &&
          is(from, 'group', owner.group) &&
          is(from, 'namespace', owner.namespace?.text),
      ) &&
      itemsOf(get(get(grant.value, 'spec'), 'to')).some(
        to => is(to, 'kind', 'Service') && is(to, 'group', '', '') && is(to, 'name', name.text, name.text),
      ),
  )
}

/** The times of a rule of an HTTPRoute, in milliseconds. */
export interface RouteTimeouts {
  readonly at: Span
  readonly request: { readonly word: Word; readonly ms: number }
  readonly backendRequest: { readonly word: Word; readonly ms: number }
}

/** Of each rule that sets both. */
export const timeoutsIn = (object: KubeObject): readonly RouteTimeouts[] =>
  itemsOf(get(get(object.value, 'spec'), 'rules')).flatMap(rule => {
    const [request, backendRequest] = ['request', 'backendRequest'].map(key => timeOf(get(get(rule, 'timeouts'), key)))
    return request && backendRequest ? [{ at: backendRequest.word.at, request, backendRequest }] : []
  })

/** A duration of the Gateway API (GEP-2257): `1h30m`, `500ms`. */
function timeOf(value: Value | undefined): RouteTimeouts['request'] | undefined {
  const word = wordOf(value)
  if (!word || !/^(?:\d{1,5}(?:h|ms|m|s)){1,4}$/.test(word.text)) return undefined
  const parts = Array.from(word.text.matchAll(/(\d+)(h|ms|m|s)/g), ([, number, unit]) => Number(number) * UNITS[unit!]!)
  return { word, ms: parts.reduce((sum, part) => sum + part, 0) }
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
