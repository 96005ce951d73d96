/** A target is a service whose process is bound to its own loopback address. */
import { answeredAs } from '../answered.ts'
import { askedFrom, type Config, type Hop } from '../model/config.ts'
import type { Fix, Report, Rule } from '../rule.ts'
import type { Port, PortVerdict, Service } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'

export const loopbackBind: Rule = {
  id: 'loopback-bind',
  severity: 'error',
  group: 'reachability',
  summary: 'A target listens on its own loopback address only, where no other container reaches it.',
  *check(view) {
    const { config } = view
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { portNumber, down } = hop.target
      if (down || portNumber === undefined) continue
      if (found.some(({ from, lookup }) => lookup.service === from.service)) continue
      const bound = found.map(({ lookup: { service } }) => ({ service, verdict: verdictOf(service, portNumber) }))
      if (bound.every(isBound)) yield report(config, hop, bound[0]!.service, bound[0]!.verdict)
    }
  },
}

type Loopback = Extract<PortVerdict, { kind: 'loopback' }>

const isBound = (each: { service: Service; verdict: PortVerdict }): each is { service: Service; verdict: Loopback } =>
  each.verdict.kind === 'loopback'

/** One of several servers of an upstream is skipped when it refuses: bad, but the route still answers. */
function report(config: Config, { target, upstream }: Hop, { name }: Service, { evidence, sure }: Loopback): Report {
  const status = config.dialect === 'nginx' ? 502 : 503
  const how = evidence.opens && evidence.opens.at.end > evidence.opens.at.start ? 'is told to listen' : 'listens'
  return {
    at: target.at,
    severity: sure && upstream.targets.length === 1 ? 'error' : 'warning',
    message: `"${name.text}" ${how} on ${evidence.number} of its own loopback address only: from another container the connection is refused, and the answer is ${status}. It must listen on 0.0.0.0.`,
    related: [
      { at: evidence.at, message: `"${name.text}" listens on the loopback address here` },
      ...askedFrom(target),
    ],
    fixes: fixesFor(name.text, evidence),
  }
}

/** It changes who reaches the process: all that share a network with it, as is meant, and the port when it is published. */
const fixesFor = (service: string, { opens }: Port): readonly Fix[] =>
  opens ? [{ title: `Let "${service}" listen on 0.0.0.0`, edits: [opens], safe: true }] : []
