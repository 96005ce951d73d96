/** Backup servers that nginx refuses. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const misplacedBackup: Rule = {
  id: 'misplaced-backup',
  severity: 'error',
  group: 'language',
  summary: 'An upstream has backup servers where nginx takes none.',
  check: view => faultsOf(view, 'misplaced-backup'),
}
