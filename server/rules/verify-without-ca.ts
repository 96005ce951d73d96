/** A target's certificate is to be verified, and nobody is trusted to sign it: the server does not start. */

import { isPublicName } from '../model/address.ts'
import { type Config, hops, type Target } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { optionsOf } from '../model/target-options.ts'
import { setsTls, tlsOf, type UpstreamTls } from '../model/upstream-tls.ts'
import type { Fix, Rule } from '../rule.ts'
import { pointAt, type Span, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'

export const verifyWithoutCa: Rule = {
  id: 'verify-without-ca',
  severity: 'error',
  group: 'tls',
  summary: 'A certificate is to be verified, and no file says whose signatures are trusted: the server does not start.',
  *check({ config }) {
    if (config.dialect === 'nginx' && !setsTls(config, 'verify')) return
    const told = new Set<Directive | Word>()
    for (const { target, upstream, routes } of config.dialect === 'haproxy' ? overTls(config) : hops(config)) {
      if (config.dialect === 'haproxy') {
        const tls = tlsOf(config, { target }, routes[0])
        if (!upstream.conditional && tls?.verifies && tls.lacksAuthorities && !told.has(target.directive)) {
          told.add(target.directive)
          yield haproxyReport(target, tls)
        }
        continue
      }
      for (const route of routes) {
        const tls = tlsOf(config, { target }, route)
        const from = tls?.verifyFrom
        if (!tls?.verifies || !tls.lacksAuthorities || !isDirective(from) || told.has(from)) continue
        told.add(from)
        yield nginxReport(config, from, tls, route.directive.at)
      }
    }
  },
}

const overTls = hopsWhere(({ target }) => optionsOf(target).has('ssl'))

const isDirective = (from: Directive | Word | undefined): from is Directive => from !== undefined && 'name' in from

const NOBODY = 'The certificate is to be verified, and no file says whose signatures are trusted'

const nginxReport = (config: Config, from: Directive, tls: UpstreamTls, asked: Span) => ({
  at: from.at,
  message: `${NOBODY}: without ${tls.prefix}trusted_certificate nginx does not start.`,
  related: [{ at: asked, message: 'TLS is spoken here' }],
  fixes: [
    {
      title: "Trust Debian's certificate authorities",
      edits: [linesBefore(config, from, [`${tls.prefix}trusted_certificate /etc/ssl/certs/ca-certificates.crt;`])],
      safe: false,
    },
  ],
})

const haproxyReport = (target: Target, tls: UpstreamTls) => ({
  at: tls.at,
  target: target.at,
  message: `${NOBODY}: without "ca-file" or "verify none" HAProxy does not start.${tls.verifyFrom ? '' : ' To verify is its default.'}`,
  fixes: haproxyFixes(target, tls),
})

/** What is asked by a public name has a certificate that the machine trusts; a service of one's own mostly signs its own. */
function haproxyFixes({ host }: Target, { at, verifyFrom }: UpstreamTls): readonly Fix[] {
  const add = (text: string) => ({ at: pointAt(at.file, at.end), text })
  const none: Fix = {
    title: 'Verify nothing',
    edits: [verifyFrom && 'text' in verifyFrom ? { at: verifyFrom.at, text: 'none' } : add(' verify none')],
    safe: false,
  }
  const system: Fix = {
    title: 'Trust what the machine trusts (HAProxy 2.6)',
    edits: [add(verifyFrom ? ' ca-file @system-ca' : ' verify required ca-file @system-ca')],
    safe: false,
  }
  return isPublicName(host.text) ? [system, none] : [none, system]
}
