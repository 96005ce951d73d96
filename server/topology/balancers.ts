/** Load balancers of a cloud that an Ingress asks for, and which pods are behind them. */
import type { Span } from '../syntax/text.ts'
import type { BackendRef, KubeObject } from './cluster.ts'
import { classOf, controllersOf } from './ingress-controllers.ts'
import type { Cluster, Placement } from './topology.ts'

/** A balancer in front of a gateway. */
export interface FrontBalancer {
  readonly name: string
  /** Milliseconds for which it keeps a connection over which nothing comes. */
  readonly idle: number
  /** What tells of it, and in words how. */
  readonly at: Span
  readonly how: string
}

/** The balancer in front of everywhere that a gateway runs. */
export function balancerBefore(placements: readonly Placement[]): FrontBalancer | undefined {
  const found = placements.map(placement => {
    const cluster = 'backends' in placement.project ? (placement.project as Cluster) : undefined
    const ref = cluster?.backends.find(each => leadsTo(cluster, each, placement) && balancerOf(each.owner, cluster))
    return ref && balancerOf(ref.owner, cluster!)
  })
  return found.every(each => each) ? found[0] : undefined
}

/** A Service whose pods hold the container that runs the gateway. */
function leadsTo(cluster: Cluster, ref: BackendRef, { service }: Placement): boolean {
  const found = cluster.lookup(ref)
  const asked = found.kind === 'service' ? found.service.kubernetes : undefined
  return (
    asked !== undefined && cluster.podsOf(asked).some(({ containers }) => containers.some(each => each === service))
  )
}

function balancerOf(ingress: KubeObject, cluster: Cluster): FrontBalancer | undefined {
  const said = classOf(ingress)
  const controllers = controllersOf(ingress, cluster)
  const how = 'This Ingress asks for it'
  if (controllers.length === 1 && controllers[0] === 'the AWS Load Balancer Controller') {
    const attributes = ingress.annotations.get('alb.ingress.kubernetes.io/load-balancer-attributes')?.value.text ?? ''
    const seconds = /(?:^|,)\s*idle_timeout\.timeout_seconds=(\d+)/.exec(attributes)?.[1] ?? '60'
    return { name: "AWS's load balancer", idle: Number(seconds) * 1000, at: said!.at, how }
  }
  return said && /^gce(?:-internal)?$/.test(said.text)
    ? { name: "Google's load balancer", idle: 600_000, at: said.at, how }
    : undefined
}
