/** A proxy_pass that does not say what it speaks. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const missingScheme: Rule = {
  id: 'missing-scheme',
  severity: 'error',
  group: 'language',
  templates: true,
  summary: 'A proxy_pass has no scheme: nginx does not start.',
  check: view => faultsOf(view, 'missing-scheme'),
}
