/** What the catalogues find wrong with single directives: the language's own faults, with which a server does not start. */
import type { Edit, Span } from '../syntax/text.ts'

/** The kind of a fault; each is told by a rule of its own. An unknown name of any sort (keyword, option, action, fetch) is an `unknown-directive`. */
export type FaultKind =
  | 'unknown-directive'
  | 'misplaced-directive'
  | 'wrong-arguments'
  | 'bad-value'
  | 'duplicate-directive'
  | 'undefined-acl'
  | 'undefined-reference'
  | 'undefined-variable'
  | 'empty-upstream'
  | 'missing-port'
  | 'missing-scheme'
  | 'scheme-in-address'
  | 'socket-without-prefix'
  | 'port-on-upstream-name'
  | 'path-in-pattern-location'
  | 'misplaced-backup'
  | 'resolve-without-zone'
  | 'duplicate-name'

/** One fault of one directive. */
export interface Fault {
  readonly kind: FaultKind
  readonly at: Span
  /** One or two sentences: what the server refuses, and what it would take. */
  readonly message: string
  /** False where the server is known to start all the same, or where it depends on its version or its modules. */
  readonly refused: boolean
  readonly fixes: readonly { readonly title: string; readonly edits: readonly Edit[]; readonly safe: boolean }[]
  readonly related?: { readonly at: Span; readonly message: string }
}
