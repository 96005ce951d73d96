/** Something is said twice that may be said only once. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const duplicateDirective: Rule = {
  id: 'duplicate-directive',
  severity: 'error',
  group: 'language',
  templates: true,
  summary: 'Something is said twice that may be said once.',
  check: view => faultsOf(view, 'duplicate-directive'),
}
