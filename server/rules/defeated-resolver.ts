/** A name is to be looked up per request, but nginx knows its address from the start. */
import { isAddress } from '../model/address.ts'
import type { Route } from '../model/config.ts'
import type { Rule } from '../rule.ts'

export const defeatedResolver: Rule = {
  id: 'defeated-resolver',
  severity: 'warning',
  group: 'names',
  summary:
    'A variable is to make nginx look a name up again, and the same target is written out elsewhere: it is not looked up.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const routes = config.gateways.filter(({ mode }) => mode === 'http').flatMap(gateway => gateway.routes)
    const varying = routes.filter(({ to, resolver }) => resolver && to.kind === 'direct' && to.dynamic)
    if (varying.length === 0) return
    const written = new Map(
      routes.filter(({ to }) => to.kind === 'direct' && !to.dynamic).map(route => [askedBy(route), route]),
    )
    for (const route of varying) {
      const { to, directive } = route
      const other = written.get(askedBy(route))
      if (!other || to.kind !== 'direct' || isAddress(to.name.text)) continue
      if (to.name.text.toLowerCase() === 'localhost') continue
      yield {
        at: directive.args[0]!.at,
        target: to.name.at,
        message: `"${to.name.text}" is not looked up again in spite of the variable: the same target is written out elsewhere, and nginx keeps the address that it had at start. After its container has moved, requests are answered 502.`,
        related: [{ at: other.directive.args[0]!.at, message: 'It is written out here' }],
      }
    }
  },
}

/** The host and port by which nginx finds what it knows from the start (ngx_http_upstream_init_request). */
const askedBy = ({ to }: Route): string =>
  to.kind === 'direct' ? `${to.name.text.toLowerCase()}:${to.upstream.targets[0]?.portNumber}` : ''
