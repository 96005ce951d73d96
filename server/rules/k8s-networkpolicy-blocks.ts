/** A NetworkPolicy drops what the gateway sends. */
import { answeredAs } from '../answered.ts'
import type { Rule } from '../rule.ts'
import type { Found } from '../topology/agree.ts'
import type { KubeObject } from '../topology/cluster.ts'
import { blockedBy, type Side } from '../topology/kubernetes-policies.ts'
import type { Cluster, Lookup, Topology } from '../topology/topology.ts'

export const k8sNetworkpolicyBlocks: Rule = {
  id: 'k8s-networkpolicy-blocks',
  severity: 'warning',
  group: 'reachability',
  summary: 'A NetworkPolicy does not let the gateway through to the pods that it asks.',
  *check(view) {
    const { config, topology } = view
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { target } = hop
      const { host, portNumber, down } = target
      if (down || portNumber === undefined) continue
      const blocks = found.map(each => blockOf(each, portNumber, topology))
      const [block] = blocks
      if (!block || blocks.includes(undefined)) continue
      const { policy, side, port } = block
      yield {
        at: target.at,
        message: `The NetworkPolicy "${policy.name.text}" does not let "${found[0]!.from.service.name.text}" ${side === 'Ingress' ? 'in' : 'out'} to port ${port} of the pods of "${host.text}": where the network enforces it, connections are dropped, and the answer is ${config.dialect === 'nginx' ? 504 : 503}.`,
        related: [
          {
            at: policy.name.at,
            message: `The policy "${policy.name.text}"; others let it through no more than this one`,
          },
          { at: found[0]!.lookup.service.name.at, message: `The Service "${host.text}"` },
        ],
      }
    }
  },
}

interface Block {
  readonly policy: KubeObject
  readonly side: Side
  readonly port: number
}

/** All pods are out of reach, by one policy or another. A policy that is not here may let through what these do not. */
function blockOf(
  { from, lookup }: Found<Extract<Lookup, { kind: 'service' }>>,
  asked: number,
  { clusters }: Topology,
): Block | undefined {
  const cluster: Cluster | undefined = clusters.find(each => each === from.project)
  const gateway = cluster?.ownerOf(from.service)
  const service = lookup.service.kubernetes
  const port = service?.headless ? asked : lookup.service.ports.find(({ number }) => number === asked)?.leadsTo
  if (!cluster?.complete || !gateway || !service || port === undefined) return undefined
  const blocks = cluster.podsOf(service).map(to => blockedBy({ from: gateway, to, port }, cluster))
  return blocks[0] && !blocks.includes(undefined) ? { ...blocks[0], port } : undefined
}
