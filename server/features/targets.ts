/** Every target of a workspace, with the services that its host means: from a gateway to who answers, and back. */
import type { Config, Target, Upstream } from '../model/config.ts'
import type { View } from '../rule.ts'
import type { Span, Word } from '../syntax/text.ts'
import { servicesMeant } from '../topology/namesake.ts'
import type { Service } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'
import type { Workspace } from '../workspace.ts'

export interface Asked {
  readonly view: View
  readonly upstream: Upstream
  readonly target: Target
  /** Those of every place that runs the configuration; where none is known, those that bear the name near by. */
  readonly services: readonly Service[]
}

/** Found once for each state of the workspace. */
export function targetsIn(workspace: Workspace): readonly Asked[] {
  const configs = workspace.configs()
  const before = known.get(configs) ?? workspace.views().flatMap(askedIn)
  known.set(configs, before)
  return before
}

const known = new WeakMap<readonly Config[], readonly Asked[]>()

const askedIn = (view: View): readonly Asked[] =>
  view.config.upstreams.flatMap(upstream =>
    upstream.targets.map(target => ({
      view,
      upstream,
      target,
      services: servicesMeant(view.topology, view.placements, target.host.text, target.at.file),
    })),
  )

/** The word by which a service answers to a host: its name, one of its other names, an alias. A longer name, or an address, is its name's. */
export const bearerOf = (service: Service, host: string): Word =>
  [service.name, ...service.otherNames, ...service.networks.flatMap(({ aliases }) => aliases)].find(
    ({ text }) => text.toLowerCase() === host.toLowerCase(),
  ) ?? service.name

/** What says where a service listens, as far as it speaks of that port; else all that says that it listens elsewhere. */
export function evidenceOf(service: Service, port: number): readonly Span[] {
  const verdict = verdictOf(service, port)
  switch (verdict.kind) {
    case 'open':
    case 'loopback':
      return [verdict.evidence.at]
    case 'published':
      return [verdict.mapping.at]
    case 'closed':
    case 'undeclared':
      return verdict.evidence.map(({ at }) => at)
    case 'unknown':
      return []
  }
}

/** Whether an offset of a file stands in a place, or at its end. */
export const isIn = (at: Span, file: string, offset: number): boolean =>
  at.file === file && at.start <= offset && offset <= at.end
