/** The kubelet asks a port on which the container does not listen. */
import type { Report, Rule } from '../rule.ts'
import type { Word } from '../syntax/text.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { Probe } from '../topology/cluster.ts'
import type { Cluster, Container, Port, Workload } from '../topology/topology.ts'

export const k8sReadinessPortMismatch: Rule = {
  id: 'k8s-readiness-port-mismatch',
  severity: 'error',
  group: 'kubernetes',
  summary: 'A probe asks a port on which its container does not listen: the pod never gets ready.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, probesOf, judge),
}

interface Asked extends Probe {
  readonly port: Word
  readonly container: Container
  readonly workload: Workload
}

const probesOf = ({ workloads }: Cluster): readonly Asked[] =>
  workloads.flatMap(workload =>
    workload.containers.flatMap(container =>
      container.probes.flatMap(({ port, ...probe }) =>
        port && /^\d+$/.test(port.text) ? [{ ...probe, at: port.at, port, container, workload }] : [],
      ),
    ),
  )

/** What is declared closes nothing: only a container that is told where to listen, or that nothing but its known image says, is held against it. */
function judge({ kind, by, port, container, workload }: Asked): Report | undefined {
  const number = Number(port.text)
  if (by === 'grpc' || workload.containers.some(each => each !== container && each.declared.length === 0))
    return undefined
  const known = workload.containers.flatMap(each => each.ports.filter(({ source }) => source !== 'healthcheck'))
  if (known.some(evidence => evidence.number === number) || mentions(container, port.text)) return undefined
  const own = container.ports.filter(({ source }) => TOLD.includes(source))
  const isSure = container.portsClosed
  const isStock = !container.command && container.pristine && own.length > 0
  if (!isSure && !isStock) return undefined
  const numbers = [...new Set(own.map(each => each.number))]
  return {
    at: port.at,
    severity: isSure ? 'error' : 'warning',
    message: `The ${kind} of "${workload.name.text}" asks port ${number}, and the container listens on ${numbers.join(', ')}: ${kind === 'readinessProbe' ? 'the pod never becomes ready' : 'the container is started anew again and again'}, and gateways answer 502 or 503.`,
    related: own.map(({ at, number: there }) => ({ at, message: `It listens on ${there}` })),
    fixes: numbers.map(each => ({
      title: `Ask port ${each}`,
      edits: [{ at: port.at, text: String(each) }],
      safe: isSure && numbers.length === 1,
    })),
  }
}

const TOLD: readonly Port['source'][] = ['command', 'environment', 'image']

/** An option or a variable names the port, whatever it is for. */
const mentions = ({ command, environment }: Container, port: string): boolean =>
  [...(command ?? []), ...environment.values()].some(
    word => word !== undefined && new RegExp(`(?<!\\d)${port}(?!\\d)`).test(word.text),
  )
