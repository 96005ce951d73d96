/** A frontend of HAProxy in HTTP mode leads to a backend in TCP mode. */
import type { Config, Gateway, Route, Upstream } from '../model/config.ts'
import { gathering } from '../model/gathered.ts'
import { httpMode, modeLine } from '../model/haproxy-mode.ts'
import { settingIn } from '../model/haproxy-settings.ts'
import type { Fix, Rule } from '../rule.ts'

export const modeMismatch: Rule = {
  id: 'mode-mismatch',
  severity: 'error',
  group: 'references',
  summary: 'A frontend in HTTP mode leads to a backend in TCP mode: HAProxy does not start.',
  *check({ config }) {
    if (config.dialect !== 'haproxy' || !config.complete) return
    for (const { gateway, at, upstream } of mismatches(config.gateways, config)) {
      const { name } = upstream
      yield {
        at,
        message: `The frontend "${gateway.name.text}" is in HTTP mode and the backend "${name.text}" in TCP mode, in which HAProxy knows no requests: it does not start.`,
        related: [
          { at: name.at, message: modeLine(upstream.directive) ? 'It is in TCP mode' : 'No "mode" is set here' },
        ],
        fixes: [useHttp(config, upstream)],
      }
    }
  },
}

const mismatches = gathering((gateway: Gateway, config) =>
  (gateway.mode === 'http' ? gateway.routes : []).flatMap(route => {
    const { to, conditional } = route
    if (to.kind !== 'upstream' || to.upstream.mode !== 'tcp' || !isOwnLine(route)) return []
    if (conditional || !isSure(config, gateway) || !isSure(config, to.upstream)) return []
    return [{ gateway, at: to.name.at, upstream: to.upstream }]
  }),
)

/** Its mode hangs on no `.if`. */
const isSure = (config: Config, proxy: Gateway | Upstream): boolean =>
  !proxy.conditional && settingIn(config, proxy, 'mode').certain

/** A `listen` leads to its own servers, too, in the one mode that it has. */
const isOwnLine = ({ directive }: Route): boolean => /^(?:use_backend|default_backend)$/.test(directive.name.text)

/** A backend in HTTP mode serves a frontend in TCP mode as well; but one that says `mode tcp` may speak no HTTP. */
const useHttp = (config: Config, { directive, name }: Upstream): Fix => ({
  title: `Put "${name.text}" into HTTP mode`,
  edits: [httpMode(config, directive)],
  safe: !modeLine(directive),
})
