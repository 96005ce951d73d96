/** What the rewrite module of nginx runs for a request, as far as it gives variables their values. */
import { once } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'
import { type Directive, walk } from '../syntax/tree.ts'
import type { Scope } from './config.ts'
import { outwards } from './scope.ts'

/** A moment in the course of a request: so many of the steps have been taken. */
export interface Moment {
  readonly course: Course
  readonly taken: number
}

/** The `set`s that a request meets on its way to a place, in their order. */
interface Course {
  readonly steps: readonly Step[]
  /** Whether something else than a `set`, or a location that the request came through, may have given the variable a value. */
  mayBeGivenElse(name: string): boolean
}

interface Step {
  /** Lower case, without `$`. */
  readonly name: string
  readonly directive: Directive
  /** Every request that gets to the place has taken it: it stands behind no condition. */
  readonly sure: boolean
}

/** One `set` that may have given a variable its value; the value's own variables are those of the moment `before`. */
export interface Assignment {
  readonly value: Word
  readonly before: Moment
}

/** The moment at which a request that was rewritten is passed on. */
export const momentIn = (scope: Scope): Moment => {
  const course = courseTo(scope)
  return { course, taken: course.steps.length }
}

/**
 * The assignments that may have given a variable its value at a moment, in the order of the text. `isSure`: one of them has. Undefined where
 * something that is not known may have.
 */
export function assignmentsBefore(
  { course, taken }: Moment,
  name: string,
): { readonly assignments: readonly Assignment[]; readonly isSure: boolean } | undefined {
  if (course.mayBeGivenElse(name)) return undefined
  const assignments: Assignment[] = []
  for (let index = taken - 1; index >= 0; index -= 1) {
    const step = course.steps[index]!
    if (step.name !== name) continue
    assignments.unshift({ value: step.directive.args[1]!, before: { course, taken: index } })
    if (step.sure) return { assignments, isSure: true }
  }
  return { assignments, isSure: false }
}

/**
 * The server's lines run first, then those of the location that was found, and of no other: the rewrite module hands nothing on
 * from one level to the next (ngx_http_rewrite_handler, ngx_http_rewrite_merge_loc_conf). An `if` runs in its place among them.
 */
const courseTo = once((scope: Scope): Course => {
  const around = [...outwards(scope)]
  const named = (name: string): Scope | undefined => around.find(({ block }) => block?.name.text === name)
  const server = named('server')
  const location = named('location') ?? (server ? undefined : scope)
  const steps = [
    ...(server ? stepsOf(server.body, undefined, true) : []),
    ...(location ? stepsOf(location.body, scope.block, false) : []),
  ]
  return {
    steps,
    mayBeGivenElse(name) {
      if (around.some(({ body }) => otherGivers(body).has(name))) return true
      const isSet = steps.some(step => step.name === name)
      if (isSet && around.some(({ body }) => otherGivers(body).has(ANY))) return true
      return location?.block && server?.block && isHidden(location.block)
        ? (setsIn(server.block).get(name) ?? []).some(set => !steps.some(({ directive }) => directive === set))
        : false
    },
  }
})

/** `taken`: an `if` whose condition held, as the request got into it. */
function stepsOf(body: readonly Directive[], taken: Directive | undefined, inServer: boolean): readonly Step[] {
  const steps: Step[] = []
  let sure = true
  for (const directive of body) {
    const { name, body: inner } = directive
    if (isSet(directive)) steps.push(stepOf(directive, sure))
    else if (name.text === 'if' && inner) {
      const isTaken = directive === taken
      const end = inner.findIndex(({ name }) => name.text === 'break')
      for (const each of end < 0 ? inner : inner.slice(0, end))
        if (isSet(each)) steps.push(stepOf(each, sure && isTaken))
      if (end >= 0 && isTaken) return steps
      if (end >= 0 || inner.some(each => mayEnd(each, inServer))) sure = false
    } else if (name.text === 'break' || name.text === 'return') return steps
    else if (mayEnd(directive, inServer)) sure = false
  }
  return steps
}

/** A rewrite that fits ends the run: with `last` a location's request goes elsewhere, a server's goes on to its location. */
const mayEnd = ({ name, args }: Directive, inServer: boolean): boolean =>
  name.text === 'rewrite' && (args[2]?.text === 'break' || (inServer && args[2]?.text === 'last'))

const isSet = ({ name, args, body }: Directive): boolean =>
  name.text === 'set' && !body && args.length === 2 && args[0]!.text.startsWith('$')

const stepOf = (directive: Directive, sure: boolean): Step => ({ name: nameOf(directive.args[0]!), directive, sure })

const nameOf = (word: Word): string => word.text.slice(1).toLowerCase()

/** No client gets to it by its URI: requests come from other locations, with the variables that those have set. */
const isHidden = ({ args, body }: Directive): boolean =>
  args[0]?.text.startsWith('@') === true || body!.some(({ name }) => name.text === 'internal')

const setsIn = once((server: Directive): ReadonlyMap<string, readonly Directive[]> => {
  const sets = new Map<string, Directive[]>()
  for (const directive of walk(server.body!)) {
    if (isSet(directive))
      sets.set(nameOf(directive.args[0]!), [...(sets.get(nameOf(directive.args[0]!)) ?? []), directive])
  }
  return sets
})

const ANY = '*'

/** The variables that modules give values to later than the rewrite module does, or scripts; `*` for a script that can reach any. */
const otherGivers = once((body: readonly Directive[]): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const { name, args } of body) {
    if (/^(?:(?:server_)?rewrite|access|preread)_by_lua/.test(name.text)) names.add(ANY)
    else if (/^(?:auth_request_set|set_\w+|\w+_set|js_var)$/.test(name.text) && args[0]?.text.startsWith('$'))
      names.add(nameOf(args[0]))
  }
  return names
})
