/** Where Ingresses, the routes of the Gateway API and the VirtualServers of NGINX's controller lead. */
import { type Span, slice, type Word } from '../syntax/text.ts'
import type { BackendRef, KubeObject } from './cluster.ts'
import { sameNamespace } from './kubernetes.ts'
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
    ...inAnnotations(owner),
  ]
}

/** Services that annotations of ingress-nginx name: one for errors, and one that is asked who may come in. */
function inAnnotations(owner: KubeObject): readonly BackendRef[] {
  const annotation = (name: string): Word | undefined =>
    owner.annotations.get(`nginx.ingress.kubernetes.io/${name}`)?.value
  const errors = annotation('default-backend')
  const auth = annotation('auth-url')
  const none = { owner, namespace: undefined, port: undefined, path: undefined }
  return [
    ...(errors && /^[a-z0-9-]+$/.test(errors.text) ? [{ ...none, at: errors.at, name: errors }] : []),
    ...(auth ? inUrl(auth).map(ref => ({ ...none, ...ref, at: ref.name.at })) : []),
  ]
}

/** `http://auth.shop.svc.cluster.local:4180/auth`: any shorter name may be one of the public DNS. */
function inUrl(url: Word): readonly Pick<BackendRef, 'name' | 'namespace' | 'port'>[] {
  const match = /^https?:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?(?::(\d+))?(?:\/|$)/d.exec(url.text)
  const [, name, namespace, port] = match?.indices ?? []
  if (!name || !namespace) return []
  return [{ name: slice(url, ...name), namespace: slice(url, ...namespace), port: port && slice(url, ...port) }]
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

/** Whether a BackendTLSPolicy is for a Service, or for one whose name is not known. */
export const hasBackendTls = (service: KubeObject, objects: readonly KubeObject[]): boolean =>
  objects.some(
    policy =>
      policy.kind === 'BackendTLSPolicy' &&
      sameNamespace(policy, service) &&
      itemsOf(get(get(policy.value, 'spec'), 'targetRefs')).some(
        target => (wordOf(get(target, 'name'))?.text ?? service.name.text) === service.name.text,
      ),
  )

/** The classes, or their controllers, of the Gateways that a route hangs on; undefined for a Gateway that is not here. */
export function classesOf(route: KubeObject, objects: readonly KubeObject[]): readonly (string | undefined)[] {
  const named = (kind: string, name: string | undefined): KubeObject | undefined =>
    objects.find(each => each.kind === kind && each.name.text === name)
  return itemsOf(get(get(route.value, 'spec'), 'parentRefs')).map(ref => {
    const gateway = named('Gateway', wordOf(get(ref, 'name'))?.text)
    const name = wordOf(get(get(gateway?.value, 'spec'), 'gatewayClassName'))?.text
    const controller = wordOf(get(get(named('GatewayClass', name)?.value, 'spec'), 'controllerName'))?.text
    return name === undefined ? undefined : `${name} ${controller ?? ''}`
  })
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
  const parts = Array.from(
    word.text.matchAll(/(?<!\d)(\d+)(h|ms|m|s)/g),
    ([, number, unit]) => Number(number) * UNITS[unit!]!,
  )
  return { word, ms: parts.reduce((sum, part) => sum + part, 0) }
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
