/** nginx looks up a name per request, and takes it as it stands: no search domain is put behind it. */
import { answeredAs } from '../answered.ts'
import type { Target } from '../model/config.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Service } from '../topology/topology.ts'

export const k8sResolverShortName: Rule = {
  id: 'k8s-resolver-short-name',
  severity: 'error',
  group: 'names',
  summary: 'A name that nginx looks up per request is not the whole name that the cluster’s DNS answers.',
  *check(view) {
    if (view.config.dialect !== 'nginx') return
    for (const { hop, found: answers } of answeredAs(view, 'service')) {
      const { target, upstream, routes } = hop
      const { host, dynamic, down } = target
      const servers = routes.flatMap(({ resolver }) => resolver?.args ?? [])
      if (!dynamic || down || servers.length === 0 || servers.some(({ text }) => isNear(text)) || isWhole(host.text))
        continue
      const found = answers.map(({ lookup }) => lookup.service)
      if (!found.every(({ kubernetes }) => kubernetes)) continue
      yield {
        at: host.at,
        severity: upstream.targets.length > 1 ? 'warning' : 'error',
        message: `nginx asks its resolver for "${host.text}" as it stands, without the search domains of the pod: the name is not found, and requests are answered 502. The cluster's DNS knows it as ${wholeName(target, found[0]!) ?? `"${host.text}" with its namespace and ".svc.cluster.local"`}.`,
        related: [{ at: found[0]!.name.at, message: `The Service "${found[0]!.name.text}" is declared here` }],
        fixes: fixesFor(target, found),
      }
    }
  },
}

/** A name server beside nginx may put domains behind names. */
const isNear = (server: string): boolean => /^(?:127\.|\[::1\]|localhost)/.test(server)

const isWhole = (host: string): boolean => /\.svc\.[^.]/.test(host)

/** Quoted. Undefined where the namespace is not known. */
function wholeName({ host }: Target, { kubernetes }: Service): string | undefined {
  const [name, named] = host.text.replace(/\.svc\.?$/, '').split('.')
  const namespace = named ?? kubernetes?.namespace?.text
  return namespace && `"${name}.${namespace}.svc.cluster.local"`
}

/** A cluster may have another domain, but hardly any does. */
function fixesFor(target: Target, found: readonly Service[]): readonly Fix[] {
  const names = new Set(found.map(service => wholeName(target, service)))
  const [name] = names
  return name && names.size === 1
    ? [{ title: `Use ${name}`, edits: [{ at: target.host.at, text: name.slice(1, -1) }], safe: true }]
    : []
}
