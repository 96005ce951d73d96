/** A name that is given twice. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const duplicateName: Rule = {
  id: 'duplicate-name',
  severity: 'error',
  group: 'language',
  summary: 'An upstream, section or server has a name that another one has already.',
  check: view => faultsOf(view, 'duplicate-name'),
}
