/** How far the targets of configurations can be followed: what a summary tells of a run. */
import { hops, type Target } from './model/config.ts'
import type { Finding, View } from './rule.ts'
import { within } from './syntax/text.ts'
import { agreed } from './topology/agree.ts'
import { verdictOf } from './topology/verdict.ts'

export interface Reach {
  readonly gateways: number
  readonly targets: number
  readonly services: number
  /** Targets that a service is known to answer. */
  readonly reachable: number
  /** Targets that an error or a warning stands at. */
  readonly failing: number
  /** Targets of which nothing is known. */
  readonly unknown: number
}

export function reachOf(views: readonly View[], findings: readonly Finding[]): Reach {
  const problems = findings.filter(finding => finding.severity !== 'info')
  const isFailing = ({ at }: Target): boolean => problems.some(problem => within(problem.at, at))
  const targets = views
    .flatMap(view => hops(view.config).map(({ target }) => ({ view, target })))
    .filter(({ target }) => !target.down)
  const failing = targets.filter(({ target }) => isFailing(target)).length
  const reachable = targets.filter(({ view, target }) => !isFailing(target) && isAnswered(view, target)).length
  const services = new Set(views.flatMap(({ placements }) => placements.flatMap(({ project }) => project.services)))
  return {
    gateways: views.reduce((sum, { config }) => sum + config.gateways.length, 0),
    targets: targets.length,
    services: services.size,
    reachable,
    failing,
    unknown: targets.length - failing - reachable,
  }
}

function isAnswered({ topology, placements }: View, { host, portNumber }: Target): boolean {
  const found = agreed(topology, placements, host.text, 'service')
  return (
    portNumber !== undefined &&
    found.length > 0 &&
    found.every(({ lookup }) => verdictOf(lookup.service, portNumber).kind === 'open')
  )
}
