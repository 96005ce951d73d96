/** The blocks around a directive, and the values that are in force there. */
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { nginxTimeOf } from '../syntax/value.ts'
import type { Setting } from './config.ts'

/** A block with the blocks around it. nginx merges a plain value from the nearest block that has it (ngx_conf_merge_value). */
export interface Scope {
  readonly block: Directive | undefined
  readonly body: readonly Directive[]
  readonly outer: Scope | undefined
}

/** The directive of a name that is in force: the nearest one outwards. */
export function inForce(scope: Scope | undefined, name: string): Directive | undefined {
  for (let at = scope; at; at = at.outer) {
    const own = ownOf(at).get(name)
    if (own) return own
  }
  return undefined
}

/** The time that a directive sets, where it is in force. */
export function timeInForce(scope: Scope, name: string): Setting | undefined {
  const directive = inForce(scope, name)
  const value = directive?.args[0]
  return directive && value && settingOf(directive, value)
}

/** The scopes from the innermost outwards. */
export function* outwards(scope: Scope | undefined): Generator<Scope> {
  for (let at = scope; at; at = at.outer) yield at
}

const settingOf = (directive: Directive, value: Word): Setting => ({ directive, value, ms: nginxTimeOf(value.text) })

/** A block's directives by name, gathered at the first question: most blocks are never asked. */
const gathered = new WeakMap<readonly Directive[], ReadonlyMap<string, Directive>>()

function ownOf({ body }: Scope): ReadonlyMap<string, Directive> {
  let own = gathered.get(body)
  if (!own) {
    own = new Map(body.filter(directive => !directive.body).map(directive => [directive.name.text, directive]))
    gathered.set(body, own)
  }
  return own
}
