/** The service that is asked for permission is not there: clients are told 500, and not 502. */
import type { Config, Target } from '../model/config.ts'
import { flowOf } from '../model/nginx-flow.ts'
import { occurs } from '../model/occurrences.ts'
import { routesWithin } from '../model/routes.ts'
import type { Rule, View } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'
import { agreed } from '../topology/agree.ts'
import { verdictOf } from '../topology/verdict.ts'

export const authFailureAs500: Rule = {
  id: 'auth-failure-as-500',
  severity: 'info',
  group: 'reachability',
  summary: 'The service that auth_request asks does not answer where it is asked: every request is answered 500.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx' || view.placements.length === 0 || !occurs(config, 'auth_request')) return
    const told = new Set<Directive>()
    for (const { directive, target } of asked(config)) {
      const why = told.has(directive) ? undefined : whyDead(view, target)
      if (!why) continue
      told.add(directive)
      yield {
        at: directive.args[0]!.at,
        message: `${why}: whatever is guarded by this line is answered 500, where a dead backend would be 502.`,
        related: [{ at: target.at, message: 'It is asked here' }],
      }
    }
  },
}

interface Asked {
  readonly directive: Directive
  readonly target: Target
}

/** What a subrequest for permission comes to, where that is one server alone (ngx_http_auth_request_handler). */
function* asked(config: Config): Generator<Asked> {
  for (const gateway of config.gateways) {
    for (const { kind, directive, goal } of flowOf(config, gateway)?.jumps ?? []) {
      if (kind !== 'auth_request' || goal.kind !== 'location') continue
      const [route, ...others] = routesWithin(config, goal.location.scope) ?? []
      const { to } = route ?? {}
      const [target, ...more] = to?.kind === 'upstream' || to?.kind === 'direct' ? to.upstream.targets : []
      if (target && others.length === 0 && more.length === 0) yield { directive, target }
    }
  }
}

/** Only what the manifests prove. */
function whyDead({ topology, placements }: View, { host, portNumber }: Target): string | undefined {
  if (portNumber === undefined) return undefined
  const found = agreed(topology, placements, host.text, 'service')
  const isClosed = found.every(({ lookup }) => {
    const { kind } = verdictOf(lookup.service, portNumber)
    return kind === 'closed' || kind === 'published'
  })
  return found.length > 0 && isClosed ? `"${host.text}" does not listen on ${portNumber}` : undefined
}
