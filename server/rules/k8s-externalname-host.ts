/** A Service is but another name for a host on the internet, and that host is spoken to by the name of the Service. */
import { answeredAs } from '../answered.ts'
import { linesBefore } from '../model/insert.ts'
import { occurrences } from '../model/occurrences.ts'
import { inForce } from '../model/scope.ts'
import type { Rule } from '../rule.ts'

export const k8sExternalnameHost: Rule = {
  id: 'k8s-externalname-host',
  severity: 'warning',
  group: 'tls',
  summary:
    'HTTPS is spoken to a Service of the type ExternalName by the name of the Service, which the host does not know.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx') return
    for (const { hop, found: answers } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const route = routes.find(({ protocol }) => protocol === 'https')
      if (target.down || !route) continue
      const found = answers.map(({ lookup }) => lookup.service)
      const name = found[0]?.kubernetes?.type === 'ExternalName' ? found[0].kubernetes.externalName : undefined
      if (!name || found.some(({ kubernetes }) => kubernetes?.externalName?.text !== name.text)) continue
      const scope = occurrences(config, route.directive.name.text).find(
        each => each.directive === route.directive,
      )?.scope
      if (['proxy_set_header', 'proxy_ssl_name'].some(each => inForce(scope, each))) continue
      const sends = inForce(scope, 'proxy_ssl_server_name')
      if (sends && sends.args[0]?.text !== 'on') continue
      yield {
        at: target.host.at,
        message: `The Service "${target.host.text}" is another name for ${name.text}, which is asked for "${target.host.text}" in the Host header and ${sends ? 'in the TLS handshake' : 'not at all in the TLS handshake'}: most hosts refuse that, and the answer is 502 or 404.`,
        related: [{ at: name.at, message: 'The name outside of the cluster' }],
        fixes: [
          {
            title: `Ask it as ${name.text}`,
            edits: [linesBefore(config, route.directive, linesFor(name.text, sends === undefined))],
            safe: false,
          },
        ],
      }
    }
  },
}

const linesFor = (name: string, isSilent: boolean): readonly string[] => [
  `proxy_set_header Host ${name};`,
  ...(isSilent ? ['proxy_ssl_server_name on;'] : []),
  `proxy_ssl_name ${name};`,
]
