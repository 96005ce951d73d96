/** A directive with a number of arguments that it does not take. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const wrongArguments: Rule = {
  id: 'wrong-arguments',
  severity: 'error',
  group: 'language',
  templates: true,
  summary: 'A directive with too few or too many arguments.',
  check: view => faultsOf(view, 'wrong-arguments'),
}
