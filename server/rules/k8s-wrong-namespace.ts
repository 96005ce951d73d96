/** A Service is asked by its short name from another namespace. */
import { answeredAs } from '../answered.ts'
import { askedFrom } from '../model/config.ts'
import { unresolved } from '../model/unresolved.ts'
import type { Rule } from '../rule.ts'

export const k8sWrongNamespace: Rule = {
  id: 'k8s-wrong-namespace',
  severity: 'error',
  group: 'reachability',
  summary: 'A target names a Kubernetes Service of another namespace without saying so.',
  *check(view) {
    const { config } = view
    for (const { hop, found } of answeredAs(view, 'elsewhere')) {
      const { target } = hop
      const { host, dynamic, down } = target
      if (down) continue
      const name = found[0]?.lookup.name
      if (!name || found.some(({ lookup }) => lookup.name !== name)) continue
      const { from, lookup } = found[0]!
      const whole = dynamic ? `${name}.svc.cluster.local` : name
      yield {
        at: host.at,
        message: `No Service of the namespace of "${from.service.name.text}" is called "${host.text}": ${unresolved(config, dynamic)}. That of another namespace is called "${name}" here.`,
        related: [
          { at: lookup.service.name.at, message: `"${name}" is declared here` },
          ...askedFrom(target),
          { at: from.at, message: `"${from.service.name.text}" runs this configuration` },
        ],
        fixes: [{ title: `Use "${whole}"`, edits: [{ at: host.at, text: whole }], safe: true }],
      }
    }
  },
}
