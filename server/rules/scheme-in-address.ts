/** A URL in the place of an address. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const schemeInAddress: Rule = {
  id: 'scheme-in-address',
  severity: 'error',
  group: 'language',
  templates: true,
  summary: 'A URL stands where a server takes a host and a port.',
  check: view => faultsOf(view, 'scheme-in-address'),
}
