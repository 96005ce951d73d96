/** A Kubernetes Service without a selector has a port that its Endpoints have not: nobody answers on it. */
import type { Fix, Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { ServicePort } from '../topology/cluster.ts'
import { type EndpointPort, endpointsOf } from '../topology/kubernetes-endpoints.ts'
import { type PortOfService, portsOfServices } from '../topology/kubernetes-services.ts'
import type { Cluster } from '../topology/topology.ts'

export const k8sEndpointsPortMissing: Rule = {
  id: 'k8s-endpoints-port-missing',
  severity: 'error',
  group: 'kubernetes',
  summary: 'A Kubernetes Service without a selector has a port that its Endpoints have not: nobody answers on it.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, portsOf, judge),
}

/** The name of a headless Service gives the addresses alone: its list of ports is not looked at. */
const portsOf = (cluster: Cluster): readonly PortOfService[] =>
  portsOfServices(cluster).filter(({ service }) => !service.headless && !service.selectorAt && !service.portsUnread)

function judge({ service, ...port }: PortOfService, { objects }: Cluster): Report | undefined {
  const all = endpointsOf(service, objects)
  if (!all || all.length === 0) return undefined
  const ports = all.flatMap(each => each.ports)
  if (ports.some(each => isFor(each, port))) return undefined
  const [first] = all
  const asked = port.name ? `called "${port.name.text}"` : 'without a name'
  return {
    at: port.name?.at ?? port.at,
    message: `The Service "${service.name.text}" passes connections to the port ${asked} of its Endpoints, and they ${has(ports)}: nobody answers, and a gateway gives up with 502 or 504, HAProxy with 503.`,
    related: [{ at: first!.object.name.at, message: `This is where "${service.name.text}" leads` }],
    fixes: rename(port, ports),
  }
}

/** By name and protocol; the number is the Endpoints' own (kube-proxy, EndpointsMap: ServicePortName). */
const isFor = ({ name, protocol }: EndpointPort, port: ServicePort): boolean =>
  (name?.text ?? '') === (port.name?.text ?? '') && protocol === port.protocol

function has(ports: readonly EndpointPort[]): string {
  const names = ports.map(({ name, number }) => (name ? `"${name.text}"` : `${number!.text} without a name`))
  return `have ${names.join(', ')}`
}

/** Where there is only one it can mean. */
function rename(port: ServicePort, [only, ...others]: readonly EndpointPort[]): readonly Fix[] {
  if (!port.name || !only?.name || others.length > 0 || only.protocol !== port.protocol) return []
  return [
    {
      title: `Call the port "${port.name.text}" in the Endpoints`,
      edits: [{ at: only.name.at, text: port.name.text }],
      safe: false,
    },
    {
      title: `Call the port "${only.name.text}" in the Service`,
      edits: [{ at: port.name.at, text: only.name.text }],
      safe: false,
    },
  ]
}
