/** The service is asked by the name of an upstream, which is no host name. */
import { headerOf, headersOf, withLines } from '../model/request-headers.ts'
import type { Rule } from '../rule.ts'

export const hostHeaderIsUpstreamName: Rule = {
  id: 'host-header-is-upstream-name',
  severity: 'info',
  group: 'protocol',
  strict: true,
  summary: 'The service is asked by the name of an upstream with an underscore, which is no host name.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const told = new Set<unknown>()
    for (const route of config.gateways.flatMap(({ mode, routes }) => (mode === 'http' ? routes : []))) {
      const { to, directive } = route
      if (directive.name.text !== 'proxy_pass' || to.kind !== 'upstream' || !to.name.text.includes('_')) continue
      const headers = headersOf(config, route)
      if (told.has(directive) || !headers.certain || headerOf(headers, 'host') !== undefined) continue
      told.add(directive)
      const edit = withLines(config, route, ['proxy_set_header Host $host;'])
      yield {
        at: to.name.at,
        message: `Nothing sets "Host" here, so that the service is asked for "${to.name.text}", the name of the upstream. No host name has an underscore: Django, Tomcat and others answer 400.`,
        fixes: edit ? [{ title: 'Pass on the host that the client asks for', edits: [edit], safe: false }] : [],
      }
    }
  },
}
