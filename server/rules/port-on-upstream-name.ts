/** A port behind the name of an upstream. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const portOnUpstreamName: Rule = {
  id: 'port-on-upstream-name',
  severity: 'error',
  group: 'language',
  summary: 'An upstream is asked with a port behind its name, which nginx refuses.',
  check: view => faultsOf(view, 'port-on-upstream-name'),
}
