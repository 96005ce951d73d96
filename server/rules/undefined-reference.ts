/** A line names a thing of its own configuration that is not there. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const undefinedReference: Rule = {
  id: 'undefined-reference',
  severity: 'error',
  group: 'references',
  summary: 'A line names something of its own configuration that is declared nowhere.',
  check: view => faultsOf(view, 'undefined-reference'),
}
