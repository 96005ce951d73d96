/** A name is to be looked up per request, and nobody is there to look it up. */

import { isAddress } from '../model/address.ts'
import type { Config, Route } from '../model/config.ts'
import { routesWhere } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Placement } from '../topology/topology.ts'

export const noResolver: Rule = {
  id: 'no-resolver',
  severity: 'error',
  group: 'names',
  summary: 'A variable in the target makes nginx look a name up per request, and no resolver is set.',
  *check({ config, placements }) {
    if (!config.complete) return
    const varying = withoutResolver(config)
    const atStart = new Set(varying.length > 0 ? knownAtStart(config).map(askedBy) : [])
    for (const route of varying) {
      const { to, directive } = route
      if (to.kind !== 'direct' || atStart.has(askedBy(route))) continue
      yield {
        at: directive.args[0]!.at,
        message: `With a variable in the target nginx looks "${to.name.text}" up at each request, and no resolver is in force here: every request is answered 502.`,
        related:
          to.name.at.start === directive.args[0]!.at.start
            ? []
            : [{ at: to.name.at, message: `The name "${to.name.text}" comes from here` }],
        fixes: [insertResolver(config, route, placements)],
      }
    }
  },
}

const withoutResolver = routesWhere(
  ({ to, resolver }) => !resolver && to.kind === 'direct' && to.dynamic && !isAddress(to.name.text),
)
const knownAtStart = routesWhere(({ to }) => to.kind === 'direct' && !to.dynamic)

/** A variable's value gets the address that a literal target of the same host and port had at start (ngx_http_upstream_init_request: no resolving for a known name). */
const askedBy = ({ to }: Route): string =>
  to.kind === 'direct' ? `${to.name.text.toLowerCase()}:${to.upstream.targets[0]?.portNumber}` : ''

/** Docker's name server has one address in every container of a network of the project, the cluster's has a name in Kubernetes. Elsewhere the address is a guess. */
function insertResolver(config: Config, { directive }: Route, placements: readonly Placement[]): Fix {
  const every = (kind: 'networks' | 'pod'): boolean =>
    placements.length > 0 && placements.every(({ service }) => service.networkMode.kind === kind)
  const insert = (server: string) => [linesBefore(config, directive, [`resolver ${server} valid=10s;`])]
  if (every('pod'))
    return {
      title: "Insert a resolver: the cluster's own",
      edits: insert('kube-dns.kube-system.svc.cluster.local'),
      safe: false,
    }
  const inDocker = every('networks')
  return {
    title: inDocker
      ? "Insert a resolver: Docker's own"
      : "Insert a resolver: Docker's own, if nginx runs in a container",
    edits: insert('127.0.0.11'),
    safe: inDocker,
  }
}
