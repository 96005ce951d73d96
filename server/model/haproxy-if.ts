/** What the condition of an `.if` line comes to, as far as the files say. */
import { isAtLeast } from './release.ts'

/** What is known of the process that reads a configuration. */
export interface Process {
  /** The names of variables that are in its environment. Others may be, too. */
  readonly variables: ReadonlySet<string>
  readonly release: string | undefined
}

/** True, false, or undefined where that is not known before HAProxy runs (cfgcond.c). */
export function valueOfCondition(text: string, process: Process): boolean | undefined {
  let at = 0
  let isBroken = false
  const takes = (mark: string): boolean => {
    while (text[at] === ' ' || text[at] === '\t') at++
    const found = text.startsWith(mark, at)
    if (found) at += mark.length
    return found
  }
  const either = (depth: number): boolean | undefined => {
    let value = both(depth)
    while (takes('||')) {
      const next = both(depth)
      value = value === true || next === true ? true : value === false && next === false ? false : undefined
    }
    return value
  }
  const both = (depth: number): boolean | undefined => {
    let value = term(depth)
    while (takes('&&')) {
      const next = term(depth)
      value = value === false || next === false ? false : value === true && next === true ? true : undefined
    }
    return value
  }
  const term = (depth: number): boolean | undefined => {
    let isNegated = false
    while (takes('!')) isNegated = !isNegated
    const value = takes('(') ? inside(depth) : single()
    return value === undefined ? undefined : value !== isNegated
  }
  const inside = (depth: number): boolean | undefined => {
    const value = depth < DEEPEST ? either(depth + 1) : undefined
    if (!takes(')')) isBroken = true
    return value
  }
  const single = (): boolean | undefined => {
    const [whole, name = '', args, number] = TERM.exec(text.slice(at)) ?? []
    if (whole === undefined) isBroken = true
    at += whole?.length ?? 0
    return number === undefined ? predicate(name, args ?? '', process) : Number(number) !== 0
  }
  takes('')
  if (at === text.length) return false
  const value = either(0)
  takes('')
  return isBroken || at < text.length ? undefined : value
}

/** Parentheses that are nested deeper than in any real condition. */
const DEEPEST = 50

/** A call, whose arguments are words without quotes and parentheses, or a number. */
const TERM = /^(?:(\w+)\(([^()"'\\]*)\)|(\d+)(?![\w(]))/

function predicate(name: string, args: string, { variables, release }: Process): boolean | undefined {
  const [first = '', second, ...more] = args.split(',')
  if (args.includes('$') || more.length > 0) return undefined
  switch (name) {
    case 'defined':
      return variables.has(first) || undefined
    case 'streq':
      return second === undefined ? undefined : first === second
    case 'strneq':
      return second === undefined ? undefined : first !== second
    case 'version_atleast':
      return release === undefined ? undefined : isAtLeast(release, first)
    case 'version_before': {
      const isNew = release === undefined ? undefined : isAtLeast(release, first)
      return isNew === undefined ? undefined : !isNew
    }
    default:
      return undefined
  }
}
