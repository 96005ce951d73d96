/** A name of something that is declared nowhere. */
import { faultsOf } from '../catalog/faults.ts'
import { hops } from '../model/config.ts'
import { linesBefore } from '../model/insert.ts'
import type { Fix, Report, Rule, View } from '../rule.ts'
import { within } from '../syntax/text.ts'

export const undefinedReference: Rule = {
  id: 'undefined-reference',
  severity: 'error',
  group: 'references',
  summary: 'A line names something of its own configuration that is declared nowhere.',
  *check(view) {
    for (const fault of faultsOf(view, 'undefined-reference'))
      yield fault.fixes.length > 0 ? fault : { ...fault, fixes: declareResolvers(view, fault) }
  },
}

/** Names are mostly looked up with Docker's own name server, which has one address in every container of its networks. */
function declareResolvers({ config }: View, { at }: Report): readonly Fix[] {
  for (const { target, upstream } of config.dialect === 'haproxy' ? hops(config) : []) {
    const word = target.options.find(
      (each, index) => within(each.at, at) && target.options[index - 1]?.text === 'resolvers',
    )
    if (!word) continue
    const lines = [`resolvers ${word.text}`, '    nameserver dns 127.0.0.11:53', '']
    return [
      {
        title: `Declare the resolvers "${word.text}", with Docker's own name server`,
        edits: [linesBefore(config, upstream.directive, lines)],
        safe: false,
      },
    ]
  }
  return []
}
