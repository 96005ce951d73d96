/** A directive in a block or section where it may not stand. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const misplacedDirective: Rule = {
  id: 'misplaced-directive',
  severity: 'error',
  group: 'language',
  templates: true,
  summary: 'A directive that stands where the server does not allow it.',
  check: view => faultsOf(view, 'misplaced-directive'),
}
