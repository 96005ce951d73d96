/** A certificate is held against, or asked for by, a name that is none of the target's. */

import { isAddress, isPublicName } from '../model/address.ts'
import type { Config, Hop, Route, Upstream } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { tlsOf, type UpstreamTls } from '../model/upstream-tls.ts'
import type { Report, Rule } from '../rule.ts'

export const tlsNameMismatch: Rule = {
  id: 'tls-name-mismatch',
  severity: 'warning',
  group: 'tls',
  summary: 'A certificate is asked for or verified by the name of an upstream, or by an address, that no host has.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const told = new Set<Route>()
    for (const hop of overTls(config)) {
      for (const route of hop.routes) {
        if (hop.target.down || told.has(route)) continue
        const tls = tlsOf(config, hop, route)
        const name = tls?.nameFrom ? undefined : tls?.name?.text
        if (!tls || !name || !isWrong(name, hop.upstream)) continue
        const isSent = tls.sendsName === true && hop.upstream.targets.every(({ host }) => isPublicName(host.text))
        if (!tls.verifies && (!isSent || isAddress(name))) continue
        told.add(route)
        yield report(config, hop, route, tls, name)
      }
    }
  },
}

const overTls = hopsWhere((hop, config) => hop.routes.some(route => tlsOf(config, hop, route)))

/** An address that is written in place stands for itself; a name with dots may well be that of the certificate. */
const isWrong = (name: string, { declared, targets }: Upstream): boolean =>
  isAddress(name) ||
  (declared && !name.includes('.') && targets.every(({ host }) => host.text.toLowerCase() !== name.toLowerCase()))

function report(config: Config, { target, upstream }: Hop, route: Route, tls: UpstreamTls, name: string): Report {
  const hosts = new Set(upstream.targets.map(({ host }) => host.text))
  const what = isAddress(name) ? `the address ${name}` : `"${name}", the name of the upstream`
  return {
    at: tls.name!.at,
    target: target.at,
    message: tls.verifies
      ? `The certificate is held against ${what}: it does not match, and the answer is 502.`
      : `The TLS handshake asks for ${what}, which "${target.host.text}" does not know: it fails with 502, or another host answers.`,
    fixes:
      hosts.size === 1 && !isAddress(target.host.text)
        ? [
            {
              title: `Ask for "${target.host.text}"`,
              edits: [linesBefore(config, route.directive, [`${tls.prefix}name ${target.host.text};`])],
              safe: false,
            },
          ]
        : [],
  }
}
