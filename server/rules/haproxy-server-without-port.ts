/** A server of HAProxy without a port is asked at the port that the client called. */
import { answeredAs } from '../answered.ts'
import type { Config, Target, Upstream } from '../model/config.ts'
import type { Fix, Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'
import type { PortVerdict, Service } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'

export const haproxyServerWithoutPort: Rule = {
  id: 'haproxy-server-without-port',
  severity: 'error',
  group: 'reachability',
  summary: 'A server of HAProxy has no port, and the service does not listen on the one that clients call.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'haproxy' || !config.complete) return
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { target, upstream } = hop
      if (target.port || target.down || target.options.some(({ text }) => text === 'usesrc')) continue
      const services = found.map(({ lookup }) => lookup.service)
      const called = callsOf(config, upstream)
      const verdicts = services.flatMap(service => called.map(port => verdictOf(service, port)))
      if (verdicts.length === 0 || !verdicts.every(refuses)) continue
      const ports = [...new Set(services.flatMap(service => service.ports.map(({ number }) => number)))]
      yield {
        at: target.at,
        severity: verdicts.every(({ kind }) => kind === 'closed') ? 'error' : 'warning',
        message: `Without a port HAProxy asks "${target.host.text}" at the port that the client has called, ${called.join(' or ')}; it listens on ${ports.join(', ')}. The connection is refused, and the answer is 503.`,
        related: evidence(services),
        fixes: ports.slice(0, MOST_PORTS).map(port => ask(target, port, ports.length === 1)),
      }
    }
  },
}

/** The ports at which clients come to a backend; none where one of them is not known. */
function callsOf({ gateways }: Config, upstream: Upstream): readonly number[] {
  const leading = gateways.filter(({ routes }) =>
    routes.some(({ to }) => to.kind === 'upstream' && to.upstream === upstream),
  )
  const ports = leading.flatMap(({ listens }) => listens.map(({ port }) => port))
  return ports.every(port => port !== undefined) ? [...new Set(ports)] : []
}

const refuses = ({ kind }: PortVerdict): boolean => kind === 'closed' || kind === 'undeclared' || kind === 'published'

const evidence = (services: readonly Service[]) =>
  services.flatMap(({ ports, name }) =>
    ports.map(({ at, number }) => ({ at, message: `"${name.text}" has the port ${number}` })),
  )

const ask = ({ host }: Target, port: number, safe: boolean): Fix => ({
  title: `Ask port ${port}`,
  edits: [{ at: pointAt(host.at.file, host.at.end), text: `:${port}` }],
  safe,
})

const MOST_PORTS = 4
