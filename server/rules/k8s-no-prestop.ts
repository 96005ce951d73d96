/** A pod stops listening while requests are still on their way to it. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import { intoContainer } from '../topology/kubernetes-edits.ts'
import { type Served, servedIn } from '../topology/kubernetes-services.ts'

export const k8sNoPrestop: Rule = {
  id: 'k8s-no-prestop',
  severity: 'info',
  group: 'redundancy',
  strict: true,
  summary: 'A container behind a Kubernetes Service stops at once when its pod ends, while requests still come.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, servedIn, judge),
}

const SECONDS = 10

function judge({ container, workload, service, at }: Served): Report | undefined {
  const { grace } = workload
  if (grace?.text === '0')
    return {
      at: grace.at,
      severity: 'warning',
      message: `The pods of "${workload.name.text}" are killed at once when they end: requests that they are answering break off with 502.`,
      fixes: [],
    }
  if (container.preStop || (grace && Number(grace.text) <= SECONDS)) return undefined
  const edit = intoContainer(workload, container, `lifecycle: { preStop: { sleep: { seconds: ${SECONDS} } } }`)
  return {
    at,
    message: `"${container.container.text}" of "${workload.name.text}" is told to stop as soon as its pod ends, and the cluster takes some seconds until nobody sends to it by the Service "${service.name.text}": at each deployment some requests are answered 502, by HAProxy 503.`,
    related: [{ at: service.name.at, message: 'The Service leads here' }],
    fixes: edit
      ? [{ title: `Wait ${SECONDS} seconds before it stops (Kubernetes 1.30 or later)`, edits: [edit], safe: false }]
      : [],
  }
}
