/** What the manifests say: services, the names and networks that they have, the ports that they listen on, and who runs which configuration. */
import type { Span, Word } from '../syntax/text.ts'
import type { SyntaxProblem } from '../syntax/tree.ts'
import type { BackendRef, ClusterService, ContainerPort, KubeObject, Probe } from './cluster.ts'
import type {
  Amount,
  Attachment,
  Dependency,
  HealthCheck,
  Host,
  MadeSocket,
  Mapping,
  Mount,
  Network,
  NetworkMode,
  Port,
  Restart,
  WaitList,
} from './parts.ts'
import type { Value } from './values.ts'

export type * from './parts.ts'

/** A service of a compose project, merged from all files that speak of it. Of Kubernetes: a container of a pod, or a Service as those see it that ask it. */
export interface Service {
  /** Its key in the compose file. */
  readonly name: Word
  /** Every other name that its networks answer for it everywhere: `container_name`, `hostname`. Aliases stand with their network. */
  readonly otherNames: readonly Word[]
  readonly networkMode: NetworkMode
  readonly networks: readonly Attachment[]
  readonly image: Word | undefined
  /** The image whose programs it runs: `image`, or the `FROM` of the last stage of the Dockerfile that it is built from. */
  readonly base: Word | undefined
  /** Nothing was added to the base but files: no `RUN` that could bring another server, no command or entrypoint of its own that starts one. */
  readonly pristine: boolean
  /** All files in its image are the base's, or among `mounts`: no `RUN` made any, and none came from where nobody can look. */
  readonly untouched?: boolean
  /** A `RUN` of its image, or a script that it starts by, may change files of a configuration. */
  readonly rewrites?: boolean
  /** The words of `entrypoint` and `command`, from the compose file or else the Dockerfile; undefined where not known. */
  readonly command: readonly Word[] | undefined
  /** Evidence for the ports that it listens on, the strongest first. */
  readonly ports: readonly Port[]
  /** What the strongest evidence says is all there is: the process was told its port, and no second process is in sight. */
  readonly portsClosed: boolean
  /** Something that could name a further port was not readable: a variable without a value, a missing `env_file`. */
  readonly portsUnread: boolean
  /** The files that say where it listens were read: what else it is given says nothing of that. */
  readonly configRead?: boolean
  readonly mappings: readonly Mapping[]
  /** The environment as far as it is known; an undefined value is set, but not known here. */
  readonly environment: ReadonlyMap<string, Word | undefined>
  /** More is in its environment than could be read: an `env_file` that is not here. */
  readonly environmentOpen?: boolean
  /** Host names from `extra_hosts` and `links`. */
  readonly extraHosts: readonly string[]
  /** The same with what they stand for. */
  readonly hosts?: readonly Host[]
  /** What it waits for: `depends_on`, and what compose takes for one (`links`, `network_mode: service:…`, `volumes_from`). */
  readonly dependsOn?: readonly Dependency[]
  /** Where `depends_on` is written, if in one place that is the service's own. */
  readonly waitList?: WaitList
  readonly healthcheck?: HealthCheck
  /** `restart`, or else `deploy.restart_policy`. */
  readonly restart?: Restart
  /** How many containers it runs in: `deploy.replicas` or `scale`. Absent: one. */
  readonly replicas?: Amount
  /** Milliseconds between the signal to stop and the kill. Absent: ten seconds. */
  readonly stopGracePeriod?: Amount
  /** Of a gateway whose configuration is known: for how many milliseconds at least it is told to wait for an answer, wherever a request goes. */
  readonly waits?: Amount
  /** The sockets that its pools of PHP-FPM make, where those are known. */
  readonly sockets?: readonly MadeSocket[]
  /** `request_terminate_timeout` of its only pool. */
  readonly requestLimit?: Word
  /** Its processes are started as a user that the image does not choose. */
  readonly ownUser?: true
  /** Bytes: `deploy.resources.limits.memory` or `mem_limit`. */
  readonly memoryLimit?: Amount
  readonly profiles: readonly string[]
  /** Whether `up` starts it unasked: it has no profiles, or one that the project is known to be run with. */
  readonly active?: boolean
  /** Everything said of it was understood: no missing `extends`, no template, no unresolved variable in its names or networks. */
  readonly complete: boolean
  /** Where a network can be added: the text goes `before + name + after` at `at`. */
  readonly joinNetwork?: { readonly at: Span; readonly before: string; readonly after: string }
  /** Where a key that it does not have can be added: the text goes `before + "key: value" + after` at `at`. */
  readonly newKey?: { readonly at: Span; readonly before: string; readonly after: string }
  /** Bind mounts and `COPY`s: what of the workspace stands where in the container. */
  readonly mounts: readonly Mount[]
  /** Paths in the container at which a volume of any kind is mounted; absent where not all are known. */
  readonly volumes?: readonly string[]
  /** What it is in Kubernetes. */
  readonly kubernetes?: ClusterService
}

/** A compose project: one main file with everything merged into it. */
export interface Project {
  /** The main file. */
  readonly file: string
  /** All files that were merged, the main one first. */
  readonly files: readonly string[]
  /** The name under which the engine runs it, as far as the files tell: unless it is started under another one. */
  readonly name: string | undefined
  readonly services: readonly Service[]
  /** Keys of networks that are external: others may have joined them. */
  readonly externalNetworks: ReadonlySet<string>
  /** The name that the engine gives each network, by key: two projects share a network of one name. */
  readonly networkNames: ReadonlyMap<string, string>
  /** Its networks by key, with the implicit "default" one. */
  readonly networks?: ReadonlyMap<string, Network>
  /** No `include` or other part was missing: a name that is not here is in no file that belongs to it. */
  readonly complete: boolean
}

/** A container of a pod; as a {@link Service} it is what a configuration runs in. */
export interface Container extends Service {
  readonly container: Word
  readonly declared: readonly ContainerPort[]
  readonly probes: readonly Probe[]
  /** Something is done before it is told to stop. */
  readonly preStop: boolean
  readonly value: Value
}

/** What makes pods: a Deployment, a StatefulSet, a Job, a Pod by itself … */
export interface Workload extends KubeObject {
  /** The pods' labels. */
  readonly podLabels: ReadonlyMap<string, Word>
  /** Those that go on running, with the sidecars among the init containers. */
  readonly containers: readonly Container[]
  readonly hostNetwork: boolean
  /** Undefined where it is not said, or set from elsewhere. */
  readonly replicas: Word | undefined
  /** How pods are replaced: the type, and how many may be missing then. */
  readonly strategy: Word | undefined
  readonly maxUnavailable: Word | undefined
  /** Seconds between the signal to stop and the kill; thirty where it is not said. */
  readonly grace: Word | undefined
  /** The name of the Service that governs a StatefulSet's names. */
  readonly serviceName: Word | undefined
  /** A part was not understood: there may be more containers, ports or labels. */
  readonly unread: boolean
  /** The `spec` of its pods. */
  readonly pod: Value
}

/** All objects that are applied together. As a {@link Project}, its services are what a pod finds by name. */
export interface Cluster extends Project {
  readonly objects: readonly KubeObject[]
  readonly kubernetes: readonly ClusterService[]
  readonly workloads: readonly Workload[]
  /** The containers of all workloads. */
  readonly containers: readonly Container[]
  /** The backends of Ingresses and of routes of the Gateway API. */
  readonly backends: readonly BackendRef[]
  /** The namespaces that are named in it. */
  readonly namespaces: ReadonlySet<string>
  /** Whether any manifests, those that are applied apart from these too, have a Service of a name that may be in a namespace. */
  declaredBeside(name: string, namespace: string | undefined): boolean
  /** The Services of a name, in whatever namespace. */
  named(name: string): readonly ClusterService[]
  /** The pods that a Service leads to. */
  podsOf(service: ClusterService): readonly Workload[]
  /** The pods that a Service leads to, those that are applied apart too. */
  podsAnywhere(service: ClusterService): readonly Workload[]
  /** The workload that a container belongs to. */
  ownerOf(container: Service): Workload | undefined
  /** What a Service is to those that ask it. */
  asService(service: ClusterService): Service
  /** The Service that an Ingress or a route names. */
  lookup(ref: BackendRef): Lookup
  /** The same with more known of its containers. */
  withContainers(change: (container: Container) => Container): Cluster
}

/** Who runs a configuration, and why we think so. Unknown is the absence of placements. */
export interface Placement {
  readonly project: Project
  readonly service: Service
  /** The mount, the `configs` entry or the COPY that says so. */
  readonly at: Span
  /** Where the configuration stands in the container. */
  readonly path: string
}

/** What a host name means for a process in a given place. */
export type Lookup =
  | { readonly kind: 'service'; readonly service: Service }
  /** The service is there, but shares no network with the asker: the name does not resolve. */
  | { readonly kind: 'apart'; readonly service: Service }
  /** The service is there, in another namespace: it has the name `name` here. */
  | { readonly kind: 'elsewhere'; readonly service: Service; readonly name: string }
  /** Nobody in reach bears the name, and all names are known. `ofPods`: it is what the pods are called that `nearest` leads to. */
  | {
      readonly kind: 'missing'
      readonly nearest: Word | undefined
      readonly known: readonly Word[]
      readonly ofPods?: true
    }
  /** Not ours to judge; `why` is for `--verbose`. */
  | { readonly kind: 'unknown'; readonly why: string }

/** Whether a service answers on a port, and what says so. */
export type PortVerdict =
  /** Some evidence names the port. */
  | { readonly kind: 'open'; readonly evidence: Port }
  /** The process is bound to the loopback address: refused to everybody but itself. `sure`: nothing else can listen there. */
  | { readonly kind: 'loopback'; readonly evidence: Port; readonly sure: boolean }
  /** The port is the published side of a mapping whose container side is another one: refused inside the network. */
  | { readonly kind: 'published'; readonly mapping: Mapping }
  /** The process is told to listen elsewhere: refused. */
  | { readonly kind: 'closed'; readonly evidence: readonly Port[] }
  /** Everything declared names other ports; declarations are no listeners, so it is likely at most. */
  | { readonly kind: 'undeclared'; readonly evidence: readonly Port[] }
  | { readonly kind: 'unknown' }

/** All manifests of a workspace, read and joined. */
export interface Topology {
  /** Those of compose. */
  readonly projects: readonly Project[]
  /** The objects of Kubernetes; one manifest may belong to several, as a base does to its overlays. */
  readonly clusters: readonly Cluster[]
  /** What could not be read of the manifests. */
  readonly problems: readonly SyntaxProblem[]
  /** Every place in which the file is run, as far as the manifests tell. */
  placementsOf(file: string): readonly Placement[]
  /** What a host name means for a process in that place. */
  lookup(host: string, from: Placement): Lookup
}
