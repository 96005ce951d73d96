/** A service publishes a port of its gateway on which the gateway does not listen. */
import type { Config } from '../model/config.ts'
import { type Listeners, listenersOf } from '../model/listeners.ts'
import type { Fix, Report, Rule } from '../rule.ts'
import { once } from '../syntax/remembered.ts'
import type { Span } from '../syntax/text.ts'
import { isAlone } from '../topology/alone.ts'
import type { Placement } from '../topology/topology.ts'

export const publishedWithoutListener: Rule = {
  id: 'published-without-listener',
  severity: 'warning',
  group: 'reachability',
  summary: 'A service publishes a port of its container on which the gateway in it does not listen.',
  *check({ config, placements }) {
    if (!config.complete || placements.length === 0) return
    const listeners = listenersOf(config)
    const listens = portsOf(listeners)
    if (listeners.all && listens.size > 0)
      for (const placement of placements) yield* mappingsOf(placement, config, listens)
  },
}

const portsOf = once(({ ports }: Listeners): ReadonlySet<number> => new Set(ports.map(({ port }) => port)))

function* mappingsOf(placement: Placement, config: Config, listens: ReadonlySet<number>): Generator<Report> {
  const { service, path } = placement
  if (!isAlone(placement) || !(config.context === 'http' || MAIN.test(path)) || service.portsUnread || service.rewrites)
    return
  if (isToldOther(placement)) return
  const ports = config.context === 'http' ? new Set([...listens, ...STOCK]) : listens
  const silent = service.mappings.filter(({ target }) => !ports.has(target))
  const name = config.dialect === 'nginx' ? 'nginx' : 'HAProxy'
  for (const { at, target, targetAt } of silent) {
    yield {
      at,
      severity: silent.length === service.mappings.length ? 'warning' : 'info',
      message: `Port ${target} of "${service.name.text}" is published, and ${name} does not listen on it there but on ${[...listens].map(port => port || 'a socket').join(', ')}: whoever calls is cut off, and what stands in front answers 502 or 521.`,
      related: config.gateways
        .flatMap(gateway => gateway.listens)
        .slice(0, 3)
        .map(each => ({ at: each.at, message: 'It listens here' })),
      fixes: leadTo(placement, targetAt, listens),
    }
  }
}

/** Where the gateway listens on one port only, that one is likely meant. */
function leadTo({ service }: Placement, written: Span | undefined, listens: ReadonlySet<number>): readonly Fix[] {
  const [port, ...others] = listens
  if (!port || others.length > 0 || !written || service.mappings.some(mapping => mapping.target === port)) return []
  return [{ title: `Publish ${port} instead`, edits: [{ at: written, text: String(port) }], safe: false }]
}

/** The command names files to load, and this one is not among them. */
const isToldOther = ({ service, path }: Placement): boolean =>
  service.command?.some(({ text }) => /^-[cf]$/.test(text)) === true &&
  !service.command.some(({ text }) => text === path)

/** The file that the images load by themselves. */
const MAIN = /\/(?:nginx\.conf|haproxy\.cfg)$/

/** Ports of the server that the images bring along in `conf.d`. */
const STOCK = [80, 8080]
