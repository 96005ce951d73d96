/** A variable of nginx that nothing defines. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const undefinedVariable: Rule = {
  id: 'undefined-variable',
  severity: 'error',
  group: 'language',
  summary: 'A variable is used that nginx does not know and nothing defines.',
  check: view => faultsOf(view, 'undefined-variable'),
}
