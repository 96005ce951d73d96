/** A gateway sends a header of the PROXY protocol to one that does not expect it. */
import { answeredAs } from '../answered.ts'
import type { Config, Hop } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { optionsOf } from '../model/target-options.ts'
import type { Rule } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import { verdictOf } from '../topology/verdict.ts'

export const proxyHeaderUnexpected: Rule = {
  id: 'proxy-header-unexpected',
  severity: 'warning',
  group: 'protocol',
  summary: 'A target is sent a PROXY header, and reads it as the beginning of the request.',
  *check(view) {
    const { config } = view
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { target } = hop
      const { host, portNumber, down } = target
      const from = down || portNumber === undefined ? undefined : senderOf(config, hop)
      if (!from || portNumber === undefined) continue
      const ports = found.map(({ lookup }) => {
        const verdict = verdictOf(lookup.service, portNumber)
        const port = verdict.kind === 'open' ? verdict.evidence : undefined
        // What passes bytes on passes the header on, too.
        return port?.proxyProtocol === false && port.protocol ? port : undefined
      })
      const [port] = ports
      if (!port || !ports.every(each => each)) continue
      const outcome =
        port.protocol === 'https' ? 'the TLS handshake fails' : 'the first line is no request, and the answer is 400'
      yield {
        at: from,
        target: target.at,
        message: `Each connection to "${host.text}:${portNumber}" begins with a header of the PROXY protocol, which is not expected there: ${outcome}.`,
        related: [{ at: port.at, message: 'It listens here, and expects no header' }],
      }
    }
  },
}

/** What has the header sent: an option of the server, or a directive of nginx's stream module. */
function senderOf(config: Config, { target, routes }: Hop): Span | undefined {
  if (config.dialect === 'haproxy') {
    const sends = [...optionsOf(target).values()].find(({ name }) => /^send-proxy(?:-v2\S*)?$/.test(name.text))
    return sends?.name.at
  }
  const route = routes.find(({ protocol }) => protocol === 'tcp')
  const told = route && effective(config, route.scope, 'proxy_protocol')
  return told?.value === 'on' ? told.directive?.at : undefined
}
