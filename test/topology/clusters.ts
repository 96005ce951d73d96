/** Small clusters written as one text, and what the topology makes of them as short lines. */
import type { Cluster, Placement, Topology, Workload } from '../../server/topology/topology.ts'

/** The cluster that a file belongs to; the first one of several. */
export function clusterIn({ clusters }: Topology, file = 'k8s.yaml'): Cluster {
  const cluster = clusters.find(each => each.files.includes(file))
  if (!cluster) throw new Error(`no cluster has the file ${file}`)
  return cluster
}

export function workloadIn(whole: Topology, name: string, file?: string): Workload {
  const workload = clusterIn(whole, file).workloads.find(each => each.name.text === name)
  if (!workload) throw new Error(`no workload is called ${name}`)
  return workload
}

/** A process of a workload's first container, for lookups. */
export function inPod(whole: Topology, name = 'gateway', file?: string): Placement {
  const service = workloadIn(whole, name, file).containers[0]!
  return { project: clusterIn(whole, file), service, at: service.name.at, path: '/etc/nginx/nginx.conf' }
}

/** "api 80>8080 443>https -> api, worker" for each Service. */
export const services = (cluster: Cluster): readonly string[] =>
  cluster.kubernetes.map(service => {
    const ports = service.ports.map(({ number, target }) => (number === target ? number : `${number}>${target}`))
    const pods = cluster.podsOf(service).map(({ name }) => name.text)
    return [service.name.text, ...ports, '->', pods.join(', ') || 'nobody'].join(' ')
  })
