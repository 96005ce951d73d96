/** A health check knocks at a port on which its server does not listen. */
import { answeredAs } from '../answered.ts'
import { optionsOf, withoutOption } from '../model/target-options.ts'
import type { Rule } from '../rule.ts'

export const checkPortMismatch: Rule = {
  id: 'check-port-mismatch',
  severity: 'warning',
  group: 'health',
  summary:
    'A health check of HAProxy asks a port on which the service does not listen: a server that works is taken for dead.',
  *check(view) {
    if (view.config.dialect !== 'haproxy') return
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const options = optionsOf(target)
      const port = options.get('port')
      const number = Number(port?.values[0]?.text)
      if (
        routes.length === 0 ||
        !port ||
        !options.has('check') ||
        options.has('addr') ||
        !(number > 0) ||
        number === target.portNumber
      )
        continue
      const services = found.map(({ lookup }) => lookup.service)
      if (
        services.some(
          ({ ports, portsClosed, portsUnread }) =>
            !portsClosed || portsUnread || ports.some(each => each.number === number),
        )
      )
        continue
      const removal = withoutOption(target, 'port')
      yield {
        at: port.values[0]!.at,
        message: `The check asks port ${number} of "${services[0]!.name.text}", which listens on ${services[0]!.ports.map(each => each.number).join(', ')}: the server is taken for dead, and requests are answered 503.`,
        related: services[0]!.ports.slice(0, 1).map(({ at }) => ({ at, message: 'It listens here' })),
        fixes: removal ? [{ title: 'Check the port of the server', edits: [removal], safe: false }] : [],
      }
    }
  },
}
