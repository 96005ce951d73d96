/** A route leads to an upstream or backend that is declared nowhere. */
import type { Config, Gateway, Route } from '../model/config.ts'
import { where } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { nearestUpstream, needsPort, upstreamName } from '../model/reference.ts'
import type { Fix, Rule, Severity, View } from '../rule.ts'
import { isSpelling } from '../syntax/nearest.ts'
import type { Word } from '../syntax/text.ts'
import { agreed } from '../topology/agree.ts'

export const unknownUpstream: Rule = {
  id: 'unknown-upstream',
  severity: 'error',
  group: 'references',
  summary: 'A route leads to an upstream or backend that is declared nowhere.',
  *check(view) {
    const { config } = view
    if (!config.complete) return
    for (const gateway of suspects(config.gateways, config)) {
      for (const route of gateway.routes) {
        const name = upstreamName(route)
        const near = name && nearestUpstream(config, name)
        const severity = name && (config.dialect === 'haproxy' ? 'error' : judge(view, route, name, near))
        if (!severity) continue
        yield {
          at: name.at,
          severity,
          message: messageOf(config, route, name, near),
          related: near ? [{ at: near.at, message: `"${near.text}" is declared here` }] : [],
          fixes: near ? [rename(name, near)] : config.dialect === 'nginx' ? [declare(config, gateway, name)] : [],
        }
      }
    }
  },
}

const suspects = where((gateway: Gateway) => gateway.routes.some(route => upstreamName(route)))

/** How sure it is that nginx finds nothing under the name; undefined where it may well be a host, or where another rule says so. */
function judge({ topology, placements }: View, route: Route, name: Word, near: Word | undefined): Severity | undefined {
  if (placements.length > 0) {
    if (agreed(topology, placements, name.text, 'missing').length > 0)
      return near || needsPort(route) ? 'error' : undefined
    return near && agreed(topology, placements, name.text, 'unknown').length > 0 ? 'warning' : undefined
  }
  const services = topology.projects.flatMap(project => project.services)
  if (services.some(service => [service.name, ...service.otherNames].some(known => known.text === name.text)))
    return undefined
  if (needsPort(route)) return 'error'
  return near || services.length === 0 ? 'warning' : undefined
}

function messageOf({ dialect }: Config, route: Route, name: Word, near: Word | undefined): string {
  const meant = near ? ` Is "${near.text}" meant?` : ''
  if (dialect === 'haproxy') return `No backend is called "${name.text}": HAProxy does not start.${meant}`
  return needsPort(route)
    ? `No upstream is called "${name.text}", and a host would need a port behind it in ${route.directive.name.text}: nginx does not start.${meant}`
    : `No upstream is called "${name.text}", so nginx looks for a host of that name, and does not start when it finds none.${meant}`
}

const rename = (name: Word, near: Word): Fix => ({
  title: `Use "${near.text}"`,
  edits: [{ at: name.at, text: near.text }],
  safe: isSpelling(name.text, near.text),
})

const declare = (config: Config, gateway: Gateway, name: Word): Fix => ({
  title: `Declare an upstream "${name.text}", its address to be filled in`,
  edits: [linesBefore(config, gateway.directive, [`upstream ${name.text} {`, '    server 127.0.0.1:8080;', '}'])],
  safe: false,
})
