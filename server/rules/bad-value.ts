/** A value that is none of those that its directive takes. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const badValue: Rule = {
  id: 'bad-value',
  severity: 'error',
  group: 'language',
  templates: true,
  summary: 'A value that its directive does not take: no time, no size, no flag, no port.',
  check: view => faultsOf(view, 'bad-value'),
}
