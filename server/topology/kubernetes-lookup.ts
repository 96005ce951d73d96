/** What a host name means in a pod: the names that the cluster's DNS answers, with the search domains of the pod's namespace. */
import { nearest } from '../syntax/nearest.ts'
import type { Word } from '../syntax/text.ts'
import type { BackendRef, ClusterService, KubeObject } from './cluster.ts'
import { sameNamespace } from './kubernetes.ts'
import { asService } from './kubernetes-services.ts'
import type { Cluster, Lookup, Workload } from './topology.ts'
import { get, itemsOf, wordOf } from './values.ts'

const unknown = (why: string): Lookup => ({ kind: 'unknown', why })

/**
 * A pod asks for `name`, `name.<its namespace>.svc.cluster.local`, `name.svc.cluster.local` and `name.cluster.local` in turn
 * (kubelet, `dnsPolicy: ClusterFirst`): so a name may leave out from its end what is the same for the pod.
 */
export function lookupInCluster(host: string, asker: Workload, cluster: Cluster): Lookup {
  const name = host.toLowerCase().replace(/\.$/, '')
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(name) || /^[\d.]+$|(?:^|\.)localhost$/.test(name))
    return unknown(`"${host}" is no name of a Service`)
  if (!asksCluster(asker)) return unknown(`the name servers of "${asker.name.text}" are not the cluster's own`)
  if (givenNames(asker).includes(name)) return unknown(`"${host}" is given to the pod by hostAliases`)
  const parts = name.split('.')
  const mark = parts.indexOf('svc')
  const isLocal = mark < 0 || mark === parts.length - 1 || parts.slice(mark + 1).join('.') === 'cluster.local'
  const [first, second, third, ...more] = mark < 0 ? parts : parts.slice(0, mark)
  if (!first || more.length > 0 || !isLocal || (mark >= 0 && !second))
    return unknown(`"${host}" is no name of this cluster`)
  if (third) return ofPod(first, second!, third, asker, cluster)
  if (!second) return inNamespace(first, undefined, asker, cluster)
  const byPod = mark < 0 ? ofPod(first, second, undefined, asker, cluster) : undefined
  return byPod?.kind === 'service' ? byPod : inNamespace(first, { text: second, isSure: mark >= 0 }, asker, cluster)
}

/** An Ingress names Services of its own namespace alone; a route may name another one. */
export const serviceBehind = ({ name, namespace, owner }: BackendRef, cluster: Cluster): Lookup =>
  inNamespace(name.text, namespace && { text: namespace.text, isSure: true }, owner, cluster)

/** A pod on the host's network asks the host's name servers, unless it is told otherwise. */
function asksCluster({ pod, hostNetwork }: Workload): boolean {
  const policy = wordOf(get(pod, 'dnsPolicy'))?.text ?? 'ClusterFirst'
  return policy === 'ClusterFirstWithHostNet' || (policy === 'ClusterFirst' && !hostNetwork)
}

const givenNames = ({ pod }: Workload): readonly string[] =>
  itemsOf(get(pod, 'hostAliases'))
    .flatMap(alias => itemsOf(get(alias, 'hostnames')))
    .flatMap(name => wordOf(name)?.text.toLowerCase() ?? [])

interface Named {
  readonly text: string
  /** `svc` stands behind it: it can be nothing but a namespace. */
  readonly isSure: boolean
}

function inNamespace(name: string, named: Named | undefined, asker: KubeObject, cluster: Cluster): Lookup {
  const bearers = cluster.named(name)
  const asked = named ? { namespace: { ...asker.name, text: named.text } } : asker
  const found = bearers.filter(service => sameNamespace(service, asked))
  if (found.length > 0) return one(found, asker, cluster)
  if (named && !named.isSure && !cluster.namespaces.has(named.text))
    return unknown(`"${name}.${named.text}" may be a name of the public DNS`)
  const doubt = doubtOf(cluster, asked.namespace?.text)
  if (doubt) return unknown(doubt)
  if (cluster.declaredBeside(name, asked.namespace?.text))
    return unknown(`"${name}" is declared in manifests that are applied apart`)
  if (bearers.length === 0) return missing(name, named, asker, cluster)
  const [bearer, ...others] = bearers
  return others.length > 0
    ? unknown(`several namespaces have a Service "${name}"`)
    : { kind: 'elsewhere', service: cluster.asService(bearer!), name: `${name}.${bearer!.namespace!.text}` }
}

/** Of several with one name, that of the asker's own file: the others are its variants. */
function one(found: readonly ClusterService[], asker: KubeObject, cluster: Cluster): Lookup {
  const own = found.length > 1 ? found.filter(({ at }) => at.file === asker.at.file) : found
  return own.length === 1
    ? { kind: 'service', service: cluster.asService(own[0]!) }
    : unknown(`several Services are called "${found[0]!.name.text}"`)
}

/** `web-0.web`: one pod of a StatefulSet, by the headless Service that governs it. Its ports are the pod's own. */
function ofPod(pod: string, name: string, namespace: string | undefined, asker: Workload, cluster: Cluster): Lookup {
  const asked = namespace === undefined ? asker : { namespace: { ...asker.name, text: namespace } }
  const service = cluster.named(name).find(each => each.headless && sameNamespace(each, asked))
  const owner = service && cluster.podsOf(service).find(each => each.serviceName?.text === name && isPodOf(pod, each))
  return owner
    ? { kind: 'service', service: asService(service!, [owner]) }
    : unknown(`"${pod}.${name}" is no pod that is known`)
}

const isPodOf = (pod: string, { name }: Workload): boolean =>
  pod.startsWith(`${name.text}-`) && /^\d+$/.test(pod.slice(name.text.length + 1))

/** Why not all names of a namespace are known: it has one for itself that nothing here is in, or not all is here. */
function doubtOf(cluster: Cluster, namespace: string | undefined): string | undefined {
  if (!cluster.complete) return `not everything that belongs to ${cluster.file} is known`
  if (namespace !== undefined && !cluster.objects.some(object => object.namespace?.text === namespace))
    return `nothing is known of the namespace "${namespace}"`
  return undefined
}

function missing(name: string, named: Named | undefined, asker: KubeObject, cluster: Cluster): Lookup {
  if (name === 'kubernetes') return unknown('every cluster has a Service "kubernetes"')
  const asked = named ? { namespace: { ...asker.name, text: named.text } } : asker
  const rest = named ? `.${named.text}` : ''
  const there = cluster.kubernetes.filter(
    service => sameNamespace(service, asked) && !cluster.podsOf(service).some(pod => pod === asker),
  )
  if (there.length === 0) return unknown('no other Service is known')
  const known = there.map((service): Word => ({ text: service.name.text + rest, at: service.name.at }))
  const near = nearest(name + rest, known)
  const leading = there.filter(service => cluster.podsOf(service).some(pod => pod.name.text === name))
  return near || leading.length !== 1
    ? { kind: 'missing', nearest: near, known }
    : { kind: 'missing', nearest: known[there.indexOf(leading[0]!)], known, ofPods: true }
}
