/** The path of a unix socket that nginx takes for a host. */
import { faultsOf } from '../catalog/faults.ts'
import type { Rule } from '../rule.ts'

export const socketWithoutPrefix: Rule = {
  id: 'socket-without-prefix',
  severity: 'error',
  group: 'language',
  summary: 'The path of a unix socket stands where nginx expects a host: "unix:" is missing.',
  check: view => faultsOf(view, 'socket-without-prefix'),
}
