/** How far the targets of configurations can be followed: what a summary tells of a run. */
import { examine, type Judgement } from './doctor.ts'
import type { Finding, View } from './rule.ts'

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
  const targets = examine(views, findings).flatMap(each => each.targets)
  const counted = (wanted: Judgement): number => targets.filter(({ judgement }) => judgement === wanted).length
  const services = new Set(views.flatMap(({ placements }) => placements.flatMap(({ project }) => project.services)))
  return {
    gateways: views.reduce((sum, { config }) => sum + config.gateways.length, 0),
    targets: targets.length,
    services: services.size,
    reachable: counted('reachable'),
    failing: counted('fault'),
    unknown: counted('unknown'),
  }
}
