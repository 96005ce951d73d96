/** A target serves nobody without a certificate, and the gateway has none to show. */
import { answeredAs } from '../answered.ts'
import type { Config, Hop, Route } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { hasUnknownOptions, optionsOf } from '../model/target-options.ts'
import { tlsOf, tlsPrefix } from '../model/upstream-tls.ts'
import type { Rule } from '../rule.ts'
import { once } from '../syntax/remembered.ts'
import type { Span } from '../syntax/text.ts'
import type { Topology } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'

export const clientCertificateMissing: Rule = {
  id: 'client-certificate-missing',
  severity: 'error',
  group: 'tls',
  summary: 'A target serves nobody without a certificate, and the gateway has none to show.',
  *check(view) {
    const { config } = view
    for (const { hop, found } of isAskedSomewhere(view.topology) ? answeredAs(view, 'service') : []) {
      const { host, portNumber, down, at } = hop.target
      const speaks = down || portNumber === undefined ? undefined : speaksWithout(config, hop)
      if (!speaks || portNumber === undefined) continue
      const ports = found.map(({ lookup }) => {
        const verdict = verdictOf(lookup.service, portNumber)
        return verdict.kind === 'open' && verdict.evidence.clientCertificate ? verdict.evidence : undefined
      })
      const [port] = ports
      if (!port || !ports.every(each => each?.clientCertificate === port.clientCertificate)) continue
      const isRefused = port.clientCertificate === 'handshake'
      const status = config.dialect === 'nginx' ? '502' : '502 or 503'
      yield {
        at: speaks,
        target: at,
        severity: isRefused ? 'error' : 'warning',
        message: `"${host.text}:${portNumber}" serves only clients that show a certificate, and none is shown: ${isRefused ? `the TLS handshake fails, and the answer is ${status}` : 'every request is answered 400'}.`,
        related: [{ at: port.at, message: 'The certificate is asked for here' }],
      }
    }
  },
}

/** Most workspaces have no gateway that asks for certificates. */
const isAskedSomewhere = once(({ projects }: Topology): boolean =>
  projects.some(({ services }) => services.some(({ ports }) => ports.some(port => port.clientCertificate))),
)

/** Where TLS is spoken for sure without a certificate. */
function speaksWithout(config: Config, { target, routes }: Hop): Span | undefined {
  if (config.dialect === 'haproxy') {
    const shows = optionsOf(target).has('crt') || hasUnknownOptions(target) || !config.complete
    return shows || !target.tls || routes.length === 0 ? undefined : tlsOf(config, { target })?.at
  }
  const route = routes.find(each => showsNone(config, each))
  return route && (route.scheme?.at ?? route.directive.name.at)
}

function showsNone(config: Config, route: Route): boolean {
  const prefix = tlsPrefix(config, route)
  if (!prefix) return false
  const { directive, certain } = effective(config, route.scope, `${prefix}certificate`)
  return !directive && certain
}
