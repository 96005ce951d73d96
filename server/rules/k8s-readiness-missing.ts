/** Nothing tells the Service when a container is ready: it gets requests before it listens. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import { intoContainer } from '../topology/kubernetes-edits.ts'
import { type Served, servedIn } from '../topology/kubernetes-services.ts'

export const k8sReadinessMissing: Rule = {
  id: 'k8s-readiness-missing',
  severity: 'info',
  group: 'health',
  strict: true,
  summary: 'A container behind a Kubernetes Service has no readiness probe: it gets requests before it listens.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, servedIn, judge),
}

function judge({ container, workload, service, port, at }: Served): Report | undefined {
  if (container.probes.some(({ kind }) => kind === 'readinessProbe') || service.publishNotReady) return undefined
  const edit = intoContainer(workload, container, `readinessProbe: { tcpSocket: { port: ${port} } }`)
  return {
    at,
    message: `"${container.container.text}" of "${workload.name.text}" has no readinessProbe: each new pod gets requests of the Service "${service.name.text}" as soon as it runs, and until it listens they are answered 502, by HAProxy 503.`,
    related: [{ at: service.name.at, message: 'The Service leads here' }],
    fixes: edit ? [{ title: `Ask port ${port} whether it is ready`, edits: [edit], safe: false }] : [],
  }
}
