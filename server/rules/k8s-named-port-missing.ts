/** A Service or a probe names a port of a container that has none of that name. */
import type { Fix, Report, Rule } from '../rule.ts'
import { isSpelling } from '../syntax/nearest.ts'
import type { Span, Word } from '../syntax/text.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { ClusterService, ContainerPort, Probe, ServicePort } from '../topology/cluster.ts'
import type { Cluster, Workload } from '../topology/topology.ts'

export const k8sNamedPortMissing: Rule = {
  id: 'k8s-named-port-missing',
  severity: 'error',
  group: 'kubernetes',
  summary: 'A Kubernetes Service or a probe names a container port that no container has.',
  check: () => [],
  checkTopology: topology => [
    ...inEveryCluster(topology, portsOf, ofService),
    ...inEveryCluster(topology, probesOf, ofProbe),
  ],
}

const portsOf = ({ kubernetes }: Cluster): readonly (ServicePort & { readonly service: ClusterService })[] =>
  kubernetes.flatMap(service => service.ports.map(port => ({ ...port, service })))

function ofService(port: ReturnType<typeof portsOf>[number], cluster: Cluster): Report | undefined {
  const { target, targetAt, service } = port
  const pods = cluster.podsOf(service)
  if (typeof target === 'number' || pods.length === 0 || pods.some(({ unread }) => unread)) return undefined
  const declared = portsIn(pods)
  if (declared.some(({ name }) => name?.text === target)) return undefined
  return {
    at: targetAt,
    message: `The Service "${service.name.text}" leads to a port called "${target}", and no container of "${pods[0]!.name.text}" has one of that name: the Service has no endpoints, and gateways answer 502 or 503.`,
    related: pods.map(({ name }) => ({ at: name.at, message: `The Service leads to the pods of "${name.text}"` })),
    fixes: renamings(targetAt, target, declared),
  }
}

interface Asked extends Probe {
  readonly port: Word
  readonly workload: Workload
  readonly declared: readonly ContainerPort[]
}

/** A probe finds the ports of its own container alone. */
const probesOf = ({ workloads }: Cluster): readonly Asked[] =>
  workloads.flatMap(workload =>
    workload.containers.flatMap(({ probes, declared }) =>
      probes.flatMap(({ port, ...probe }) => (port ? [{ ...probe, at: port.at, port, workload, declared }] : [])),
    ),
  )

function ofProbe({ kind, port, workload, declared }: Asked): Report | undefined {
  if (!/[a-z]/i.test(port.text) || declared.some(({ name }) => name?.text === port.text)) return undefined
  const consequence = {
    readinessProbe: 'the pod never becomes ready, and gateways answer 502 or 503',
    livenessProbe: 'the container is started anew again and again, and gateways answer 502 or 503',
    startupProbe: 'the container is started anew again and again, and gateways answer 502 or 503',
  }[kind]
  return {
    at: port.at,
    message: `The ${kind} of "${workload.name.text}" asks a port called "${port.text}", and its container has none of that name: ${consequence}.`,
    fixes: renamings(port.at, port.text, declared),
  }
}

const portsIn = (pods: readonly Workload[]): readonly ContainerPort[] =>
  pods.flatMap(({ containers }) => containers.flatMap(({ declared }) => declared))

const renamings = (at: Span, written: string, declared: readonly ContainerPort[]): readonly Fix[] => {
  const names = [...new Set(declared.flatMap(({ name }) => name?.text ?? []))]
  return names
    .map(name => ({
      title: `Use "${name}"`,
      edits: [{ at, text: name }],
      safe: isSpelling(written, name) && names.length === 1,
    }))
    .toSorted((a, b) => Number(b.safe) - Number(a.safe))
}
