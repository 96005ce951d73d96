/** The objects of Kubernetes manifests, as the cluster understands each of them. */
import type { Span, Word } from '../syntax/text.ts'
import type { Entry, Value } from './values.ts'

/** An object of the cluster. */
export interface KubeObject {
  readonly kind: string
  /** The API group; empty for the core's. */
  readonly group: string
  readonly name: Word
  /** Undefined where the manifest leaves it to whoever applies it. */
  readonly namespace: Word | undefined
  readonly labels: ReadonlyMap<string, Word>
  readonly annotations: ReadonlyMap<string, Annotation>
  /** Of a ConfigMap: the path by which each of its texts is known. */
  readonly contents?: ReadonlyMap<string, string>
  /** The whole object, as it is after all overlays. */
  readonly value: Value
  /** The text of its file. */
  readonly source: string
  /** Where its text begins and ends. */
  readonly at: Span
}

export interface Annotation {
  readonly key: Word
  readonly value: Word
  /** In quotes. Without them YAML takes "60" for a number, which the API server refuses. */
  readonly quoted: boolean
}

/** One port of a Kubernetes Service. */
export interface ServicePort {
  readonly number: number
  readonly at: Span
  readonly name: Word | undefined
  /** The port of the pods that it leads to: a number, or the name of a container's port. Without `targetPort` the same number. */
  readonly target: number | string
  /** Where the target was written; the port's own place where it was not. */
  readonly targetAt: Span
  readonly hasTarget: boolean
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  readonly appProtocol: Word | undefined
  readonly nodePort: number | undefined
  /** The number as it stands in the list, in braces or on a line. */
  readonly entry: Entry
  readonly isFlow: boolean
}

/** A Kubernetes Service. */
export interface ClusterService extends KubeObject {
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
  /** Its name gives the pods' own addresses: `clusterIP: None`. */
  readonly headless: boolean
  /** Absent or empty: somebody else says where it leads. */
  readonly selector: ReadonlyMap<string, Word> | undefined
  readonly selectorAt: Span | undefined
  readonly ports: readonly ServicePort[]
  /** An entry of `ports` was not understood: there may be more. */
  readonly portsUnread: boolean
  readonly externalName: Word | undefined
  readonly publishNotReady: boolean
}

/** An entry of a container's `ports`: a declaration, which opens and closes nothing. */
export interface ContainerPort {
  readonly number: number
  readonly at: Span
  readonly name: Word | undefined
  readonly protocol: string
}

/** A check of the kubelet. */
export interface Probe {
  readonly kind: 'readinessProbe' | 'livenessProbe' | 'startupProbe'
  readonly at: Span
  readonly by: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec'
  /** A number, or the name of a container's port; absent for `exec`. */
  readonly port: Word | undefined
  /** `httpGet` over TLS. */
  readonly tls: boolean
  readonly path: Word | undefined
  /** How long the container may take, in seconds, before the check gives up: the delay and all tries. */
  readonly patience: number
}

/** Where a route of an Ingress or of the Gateway API leads. */
export interface BackendRef {
  /** The Ingress or the route. */
  readonly owner: KubeObject
  readonly at: Span
  readonly name: Word
  /** Where it differs from the owner's. */
  readonly namespace: Word | undefined
  /** By number or by name; undefined where none is written. */
  readonly port: Word | undefined
  /** The path that leads there, where one is written. */
  readonly path: Word | undefined
}
