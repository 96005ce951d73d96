/** The objects that are applied together, joined: Services with their pods, pods with their ConfigMaps, routes with their backends. */
import { folderOf } from '../model/path.ts'
import type { ClusterService, KubeObject } from './cluster.ts'
import { type KubernetesFile, sameNamespace } from './kubernetes.ts'
import { groupsOf, type Together } from './kubernetes-groups.ts'
import { serviceBehind } from './kubernetes-lookup.ts'
import { withMounts } from './kubernetes-mounts.ts'
import { backendsIn } from './kubernetes-routes.ts'
import { asService, clusterServiceOf } from './kubernetes-services.ts'
import { workloadOf } from './kubernetes-workloads.ts'
import { kustomized } from './kustomize.ts'
import type { Cluster, Service, Workload } from './topology.ts'

export function clustersOf(files: readonly KubernetesFile[]): readonly Cluster[] {
  const groups = togetherIn(files)
  const names = new Set(groups.flatMap(({ objects }) => objects.flatMap(serviceName)))
  return groups.map(group => clusterOf(group, name => names.has(name)))
}

const serviceName = ({ kind, name }: KubeObject): readonly string[] => (kind === 'Service' ? [name.text] : [])

/** What kustomizations make, and the files that belong to none. */
function togetherIn(files: readonly KubernetesFile[]): readonly Together[] {
  const { groups, taken } = kustomized(files)
  const others = files.filter(file => !taken.has(file))
  const folders = files.flatMap(({ file, kustomization }) => (kustomization ? folderOf(file) : []))
  return [...groups, ...groupsOf(others, folders)]
}

function clusterOf({ file, files, objects, complete }: Together, declaredBeside: Cluster['declaredBeside']): Cluster {
  const kubernetes = objects.flatMap(object => understood(object, services, clusterServiceOf) ?? [])
  const drafts = objects.flatMap(object => understood(object, workloads, workloadOf) ?? [])
  const configMap = (name: string, workload: Workload): KubeObject | undefined =>
    objects.find(object => object.kind === 'ConfigMap' && object.name.text === name && sameNamespace(object, workload))
  const joined = drafts.map(workload => ({
    ...workload,
    containers: workload.containers.map(container =>
      withMounts(container, workload, name => configMap(name, workload)),
    ),
  }))
  const byName = new Map<string, ClusterService[]>()
  for (const service of kubernetes) byName.set(service.name.text, [...(byName.get(service.name.text) ?? []), service])
  const owners = new Map<Service, Workload>(
    joined.flatMap(workload => workload.containers.map(each => [each, workload] as const)),
  )
  const pods = memory(matching(joined))
  const seen = memory((service: ClusterService): Service => asService(service, pods(service)))
  const cluster: Cluster = {
    file,
    files,
    name: undefined,
    get services() {
      return kubernetes.map(seen)
    },
    externalNetworks: new Set(),
    networkNames: new Map(),
    complete,
    objects,
    kubernetes,
    named: name => byName.get(name) ?? [],
    workloads: joined,
    containers: joined.flatMap(({ containers }) => containers),
    backends: objects.flatMap(backendsIn),
    namespaces: new Set(objects.flatMap(object => namespaceNamed(object) ?? [])),
    declaredBeside,
    podsOf: pods,
    ownerOf: container => owners.get(container),
    asService: seen,
    lookup: ref => serviceBehind(ref, cluster),
  }
  return cluster
}

const namespaceNamed = ({ kind, name, namespace }: KubeObject): string | undefined =>
  kind === 'Namespace' ? name.text : namespace?.text

/** The workloads that a selector matches, found by the first of its labels. */
function matching(all: readonly Workload[]): (service: ClusterService) => readonly Workload[] {
  const byLabel = new Map<string, Workload[]>()
  for (const workload of all) {
    for (const [key, { text }] of workload.podLabels) {
      const same = byLabel.get(`${key}=${text}`)
      if (same) same.push(workload)
      else byLabel.set(`${key}=${text}`, [workload])
    }
  }
  return service => {
    const [[key, value] = [], ...rest] = service.selector ?? []
    return (byLabel.get(`${key}=${value?.text}`) ?? []).filter(
      workload =>
        sameNamespace(service, workload) &&
        rest.every(([name, word]) => workload.podLabels.get(name)?.text === word.text),
    )
  }
}

/** What an object is stays the same as long as its file does. */
function understood<Made>(
  object: KubeObject,
  known: WeakMap<KubeObject, { readonly made: Made | undefined }>,
  make: (object: KubeObject) => Made | undefined,
): Made | undefined {
  const before = known.get(object) ?? { made: make(object) }
  known.set(object, before)
  return before.made
}

const services = new WeakMap<KubeObject, { readonly made: ClusterService | undefined }>()
const workloads = new WeakMap<KubeObject, { readonly made: Workload | undefined }>()

function memory<Asked, Answer>(answer: (asked: Asked) => Answer): (asked: Asked) => Answer {
  const known = new Map<Asked, Answer>()
  return asked => {
    if (!known.has(asked)) known.set(asked, answer(asked))
    return known.get(asked)!
  }
}
