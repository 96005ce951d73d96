/** The blocks around a directive, and the values that are in force there. */
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { nginxTimeOf } from '../syntax/value.ts'
import type { Mode, Scope, Setting } from './config.ts'

export type { Scope } from './config.ts'

/** The directive of a name that is in force: nginx merges a plain value from the nearest block that has it (ngx_conf_merge_value). */
export function inForce(scope: Scope | undefined, name: string): Directive | undefined {
  for (let at = scope; at; at = at.outer) {
    const own = at.body.length > FEW ? gatheredOf(at.body).get(name) : lastOf(at.body, name)
    if (own) return own
  }
  return undefined
}

/** A block with more directives than this is gathered by their names; of a small one, looking through it takes less. */
const FEW = 40

function lastOf(body: readonly Directive[], name: string): Directive | undefined {
  for (let index = body.length - 1; index >= 0; index -= 1) {
    const directive = body[index]!
    if (directive.name.text === name && !directive.body) return directive
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

/** The module in whose block a place stands: `stream`, or `http` for any other. */
export function modeOf(scope: Scope | undefined): Mode {
  for (const { block } of outwards(scope)) if (block?.name.text === 'stream') return 'tcp'
  return 'http'
}

const settingOf = (directive: Directive, value: Word): Setting => ({ directive, value, ms: nginxTimeOf(value.text) })

const gathered = new WeakMap<readonly Directive[], ReadonlyMap<string, Directive>>()

function gatheredOf(body: readonly Directive[]): ReadonlyMap<string, Directive> {
  const known = gathered.get(body)
  if (known) return known
  const own = new Map<string, Directive>()
  for (const directive of body) if (!directive.body) own.set(directive.name.text, directive)
  gathered.set(body, own)
  return own
}
