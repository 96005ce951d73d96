/** A health check of HAProxy does not send the name that requests send. */

import { namesHostInTls } from '../catalog/haproxy-releases.ts'
import { sharesItsAddress } from '../catalog/shared-hosts.ts'
import { isPublicName } from '../model/address.ts'
import type { Config, Upstream } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { linesIn } from '../model/haproxy-settings.ts'
import { hasUnknownOptions, optionsOf } from '../model/target-options.ts'
import { tlsOf } from '../model/upstream-tls.ts'
import type { Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'

export const checkSniMissing: Rule = {
  id: 'check-sni-missing',
  severity: 'warning',
  group: 'health',
  summary:
    'A health check of HAProxy does not send the name that requests send: hosts that share an address refuse it.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'haproxy' || namesHostInTls(view)) return
    for (const { target, upstream, routes } of overTls(config)) {
      const { host } = target
      if (routes.length === 0 || !isPublicName(host.text) || hasUnknownOptions(target)) continue
      const options = optionsOf(target)
      const sni = options.get('sni')
      if (!sni?.values[0] || !options.has('check') || options.has('check-sni') || options.has('no-check-ssl')) continue
      // With a port or an address of its own a check speaks TLS only where it is told to.
      if ((options.has('port') || options.has('addr')) && !options.has('check-ssl')) continue
      if (!connectsAlike(config, upstream)) continue
      const isShared = sharesItsAddress(host.text)
      const name = tlsOf(config, { target })?.name?.text
      yield {
        at: sni.name.at,
        target: target.at,
        severity: isShared ? 'warning' : 'info',
        message: `Requests name their host in the TLS handshake with "${host.text}", and the check names none: ${isShared ? 'it shares its addresses with other hosts, so that' : 'if it shares its address with other hosts,'} the check fails, and requests are answered 503.`,
        fixes: [
          {
            title: `Check "${name ?? host.text}" by its name`,
            edits: [
              {
                at: pointAt(sni.values[0].at.file, sni.values[0].at.end),
                text: ` check-sni ${name ?? host.text}`,
              },
            ],
            safe: name !== undefined,
          },
        ],
      }
    }
  },
}

const overTls = hopsWhere(({ target }) => target.tls && !target.down)

/** A check of several steps says itself how it connects. */
const connectsAlike = (config: Config, upstream: Upstream): boolean =>
  ['http-check connect', 'tcp-check connect'].every(name => {
    const { lines, certain } = linesIn(config, upstream, name)
    return certain && lines.length === 0
  })
