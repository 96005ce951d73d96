/** A gateway does not wait for the services that it names, or not until they answer. */
import { answeredAs } from '../answered.ts'
import { isLabel } from '../model/address.ts'
import type { Config } from '../model/config.ts'
import type { Edit, Fix, Report, Rule } from '../rule.ts'
import type { Placement, Service } from '../topology/topology.ts'
import { waitingFor } from '../topology/waiting.ts'

export const startOrder: Rule = {
  id: 'start-order',
  severity: 'info',
  group: 'redundancy',
  strict: true,
  summary: 'A gateway is not told to wait for a service that it looks up when it starts, or not until that is healthy.',
  *check(view) {
    const { config, placements } = view
    if (placements.length !== 1) return
    const { service: gateway } = placements[0]!
    const told = new Set<Service>()
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const { host, dynamic, down } = target
      if (routes.length === 0 || down || dynamic || !isLabel(host.text)) continue
      const service = found[0]?.lookup.service
      if (!service || told.has(service) || service.kubernetes) continue
      told.add(service)
      if (waitsFor(gateway, service, placements[0]!)) {
        const early = tooEarly(gateway, service)
        if (early) yield { at: host.at, ...early }
        continue
      }
      yield {
        at: host.at,
        message: `"${gateway.name.text}" does not wait for "${service.name.text}": if it starts before that has a name, ${nameOf(config)} ends with "${LOG[config.dialect]}"${gateway.restart ? ' and is started again until it has' : ', and nobody starts it again'}.`,
        related: [{ at: gateway.name.at, message: 'It is started here' }],
        fixes: addDependency(gateway, service),
      }
    }
  },
}

/** Also by way of others. */
function waitsFor(gateway: Service, service: Service, { project }: Placement): boolean {
  const seen = new Set<string>()
  const left = [gateway]
  for (let next = left.pop(); next; next = left.pop()) {
    if (next === service || !next.dependsOn) {
      if (next === service) return true
      continue
    }
    for (const { name } of next.dependsOn) {
      if (seen.has(name.text)) continue
      seen.add(name.text)
      left.push(...project.services.filter(other => other.name.text === name.text))
    }
  }
  return false
}

/** It waits until the other one is started, although that says when it is healthy. */
function tooEarly(gateway: Service, { name, healthcheck }: Service): Omit<Report, 'at'> | undefined {
  const wait = gateway.dependsOn?.find(dependency => dependency.name.text === name.text)
  if (wait?.condition !== 'service_started' || !healthcheck || healthcheck.disabled) return undefined
  return {
    message: `"${gateway.name.text}" waits until "${name.text}" is started, and not until it is healthy: requests are answered 502 or 503 until then.`,
    related: [
      { at: wait.name.at, message: 'It is waited for here' },
      { at: healthcheck.at, message: 'This says when it is healthy' },
    ],
    fixes: fixesOf(`Wait until "${name.text}" is healthy`, waitingFor(gateway, name.text, true)),
  }
}

function addDependency(gateway: Service, { name: { text: name }, healthcheck }: Service): readonly Fix[] {
  const edits = waitingFor(gateway, name, healthcheck !== undefined && !healthcheck.disabled)
  const file = edits[0]?.at.file
  return fixesOf(`Let "${gateway.name.text}" wait for "${name}" in ${file?.slice(file.lastIndexOf('/') + 1)}`, edits)
}

const fixesOf = (title: string, edits: readonly Edit[]): readonly Fix[] =>
  edits.length > 0 ? [{ title, edits, safe: false }] : []

const LOG = { nginx: 'host not found in upstream', haproxy: 'could not resolve address' } as const

const nameOf = ({ dialect }: Config): string => (dialect === 'nginx' ? 'nginx' : 'HAProxy')
