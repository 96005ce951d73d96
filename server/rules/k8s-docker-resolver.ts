/** Docker's name server is asked in a pod of Kubernetes, where it is not. */
import { isAddress } from '../model/address.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const k8sDockerResolver: Rule = {
  id: 'k8s-docker-resolver',
  severity: 'error',
  group: 'names',
  summary: 'The resolver is Docker’s own name server, and the gateway runs in a pod of Kubernetes.',
  *check({ config, placements }) {
    if (placements.length === 0 || !placements.every(({ service }) => service.networkMode.kind === 'pod')) return
    const told = new Set<Directive>()
    for (const { to, resolver } of config.gateways.flatMap(({ routes }) => routes)) {
      const servers = resolver?.args.filter(({ text }) => !text.includes('=')) ?? []
      const docker = servers.find(({ text }) => /^127\.0\.0\.11(?::53)?$/.test(text))
      const asks = to.kind === 'direct' && to.dynamic && !isAddress(to.name.text)
      if (!resolver || !docker || !asks || servers.length > 1 || told.has(resolver)) continue
      told.add(resolver)
      yield {
        at: docker.at,
        target: to.name.at,
        message: `127.0.0.11 is the name server of Docker, and nobody answers there in a pod of Kubernetes: "${to.name.text}" is not found, and requests are answered 502.`,
        related: [
          { at: to.name.at, message: `"${to.name.text}" is looked up per request` },
          { at: placements[0]!.at, message: `"${placements[0]!.service.name.text}" runs this configuration` },
        ],
        fixes: [
          {
            title: `Ask the cluster's name server by its usual name, ${CLUSTER}`,
            edits: [{ at: docker.at, text: CLUSTER }],
            safe: false,
          },
        ],
      }
    }
  },
}

/** So called since Kubernetes 1.0, also where CoreDNS answers; some distributions call it otherwise. */
const CLUSTER = 'kube-dns.kube-system.svc.cluster.local'
