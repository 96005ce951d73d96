/** Rules on HTTP in a proxy of HAProxy that passes bytes on. */

import type { Config, Gateway, Upstream } from '../model/config.ts'
import { where } from '../model/gathered.ts'
import { httpMode, modeLine } from '../model/haproxy-mode.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const httpRuleInTcpMode: Rule = {
  id: 'http-rule-in-tcp-mode',
  severity: 'warning',
  group: 'protocol',
  summary: 'A rule on HTTP stands in a proxy of HAProxy in TCP mode, which ignores it.',
  *check({ config }) {
    if (config.dialect !== 'haproxy' || !config.complete) return
    const sections = new Set(
      [...gatewaysOfTcp(config.gateways, config), ...upstreamsOfTcp(config.upstreams, config)].map(
        ({ directive }) => directive,
      ),
    )
    const refused = sections.size > 0 ? sectionsBehindHttp(config) : sections
    for (const section of sections) {
      const lines = section.body ?? []
      const rules = lines.filter(({ name }) => /^http-(?:request|response|after-response)$/.test(name.text))
      const [first] = rules
      if (!first || refused.has(section) || lines.some(mayChange)) continue
      const mode = modeLine(section)
      yield {
        at: first.name.at,
        message: `"${section.args[0]?.text ?? ''}" is in TCP mode, in which HAProxy reads no requests: it ignores ${rules.length === 1 ? `this "${first.name.text}"` : `this and the other rules on HTTP`}.`,
        related: [
          {
            at: (mode ?? section).name.at,
            message: mode ? 'TCP mode is said here' : 'No "mode" is said here, and tcp goes without saying',
          },
        ],
        fixes: [useHttp(config, section)],
      }
    }
  },
}

const gatewaysOfTcp = where((gateway: Gateway) => inTcpMode(gateway))
const upstreamsOfTcp = where((upstream: Upstream) => inTcpMode(upstream))

const inTcpMode = ({ mode }: Gateway | Upstream): boolean => mode === 'tcp'

/** Behind a frontend in HTTP mode a backend in TCP mode is refused altogether: another rule tells that. */
const sectionsBehindHttp = ({ gateways }: Config): ReadonlySet<Directive> =>
  new Set(
    gateways
      .filter(({ mode }) => mode === 'http')
      .flatMap(({ routes }) => routes)
      .flatMap(({ to }) => (to.kind === 'upstream' ? [to.upstream.directive] : [])),
  )

/** A connection may be raised to HTTP, and lines may depend on conditions. */
const mayChange = ({ name, args }: Directive): boolean =>
  name.text.startsWith('.') || args.some(({ text }) => text === 'switch-mode')

/** With its backends, as HAProxy refuses a frontend in HTTP mode before a backend in TCP mode. */
function useHttp(config: Config, section: Directive): Fix {
  const behind = config.gateways
    .filter(({ directive }) => directive === section)
    .flatMap(({ routes }) => routes.flatMap(({ to }) => (to.kind === 'upstream' ? to.upstream : [])))
    .filter(inTcpMode)
    .map(({ directive }) => directive)
  const all = [...new Set([section, ...behind])]
  const names = all.map(({ args }) => `"${args[0]?.text ?? ''}"`).join(' and ')
  return { title: `Put ${names} into HTTP mode`, edits: all.map(each => httpMode(config, each)), safe: false }
}
