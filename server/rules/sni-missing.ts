/** A target is asked over TLS without its name, where names decide. */
import { namesHostInTls } from '../catalog/haproxy-releases.ts'
import { sharesItsAddress } from '../catalog/shared-hosts.ts'
import { isPublicName } from '../model/address.ts'
import type { Config, Hop, Route } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { tlsOf, type UpstreamTls } from '../model/upstream-tls.ts'
import type { Report, Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'

export const sniMissing: Rule = {
  id: 'sni-missing',
  severity: 'warning',
  group: 'tls',
  summary: 'A public host is asked over TLS without its name: hosts that share an address refuse.',
  *check(view) {
    const { config } = view
    if (config.dialect === 'haproxy' && namesHostInTls(view)) return
    const told = new Set<Route>()
    for (const hop of publicHops(config)) {
      for (const route of hop.routes) {
        const tls = tlsOf(config, hop, route)
        if (tls?.sendsName !== false || (tls.prefix && told.has(route))) continue
        told.add(route)
        yield report(config, hop, route, tls)
        break
      }
    }
  },
}

const publicHops = hopsWhere(
  ({ target, upstream }, { dialect }) =>
    !target.down && isPublicName(target.host.text) && !(dialect === 'haproxy' && upstream.mode === 'tcp'),
)

function report(config: Config, { target, upstream }: Hop, route: Route, tls: UpstreamTls): Report {
  const host = target.host.text
  const isShared = sharesItsAddress(host)
  const status = config.dialect === 'nginx' ? 502 : 503
  return {
    at: tls.at,
    target: target.at,
    severity: isShared ? 'warning' : 'info',
    message: isShared
      ? `"${host}" shares its addresses with other hosts, and is asked over TLS without its name: the handshake fails with ${status}, or another host answers.`
      : `"${host}" is asked over TLS without its name: if it shares its address with other hosts, the handshake fails with ${status}, or another one answers.`,
    fixes:
      config.dialect === 'haproxy'
        ? [
            {
              title: `Send the name "${host}"`,
              edits: [{ at: pointAt(tls.at.file, tls.at.end), text: ` sni str(${host})` }],
              safe: false,
            },
          ]
        : [
            {
              title: upstream.declared ? `Send the name "${host}"` : 'Send its name',
              edits: [
                linesBefore(config, route.directive, [
                  `${tls.prefix}server_name on;`,
                  ...(upstream.declared && !tls.nameFrom ? [`${tls.prefix}name ${host};`] : []),
                ]),
              ],
              safe: !upstream.declared && isOnlyAddress(route),
            },
          ],
  }
}

/** The name that is sent is the very host that is asked. */
const isOnlyAddress = ({ to }: Route): boolean => to.kind === 'direct' && !to.dynamic
