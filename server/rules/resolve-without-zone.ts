/** A server with resolve in an upstream that lacks what it needs. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const resolveWithoutZone: Rule = {
  id: 'resolve-without-zone',
  severity: 'error',
  group: 'language',
  summary: 'A server of an upstream is to be looked up again, and its upstream has no zone or no resolver.',
  check: view => faultsOf(view, 'resolve-without-zone'),
}
