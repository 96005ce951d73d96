/** Holds what is read of Kubernetes manifests against a table of judged Services and routes: where each leads, and whether it is right. */
import * as path from 'node:path'
import { within } from '../../server/syntax/text.ts'
import type { KubeObject } from '../../server/topology/cluster.ts'
import type { Cluster } from '../../server/topology/topology.ts'
import type { Workspace } from '../../server/workspace.ts'

/** A line of the table: `kind` and `name` in a `file` lead by an `edge` to a `target`, and the `verdict` on it. */
export type Row = Readonly<Record<string, string>>

/** `open`: the folder and the workspace of a project, by its name with a slash. Answers lines to print. */
export function judgedManifests(
  rows: readonly Row[],
  open: (repo: string) => { readonly root: string; readonly workspace: Workspace },
): readonly string[] {
  const projects = new Map([...new Set(rows.map(row => row.repo!))].map(repo => [repo, open(repo)] as const))
  const withTarget = rows.filter(row => row.target !== '')
  const lost = withTarget.filter(row => !isFound(row, projects.get(row.repo!)!))
  const alarms = rows.filter(row => /^OK/.test(row.verdict!)).flatMap(row => alarmsAt(row, projects.get(row.repo!)!))
  return [
    '\n## Kubernetes\n',
    `Targets found as judged: ${withTarget.length - lost.length} of ${withTarget.length} (${((100 * (withTarget.length - lost.length)) / withTarget.length).toFixed(1)} %)`,
    ...lost.map(
      row =>
        `  not found: ${row.repo} ${row.file} ${row.kind} ${row.name} ${row['edge(port->targetPort or service:port)']} ${row.target}`,
    ),
    `On Services and routes judged right: ${new Set(alarms).size} errors or warnings`,
    ...new Set(alarms),
  ]
}

type Project = ReturnType<Parameters<typeof judgedManifests>[1]>

function isFound(row: Row, { root, workspace }: Project): boolean {
  return workspace
    .topology()
    .clusters.some(cluster =>
      objectsOf(row, cluster, root).some(object =>
        row.kind === 'Service' ? leadsToPods(row, object, cluster, root) : leadsToService(row, object, cluster, root),
      ),
    )
}

const objectsOf = (row: Row, { objects }: Cluster, root: string): readonly KubeObject[] =>
  objects.filter(
    ({ kind, name, at }) => kind === row.kind && name.text === row.name && path.relative(root, at.file) === row.file,
  )

/** `port->targetPort` and `file:workload`. */
function leadsToPods(row: Row, object: KubeObject, cluster: Cluster, root: string): boolean {
  const [port, target] = row['edge(port->targetPort or service:port)']!.split('->')
  const service = cluster.kubernetes.find(({ at }) => at === object.at)
  return (
    service?.ports.some(each => String(each.number) === port && String(each.target) === target) === true &&
    cluster.podsOf(service).some(pod => `${path.relative(root, pod.at.file)}:${pod.name.text}` === row.target)
  )
}

/** `service:port`, and the file of the Service. */
function leadsToService(row: Row, object: KubeObject, cluster: Cluster, root: string): boolean {
  const [name, port] = row['edge(port->targetPort or service:port)']!.split(':')
  return cluster.backends.some(ref => {
    if (ref.owner !== object || ref.name.text !== name || ref.port?.text !== port) return false
    const lookup = cluster.lookup(ref)
    return lookup.kind === 'service' && path.relative(root, lookup.service.name.at.file) === row.target
  })
}

function alarmsAt(row: Row, { root, workspace }: Project): readonly string[] {
  const objects = workspace.topology().clusters.flatMap(cluster => objectsOf(row, cluster, root))
  return workspace
    .findings()
    .filter(({ severity, at }) => severity !== 'info' && objects.some(object => within(at, object.at)))
    .map(({ rule, severity, message }) => `  ${row.repo} ${row.file} ${row.name}: ${severity} ${rule}: ${message}`)
}
