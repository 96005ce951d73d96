/** A port is published to everybody, and takes only connections that begin with a PROXY header. */
import { balancerOf } from '../model/balancers.ts'
import { listenersOf } from '../model/listeners.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'
import { type Span, withoutWords } from '../syntax/text.ts'
import type { Placement } from '../topology/topology.ts'

export const proxyHeaderWithoutSender: Rule = {
  id: 'proxy-header-without-sender',
  severity: 'info',
  group: 'protocol',
  strict: true,
  summary: 'A port is published to everybody, and takes only connections that begin with a PROXY header.',
  *check({ config, placements }) {
    if (placements.length === 0) return
    const [line, option] = config.dialect === 'nginx' ? ['listen', 'proxy_protocol'] : ['bind', 'accept-proxy']
    const asking = occurrences(config, line).filter(({ directive: { args } }) =>
      args.some(({ text }) => text === option),
    )
    const open = asking.length > 0 && !balancerOf(config) ? listenersOf(config).ports : []
    for (const { directive } of open.length > 0 ? asking : []) {
      const index = directive.args.findIndex(({ text }) => text === option)
      const word = directive.args[index]!
      const listener = open.find(({ at, proxyProtocol }) => proxyProtocol && at === directive.args[0]!.at)
      const published = listener && placements.map(placement => publishedBy(placement, listener.port))
      if (!published?.every(at => at)) continue
      yield {
        at: word.at,
        message: `Port ${listener!.port} is published to everybody, and a connection that does not begin with a header of the PROXY protocol is closed without an answer: only a load balancer that sends one gets through, and none is seen here.`,
        related: [{ at: published[0]!, message: 'The port is published here' }],
        fixes: [
          {
            title: `Remove "${option}"`,
            edits: [withoutWords(directive.args[index - 1]!, word)],
            safe: false,
          },
        ],
      }
    }
  },
}

/** What is published on the loopback address of the machine is for something that runs beside. */
const publishedBy = ({ service }: Placement, port: number): Span | undefined =>
  service.mappings.find(({ target, host }) => target === port && (!host || host.text === '0.0.0.0'))?.at
