/** Where a Kubernetes Service without a selector leads, as somebody has written it down: its Endpoints and EndpointSlices. */
import type { Word } from '../syntax/text.ts'
import type { ClusterService, KubeObject } from './cluster.ts'
import { sameNamespace } from './kubernetes.ts'
import { get, isUnknown, itemsOf, type Value, wordOf } from './values.ts'

/** One port of the addresses that an object lists. */
export interface EndpointPort {
  readonly name: Word | undefined
  readonly number: Word | undefined
  readonly protocol: string
  /** The list's entry. */
  readonly value: Value
}

/** An Endpoints object, or an EndpointSlice. */
export interface Endpoints {
  readonly object: KubeObject
  readonly ports: readonly EndpointPort[]
}

/** Those of a Service, where every one of them lists addresses and was understood whole; undefined where one does not, or was not. */
export function endpointsOf(service: ClusterService, objects: readonly KubeObject[]): readonly Endpoints[] | undefined {
  const own = objects.filter(
    object =>
      !object.namespace === !service.namespace &&
      sameNamespace(object, service) &&
      serviceOf(object) === service.name.text,
  )
  const found = own.map(object => ({
    object,
    ports: object.kind === 'Endpoints' ? inSubsets(object) : inSlice(object),
  }))
  return found.every((each): each is Endpoints => each.ports !== undefined) ? found : undefined
}

/** Endpoints bear the name of their Service, a slice has it in a label (Kubernetes, "EndpointSlices", Ownership). */
function serviceOf({ kind, group, name, labels }: KubeObject): string | undefined {
  if (kind === 'Endpoints' && group === '') return name.text
  return kind === 'EndpointSlice' && group === 'discovery.k8s.io'
    ? labels.get('kubernetes.io/service-name')?.text
    : undefined
}

/** One that lists no address yet is there to be filled by somebody. */
function inSubsets({ value }: KubeObject): readonly EndpointPort[] | undefined {
  const subsets = itemsOf(get(value, 'subsets'))
  const ports = subsets.map(subset => (lists(get(subset, 'addresses')) ? portsIn(get(subset, 'ports')) : undefined))
  return ports.length > 0 && ports.every(each => each !== undefined) ? ports.flat() : undefined
}

const inSlice = ({ value }: KubeObject): readonly EndpointPort[] | undefined =>
  lists(get(value, 'endpoints')) ? portsIn(get(value, 'ports')) : undefined

const lists = (value: Value | undefined): boolean => itemsOf(value).length > 0

/** Without a list, or with an entry without a number, every port is meant. */
function portsIn(value: Value | undefined): readonly EndpointPort[] | undefined {
  if (value?.kind !== 'list') return undefined
  const ports = value.items.map(item => {
    const [name, number, protocol] = ['name', 'port', 'protocol'].map(key => get(item, key))
    if ([name, number, protocol].some(isUnknown) || !wordOf(number)) return undefined
    return { name: wordOf(name), number: wordOf(number), protocol: wordOf(protocol)?.text ?? 'TCP', value: item }
  })
  return ports.every(each => each !== undefined) ? ports : undefined
}
