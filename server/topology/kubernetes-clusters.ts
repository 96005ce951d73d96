/** The objects that are applied together, joined: Services with their pods, pods with their ConfigMaps, routes with their backends. */
import { folderOf } from '../model/path.ts'
import { once } from '../syntax/remembered.ts'
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
  const around = aroundOf(groups, () => clusters)
  const clusters: readonly Cluster[] = groups.map(group => clusterOf(group, around))
  return clusters
}

/** What a cluster knows of all that is applied apart from it, too. */
type Around = Pick<Cluster, 'declaredBeside' | 'podsAnywhere'>

function aroundOf(groups: readonly Together[], clusters: () => readonly Cluster[]): Around {
  const namespaces = new Map<string, Set<string | undefined>>()
  for (const { kind, name, namespace } of groups.flatMap(({ objects }) => objects)) {
    if (kind !== 'Service') continue
    const known = namespaces.get(name.text) ?? new Set()
    namespaces.set(name.text, known.add(namespace?.text))
  }
  let podsOf: Cluster['podsOf'] | undefined
  return {
    declaredBeside(name, namespace) {
      const known = namespaces.get(name)
      return known !== undefined && (namespace === undefined || known.has(undefined) || known.has(namespace))
    },
    podsAnywhere(service) {
      podsOf ??= matching(clusters().flatMap(({ workloads }) => workloads))
      return podsOf(service)
    },
  }
}

/** What kustomizations make, and the files that belong to none. */
function togetherIn(files: readonly KubernetesFile[]): readonly Together[] {
  const { groups, taken } = kustomized(files)
  const others = files.filter(file => !taken.has(file))
  const folders = files.flatMap(({ file, kustomization }) => (kustomization ? folderOf(file) : []))
  return [...groups, ...groupsOf(others, folders)]
}

function clusterOf(group: Together, around: Around): Cluster {
  const { objects } = group
  const configMap = (name: string, workload: Workload): KubeObject | undefined =>
    objects.find(object => object.kind === 'ConfigMap' && object.name.text === name && sameNamespace(object, workload))
  const workloads = objects.flatMap(object => {
    const workload = workloadIn(object)
    if (!workload) return []
    const find = (name: string): KubeObject | undefined => configMap(name, workload)
    return [{ ...workload, containers: workload.containers.map(each => withMounts(each, workload, find)) }]
  })
  return joined(group, workloads, around)
}

function joined({ file, files, objects, complete }: Together, workloads: readonly Workload[], around: Around): Cluster {
  const kubernetes = objects.flatMap(object => serviceIn(object) ?? [])
  const byName = new Map<string, ClusterService[]>()
  for (const service of kubernetes) byName.set(service.name.text, [...(byName.get(service.name.text) ?? []), service])
  const owners = new Map<Service, Workload>(
    workloads.flatMap(workload => workload.containers.map(each => [each, workload] as const)),
  )
  const podsOf = once(matching(workloads))
  const seen = once((service: ClusterService): Service => asService(service, podsOf(service)))
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
    workloads,
    containers: workloads.flatMap(({ containers }) => containers),
    backends: objects.flatMap(backendsIn),
    namespaces: new Set(objects.flatMap(object => namespaceNamed(object) ?? [])),
    ...around,
    podsOf,
    ownerOf: container => owners.get(container),
    asService: seen,
    lookup: ref => serviceBehind(ref, cluster),
    withContainers: change =>
      joined(
        { file, files, objects, complete },
        workloads.map(workload => ({ ...workload, containers: workload.containers.map(change) })),
        around,
      ),
  }
  return cluster
}

/** What an object is stays the same as long as its file does. */
const serviceIn = once(clusterServiceOf)
const workloadIn = once(workloadOf)

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
