/** A name that the server does not know. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const unknownDirective: Rule = {
  id: 'unknown-directive',
  severity: 'error',
  group: 'language',
  templates: true,
  summary: 'A directive, section or option that the server does not know.',
  check: view => faultsOf(view, 'unknown-directive'),
}
