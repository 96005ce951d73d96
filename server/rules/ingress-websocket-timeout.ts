/** ingress-nginx cuts a quiet WebSocket after a minute. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef } from '../topology/cluster.ts'
import { isForIngressNginx } from '../topology/ingress-controllers.ts'
import { annotate } from '../topology/kubernetes-edits.ts'
import type { Cluster } from '../topology/topology.ts'

export const ingressWebsocketTimeout: Rule = {
  id: 'ingress-websocket-timeout',
  severity: 'info',
  group: 'websocket',
  strict: true,
  summary:
    'A path of an Ingress that looks like WebSockets has the time of ingress-nginx for a silent connection: a minute.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

/** Paths that WebSockets are served under. */
const WEBSOCKETS =
  /(?:^|\/)(?:ws|wss|websockets?|socket\.io|sockjs|cable|signalr|graphql-ws|realtime|live\/websocket)(?:[/(]|$)/i

const READ = 'nginx.ingress.kubernetes.io/proxy-read-timeout'

function judge({ owner, path }: BackendRef, cluster: Cluster): Report | undefined {
  if (owner.kind !== 'Ingress' || !path || !WEBSOCKETS.test(path.text)) return undefined
  if (!isForIngressNginx(owner, cluster) || owner.annotations.has(READ)) return undefined
  const edit = annotate(owner, READ, '3600')
  return {
    at: path.at,
    message: `A WebSocket under "${path.text}" over which nothing comes for 60 seconds is cut: proxy-read-timeout of ingress-nginx is that long where nothing is said.`,
    fixes: edit ? [{ title: 'Wait an hour: proxy-read-timeout of 3600', edits: [edit], safe: false }] : [],
  }
}
