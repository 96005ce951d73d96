/** A gateway wants a header of the PROXY protocol that the one in front of it does not send. */
import { answeredAs } from '../answered.ts'
import type { Config, Hop } from '../model/config.ts'
import { factsOf } from '../model/pool.ts'
import { inForce } from '../model/scope.ts'
import { behindAddress } from '../model/target-options.ts'
import type { Report, Rule } from '../rule.ts'
import type { Port } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'

export const proxyHeaderMissing: Rule = {
  id: 'proxy-header-missing',
  severity: 'error',
  group: 'protocol',
  summary: 'A target wants connections that begin with a PROXY header, and the gateway sends none.',
  *check(view) {
    const { config } = view
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { portNumber, down, conditional } = hop.target
      if (down || conditional || portNumber === undefined || sends(config, hop)) continue
      const ports = found.map(({ lookup }) => {
        const verdict = verdictOf(lookup.service, portNumber)
        return verdict.kind === 'open' && verdict.evidence.proxyProtocol ? verdict.evidence : undefined
      })
      if (ports[0] && ports.every(port => port)) yield report(config, hop, ports[0])
    }
  },
}

/** Whether it may send one: nginx can for raw TCP alone (ngx_stream_proxy_module), HAProxy by an option of the server. */
function sends(config: Config, { target, routes }: Hop): boolean {
  if (config.dialect === 'haproxy') {
    const { sendsProxy, certain } = factsOf(config, target)
    return sendsProxy || !certain
  }
  return routes.some(
    ({ protocol, scope }) =>
      (protocol === 'tcp' || protocol === 'tls') && inForce(scope, 'proxy_protocol')?.args[0]?.text !== undefined,
  )
}

function report(config: Config, { target, routes, upstream }: Hop, { at, number }: Port): Report {
  const isRaw = upstream.mode === 'tcp' || routes.some(({ protocol }) => protocol === 'tcp')
  const outcome = isRaw ? 'and so is the one of the client' : 'and the answer is 502'
  return {
    at: target.at,
    severity: isRaw || upstream.targets.length > 1 ? 'warning' : 'error',
    message: `"${target.host.text}" takes on ${number} only connections that begin with a header of the PROXY protocol, and none is sent: the connection is closed, ${outcome}.`,
    related: [{ at, message: `The header is asked for here` }],
    fixes:
      config.dialect === 'haproxy'
        ? [{ title: 'Add send-proxy', edits: [behindAddress(target, ' send-proxy')], safe: true }]
        : [],
  }
}
