/** A server with resolve in an upstream that lacks what it needs. */
import { faultsOf } from '../catalog/faults.ts'
import type { Config } from '../model/config.ts'
import { linesBefore } from '../model/insert.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Fix, Report, Rule } from '../rule.ts'
import { within } from '../syntax/text.ts'

export const resolveWithoutZone: Rule = {
  id: 'resolve-without-zone',
  severity: 'error',
  group: 'language',
  summary: 'A server of an upstream is to be looked up again, and its upstream has no zone or no resolver.',
  *check(view) {
    for (const fault of faultsOf(view, 'resolve-without-zone'))
      yield { ...fault, fixes: addWhatLacks(view.config, fault) }
  },
}

/** A name server that is added is a guess; a zone is none. */
function addWhatLacks(config: Config, { at }: Report): readonly Fix[] {
  const found = occurrences(config, 'upstream').find(({ directive }) => within(at, directive.at))
  const [first] = found?.directive.body ?? []
  if (!found || !first) return []
  const { directive, scope } = found
  const has = (name: string, body = directive.body!): boolean => body.some(line => line.name.text === name)
  const hasResolver = has('resolver') || has('resolver', scope.body)
  const lines = [
    ...(has('zone') ? [] : [`zone ${directive.args[0]!.text} 64k;`]),
    ...(hasResolver ? [] : ['resolver 127.0.0.11 valid=10s;']),
  ]
  const title = hasResolver ? 'Add a zone' : `Add ${has('zone') ? '' : 'a zone and '}Docker's own name server`
  return [{ title, edits: [linesBefore(config, first, lines)], safe: hasResolver }]
}
