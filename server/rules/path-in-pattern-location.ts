/** A target with a path in a location for a pattern. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const pathInPatternLocation: Rule = {
  id: 'path-in-pattern-location',
  severity: 'error',
  group: 'language',
  templates: true,
  summary: 'A proxy_pass has a path of its own where nginx cannot tell what it stands for.',
  check: view => faultsOf(view, 'path-in-pattern-location'),
}
