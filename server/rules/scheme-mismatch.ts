/** The gateway speaks one protocol, and the service another. */

import { answeredAs } from '../answered.ts'
import type { Config, Hop, Protocol, Route } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { distinctSpeech, PROTOCOL_NAMES, type Speech, speechOf } from '../model/speech.ts'
import { behindAddress, withoutOption } from '../model/target-options.ts'
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
  *check(view) {
    const { config, topology, placements } = view
    for (const hop of new Set([...answeredAs(view, 'service').map(answered => answered.hop), ...toPort80(config)])) {
      const { target, routes } = hop
      if (target.down || target.portNumber === undefined) continue
      const known = agreed(topology, placements, target.host.text, 'service')
        .map(({ lookup }) => verdictOf(lookup.service, target.portNumber!))
        .map(verdict => (verdict.kind === 'open' ? verdict.evidence : undefined))
      const [first] = known
      const evidence = known.every(each => each?.protocol && each.protocol === first?.protocol) ? first : undefined
      if (!evidence?.protocol && (evidence || target.portNumber !== 80)) continue
      for (const route of distinctSpeech(routes)) {
        const speaks = speechOf(config, route, hop)
        if (evidence?.protocol && known.every(each => !understands(each as KnownPort, speaks)))
          yield contradiction(config, hop, route, speaks, evidence as KnownPort)
        else if (!evidence && speaks === 'https' && target.portNumber === 80 && route.scheme)
          yield tlsToPlainPort(route, hop)
      }
    }
  },
}

const toPort80 = hopsWhere(({ target }) => target.portNumber === 80)

type KnownPort = Port & { readonly protocol: Spoken }

/** Raw TCP carries anything; whether TLS inside it fits is not known here. What a Service calls gRPC may be in TLS. */
function understands({ protocol, http1, source }: KnownPort, gateway: Speech): boolean {
  if (gateway === 'tcp' || gateway === 'tls') return true
  if (gateway === 'grpc' || gateway === 'h2c') return protocol === 'h2c' || (protocol === 'http' && !http1)
  if (protocol === 'h2c' && source === 'service' && gateway !== 'http') return true
  return HEARD[protocol].includes(gateway)
}

const HEARD: Readonly<Record<Spoken, readonly Protocol[]>> = {
  http: ['http'],
  https: ['https', 'grpcs'],
  h2c: [],
  fastcgi: ['fastcgi'],
  uwsgi: ['uwsgi'],
  scgi: ['scgi'],
  tcp: ['memcached'],
}

/** nginx passes what is no HTTP/1 on as if it were a page, so that the status is anything. */
const isPassedOn = ({ dialect }: Config, { protocol }: KnownPort, speaks: Speech): boolean =>
  dialect === 'nginx' && protocol === 'h2c' && speaks === 'http'

/** What an image is known for is no proof; what the service was told is one. Plain HTTP to a TLS port is answered 400 by some servers, so it is no sure 5xx. */
const severityOf = (config: Config, evidence: KnownPort, speaks: Speech): Severity =>
  evidence.source === 'image' ||
  (evidence.protocol === 'https' && speaks === 'http') ||
  (evidence.protocol === 'h2c' && (evidence.source === 'service' || isPassedOn(config, evidence, speaks)))
    ? 'warning'
    : 'error'

function contradiction(config: Config, hop: Hop, route: Route, speaks: Speech, evidence: KnownPort): Report {
  const { host, at } = hop.target
  const said = speaks === 'h2c' || (speaks === 'grpc' && evidence.http1) ? 'HTTP/2 without TLS' : PROTOCOL_NAMES[speaks]
  const its = evidence.http1 && said === PROTOCOL_NAMES.h2c ? 'HTTP/1' : PROTOCOL_NAMES[evidence.protocol]
  const product = evidence.product ?? its
  const isHandshake = speaks === 'https' || speaks === 'h2c'
  const outcome = isPassedOn(config, evidence, speaks)
    ? 'clients get bytes that mean nothing, or 502'
    : `the answer is ${config.dialect === 'nginx' || !isHandshake ? 502 : 503}`
  return {
    at: placeOf(route, at),
    severity: severityOf(config, evidence, speaks),
    message: `${said} is spoken to "${host.text}:${evidence.number}", which is ${product}${evidence.product ? '' : `, not ${said}`}: neither side understands the other, and ${outcome}.`,
    related: [{ at: evidence.at, message: `Port ${evidence.number} of "${host.text}" is ${product}` }],
    fixes: fixesFor(route, hop, speaks, evidence),
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

/** Only a scheme, or the version of HTTP, can be set right by itself: another protocol wants other directives around it. */
function fixesFor({ scheme }: Route, { target }: Hop, speaks: Speech, { protocol, source }: Port): readonly Fix[] {
  const safe = source !== 'image' && !(protocol === 'h2c' && source === 'service')
  const proto = speaks === 'h2c' && protocol === 'http' ? withoutOption(target, 'proto') : undefined
  if (proto) return [{ title: 'Speak HTTP/1', edits: [proto], safe }]
  if (!scheme && protocol === 'h2c' && speaks === 'http')
    return [{ title: 'Speak HTTP/2', edits: [behindAddress(target, ' proto h2')], safe }]
  const instead = protocol === 'http' ? 'http://' : protocol === 'https' ? 'https://' : undefined
  if (!scheme || !instead || !/^https?:/i.test(scheme.text)) return []
  return [{ title: `Use ${instead}`, edits: [{ at: scheme.at, text: instead }], safe }]
}
