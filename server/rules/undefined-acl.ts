/** A condition names an ACL that is not there. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const undefinedAcl: Rule = {
  id: 'undefined-acl',
  severity: 'error',
  group: 'references',
  summary: 'A condition names an ACL that no line declares.',
  check: view => faultsOf(view, 'undefined-acl'),
}
