/** The gateway speaks one protocol, and the service another. */
import { type Config, type Hop, hops, type Protocol, type Route } from '../model/config.ts'
import type { Fix, Report, Rule, Severity } from '../rule.ts'
import { pointAt, type Span } from '../syntax/text.ts'
import { agreed } from '../topology/agree.ts'
import type { Port, Protocol as Spoken } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'

export const schemeMismatch: Rule = {
  id: 'scheme-mismatch',
  severity: 'error',
  group: 'protocol',
  summary: 'The gateway speaks another protocol than the port that it asks.',
  *check({ config, topology, placements }) {
    for (const hop of hops(config)) {
      const { target, routes } = hop
      if (target.down || target.portNumber === undefined) continue
      const services = agreed(topology, placements, target.host.text, 'service').map(({ lookup }) => lookup.service)
      const known = services
        .map(service => verdictOf(service, target.portNumber!))
        .map(verdict => (verdict.kind === 'open' ? verdict.evidence : undefined))
      const evidence =
        known.length > 0 && known.every(each => each?.protocol && each.protocol === known[0]?.protocol)
          ? known[0]
          : undefined
      for (const route of distinctSpeech(routes)) {
        const speaks = speechOf(route, hop)
        if (evidence?.protocol && !understands(evidence.protocol, speaks))
          yield contradiction(config, hop, route, speaks, evidence as Port & { protocol: Spoken })
        else if (!evidence && speaks === 'https' && target.portNumber === 80 && route.scheme)
          yield tlsToPlainPort(route, hop)
      }
    }
  },
}

/** One finding for a target that ten locations speak to in the same way through an upstream, at the first of them. */
const distinctSpeech = (routes: readonly Route[]): readonly Route[] =>
  routes.filter((route, index) => routes.findIndex(other => other.protocol === route.protocol) === index)

const speechOf = ({ protocol }: Route, { target }: Hop): Protocol =>
  target.tls ? (protocol === 'http' ? 'https' : 'tls') : protocol

/** Raw TCP carries anything; whether TLS inside it fits is not known here. */
function understands(port: Spoken, gateway: Protocol): boolean {
  if (gateway === 'tcp' || gateway === 'tls') return true
  return (
    {
      http: ['http', 'grpc'],
      https: ['https', 'grpcs'],
      h2c: ['http', 'grpc'],
      fastcgi: ['fastcgi'],
      uwsgi: ['uwsgi'],
      scgi: ['scgi'],
      tcp: ['memcached'],
    } as Record<Spoken, Protocol[]>
  )[port].includes(gateway)
}

/** What an image is known for is no proof; what the service was told is one. Plain HTTP to a TLS port is answered 400 by some servers, so it is no sure 5xx. */
const severityOf = ({ source, protocol }: Port, speaks: Protocol): Severity =>
  source === 'image' || (protocol === 'https' && speaks === 'http') ? 'warning' : 'error'

const NAMES: Readonly<Record<Protocol | Spoken, string>> = {
  http: 'HTTP',
  h2c: 'HTTP/2 without TLS',
  https: 'HTTPS',
  grpc: 'gRPC',
  grpcs: 'gRPC over TLS',
  fastcgi: 'FastCGI',
  uwsgi: 'uwsgi',
  scgi: 'SCGI',
  memcached: 'memcached',
  tcp: 'TCP',
  tls: 'TLS',
}

function contradiction(
  config: Config,
  { target }: Hop,
  route: Route,
  speaks: Protocol,
  evidence: Port & { readonly protocol: Spoken },
): Report {
  const product = evidence.product ?? NAMES[evidence.protocol]
  const status = config.dialect === 'nginx' ? 502 : speaks === 'https' ? 503 : 502
  return {
    at: placeOf(route, target.at),
    severity: severityOf(evidence, speaks),
    message: `${NAMES[speaks]} is spoken to "${target.host.text}:${evidence.number}", which is ${product}${evidence.product ? '' : `, not ${NAMES[speaks]}`}: neither side understands the other, and the answer is ${status}.`,
    related: [{ at: evidence.at, message: `Port ${evidence.number} of "${target.host.text}" is ${product}` }],
    fixes: fixesFor(route, evidence),
  }
}

function tlsToPlainPort(route: Route, { target, upstream }: Hop): Report {
  const ask = { at: pointAt(target.host.at.file, target.host.at.end), text: ':443' }
  return {
    at: route.scheme!.at,
    severity: 'warning',
    message: `HTTPS is spoken to "${target.host.text}:80": port 80 is where servers speak plain HTTP, and the TLS handshake with it fails with 502.`,
    fixes: [
      ...(upstream.declared && !target.port ? [{ title: 'Ask port 443', edits: [ask], safe: false }] : []),
      { title: 'Use http://', edits: [{ at: route.scheme!.at, text: 'http://' }], safe: false },
    ],
  }
}

const placeOf = (route: Route, target: Span): Span =>
  route.scheme?.at ?? (route.directive.name.text.endsWith('_pass') ? route.directive.name.at : target)

/** Only a scheme can be set right by itself: another protocol wants other directives around it. */
function fixesFor({ scheme }: Route, { protocol, source }: Port): readonly Fix[] {
  const instead = protocol === 'http' ? 'http://' : protocol === 'https' ? 'https://' : undefined
  if (!scheme || !instead || !/^https?:/i.test(scheme.text)) return []
  return [{ title: `Use ${instead}`, edits: [{ at: scheme.at, text: instead }], safe: source !== 'image' }]
}
