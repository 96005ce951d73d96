/** The certificate of a private name is to be signed by a public authority. */

import { isAddress, isLabel, isPublicName } from '../model/address.ts'
import type { Config, Hop, Route } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { optionValue } from '../model/target-options.ts'
import { setsTls, tlsOf, type UpstreamTls } from '../model/upstream-tls.ts'
import type { Rule } from '../rule.ts'
import { isAlone } from '../topology/alone.ts'
import type { Placement } from '../topology/topology.ts'

export const verifyAgainstPublicCa: Rule = {
  id: 'verify-against-public-ca',
  severity: 'error',
  group: 'tls',
  summary: 'The certificate of a private name is to be signed by a public authority, which signs none for such names.',
  *check({ config, placements }) {
    if (placements.length === 0 || (config.dialect === 'nginx' && !setsTls(config, 'verify'))) return
    const told = new Set<Route>()
    for (const hop of mayVerify(config)) {
      for (const route of hop.routes) {
        if (hop.target.down || told.has(route)) continue
        const tls = tlsOf(config, hop, route)
        const name = tls?.verifies ? verifiedName(config, hop, route, tls) : undefined
        if (!tls?.authorities || !name || !isPrivate(name)) continue
        const bundle = PUBLIC.get(tls.authorities.text)
        if (!bundle || !placements.every(placement => isStock(placement, bundle))) continue
        told.add(route)
        yield {
          at: tls.authorities.at,
          target: hop.target.at,
          message: `Only what public authorities have signed is trusted here, and none of them signs a certificate for a private name such as "${name}": the handshake fails, and the answer is ${config.dialect === 'nginx' ? 502 : 503}.`,
          related: [{ at: tls.at, message: `TLS is spoken to "${hop.target.host.text}" here` }],
        }
        if (config.dialect === 'haproxy') break
      }
    }
  },
}

const mayVerify = hopsWhere(
  ({ target }, { dialect }) => dialect === 'nginx' || (target.tls && PUBLIC.has(optionValue(target, 'ca-file') ?? '')),
)

/** The authorities that the images bring along, and where they are in the container. */
const PUBLIC: ReadonlyMap<string, string> = new Map(
  ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/cert.pem', '/etc/ssl/certs', '/etc/ssl/certs/']
    .map((path): [string, string] => [path, path])
    .concat([['@system-ca', '/etc/ssl/certs']]),
)

/** The name that the certificate must bear; undefined where it is another fault, or where HAProxy looks at none. */
function verifiedName(config: Config, { target }: Hop, route: Route, tls: UpstreamTls): string | undefined {
  if (config.dialect === 'nginx')
    return tls.nameFrom || (route.to.kind === 'direct' && !route.to.dynamic) ? tls.name?.text : undefined
  // Releases differ in which of the two counts.
  const verifyhost = optionValue(target, 'verifyhost')
  return verifyhost && verifyhost !== tls.name?.text ? undefined : tls.name?.text
}

/** No public authority may sign for a name that is not below a domain of the public DNS (Baseline Requirements, 7.1.4.2). */
const isPrivate = (name: string): boolean =>
  isLabel(name) || (name.includes('.') && /^[\w.-]+$/.test(name) && !isPublicName(name) && !isAddress(name))

/** An image as it was published, with nothing mounted where its authorities are. */
function isStock(placement: Placement, bundle: string): boolean {
  const { base, pristine, untouched, rewrites, mounts, volumes, command } = placement.service
  const covers = (path: string): boolean =>
    bundle === path || bundle.startsWith(`${path.replace(/\/$/, '')}/`) || path.startsWith(`${bundle}/`)
  return (
    isAlone(placement) &&
    OFFICIAL.test(base?.text ?? '') &&
    pristine &&
    untouched === true &&
    !rewrites &&
    volumes !== undefined &&
    !volumes.some(covers) &&
    !mounts.some(({ to }) => covers(to)) &&
    !command?.some(({ text }) => /update-ca|trust/.test(text))
  )
}

/** An image of the same name in another registry may bring authorities of its own. */
const OFFICIAL = /^(?:docker\.io\/)?(?:(?:library\/)?(?:nginx|haproxy)|nginxinc\/nginx-unprivileged)(?:[:@].*)?$/
