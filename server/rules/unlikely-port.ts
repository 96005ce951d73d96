/** HTTP is spoken to a port that is known for something else, of whose service nothing says more. */

import { isPublicName } from '../model/address.ts'
import type { Config, Hop, Route } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { hopsWhere } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { choosesHttp2, speechOf } from '../model/speech.ts'
import { behindAddress, hasUnknownOptions } from '../model/target-options.ts'
import type { Fix, Rule } from '../rule.ts'
import { agreed } from '../topology/agree.ts'
import { verdictOf } from '../topology/verdict.ts'

export const unlikelyPort: Rule = {
  id: 'unlikely-port',
  severity: 'warning',
  group: 'protocol',
  summary: 'HTTP is spoken to a port at which servers speak something else.',
  *check({ config, topology, placements }) {
    const told = new Set<Route>()
    for (const hop of toUsualPorts(config)) {
      const { target, routes } = hop
      const usual = USUAL.get(target.portNumber ?? 0)
      const route = usual && routes.find(each => isForeign(config, hop, each, usual))
      if (!usual || !route || told.has(route) || hasUnknownOptions(target)) continue
      const known = agreed(topology, placements, target.host.text, 'service').map(({ lookup }) =>
        verdictOf(lookup.service, target.portNumber!),
      )
      // What the service itself is told counts for more, and another rule holds it against what is spoken.
      if (known.some(verdict => verdict.kind !== 'unknown' && !isDeclared(verdict))) continue
      told.add(route)
      yield {
        at: target.port?.at ?? target.host.at,
        message: `${usual.http2 ? 'HTTP/1' : 'HTTP'} is spoken to "${target.host.text}:${target.portNumber}": ${usual.what} is what servers speak at that port, and ${usual.outcome(config.dialect)}.`,
        fixes: usual.tls ? withTls(config, hop, route) : usual.http2 ? withHttp2(config, hop) : [],
      }
    }
  },
}

const toUsualPorts = hopsWhere(({ target }) => !target.down && USUAL.has(target.portNumber ?? 0))

/** That a port is opened does not say what is spoken there. */
const isDeclared = (verdict: ReturnType<typeof verdictOf>): boolean =>
  verdict.kind === 'open' && !verdict.evidence.protocol && /^(?:ports|expose|dockerfile)$/.test(verdict.evidence.source)

interface Usual {
  readonly what: string
  readonly tls?: true
  readonly http2?: true
  readonly outcome: (dialect: Config['dialect']) => string
}

const noSense = (): string => 'its answer is no HTTP: clients get 502, or bytes that mean nothing'
const otherVersion = (): string =>
  'HTTP/1 is answered there with 502, a refusal such as 403, or bytes that mean nothing'

/** By the registry of ports at IANA; 50051 by the examples of gRPC. */
const USUAL: ReadonlyMap<number, Usual> = new Map<number, Usual>([
  [443, { what: 'HTTPS', tls: true, outcome: () => 'a request without TLS is answered with 400 or 502' }],
  [50051, { what: 'gRPC over HTTP/2', http2: true, outcome: otherVersion }],
  ...(
    [
      [1433, 'SQL Server'],
      [3306, 'MySQL'],
      [5432, 'PostgreSQL'],
      [5672, 'AMQP'],
      [6379, 'Redis'],
      [11211, 'memcached'],
      [27017, 'MongoDB'],
    ] as const
  ).map(([port, what]): [number, Usual] => [port, { what, outcome: noSense }]),
])

function isForeign(config: Config, hop: Hop, route: Route, usual: Usual): boolean {
  const speaks = speechOf(config, route, hop)
  if (usual.http2) return speaks === 'http' || (speaks === 'https' && !choosesHttp2(config, route, hop))
  if (usual.tls && isChosen(route)) return false
  return speaks === 'http' || speaks === 'h2c' || speaks === 'grpc'
}

/** Who writes the scheme into a variable of its own has thought of it: a daemon behind a proxy may well speak HTTP at 443. */
const isChosen = ({ scheme, to }: Route): boolean =>
  scheme !== undefined && to.kind === 'direct' && scheme.at.end !== to.name.at.start

/** HAProxy speaks it where a server is told to; nginx has other directives for gRPC. */
const withHttp2 = ({ dialect }: Config, { target }: Hop): readonly Fix[] =>
  dialect === 'haproxy'
    ? [
        {
          title: 'Speak HTTP/2',
          edits: [behindAddress(target, target.tls ? ' alpn h2' : ' proto h2')],
          safe: false,
        },
      ]
    : []

/** A public host gets its name along, without which it might refuse. */
function withTls(config: Config, { target, upstream }: Hop, { scheme, scope, directive }: Route): readonly Fix[] {
  const isPublic = isPublicName(target.host.text)
  if (config.dialect === 'haproxy') {
    const more = isPublic ? ` ssl verify required ca-file @system-ca sni str(${target.host.text})` : ' ssl verify none'
    return [{ title: 'Speak TLS', edits: [behindAddress(target, more)], safe: false }]
  }
  if (!scheme || upstream.declared) return []
  const text = scheme.text.replace('://', 's://')
  const name = directive.name.text.replace('pass', 'ssl_server_name')
  const sends = isPublic && effective(config, scope, name).directive?.args[0]?.text !== 'on'
  const edits = [{ at: scheme.at, text }, ...(sends ? [linesBefore(config, directive, [`${name} on;`])] : [])]
  return [{ title: `Use ${text}`, edits, safe: false }]
}
