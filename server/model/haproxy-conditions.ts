/** The conditions of HAProxy: which ACLs a section declares and uses, and under which conditions requests get to a backend. */
import { conditionAt } from '../catalog/check-haproxy-condition.ts'
import type { Line } from '../catalog/haproxy-lines.ts'
import { once } from '../syntax/remembered.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { formatPartsOf } from '../syntax/value.ts'
import type { Config, Gateway, Route, Upstream } from './config.ts'
import { chainOf } from './haproxy-settings.ts'

/** What stands behind `if` or `unless`. */
export interface Condition {
  /** The `if` or the `unless` itself. */
  readonly at: Word
  readonly unless: boolean
  /** One of them must hold (`or`, `||`), with all of its terms. */
  readonly alternatives: readonly (readonly Term[])[]
}

/** A named ACL, or an expression in braces. */
export interface Term {
  readonly negated: boolean
  /** Absent for an expression. */
  readonly name?: Word
  /** The words between the braces, the fetch first; none for a name. */
  readonly expression: readonly Word[]
}

/** The condition among the words of a line; undefined where there is none. Braces that nothing closes reach to the end (parse_acl_cond). */
export function conditionOf(args: readonly Word[]): Condition | undefined {
  const from = conditionAt(args, 0)
  const at = args[from]
  if (!at) return undefined
  const alternatives: Term[][] = [[]]
  let negated = false
  for (let index = from + 1; index < args.length; index += 1) {
    const word = args[index]!
    if (word.text === 'or' || word.text === '||') {
      alternatives.push([])
      continue
    }
    const marks = /^!*/.exec(word.text)![0].length
    negated = negated !== (marks % 2 === 1)
    const rest = word.text.slice(marks)
    if (rest === '') continue
    const end = rest === '{' ? closing(args, index + 1) : index
    alternatives
      .at(-1)!
      .push(
        rest === '{'
          ? { negated, expression: args.slice(index + 1, end) }
          : { negated, name: marks > 0 ? slice(word, marks) : word, expression: [] },
      )
    index = end
    negated = false
  }
  return { at, unless: at.text === 'unless', alternatives }
}

function closing(words: readonly Word[], from: number): number {
  const end = words.findIndex(({ text }, index) => index >= from && text === '}')
  return end < 0 ? words.length : end
}

/** The ACLs of a section. */
export interface Acls {
  /** By name; lines of one name are alternatives. Those of the `defaults` come first. */
  readonly declared: ReadonlyMap<string, readonly AclLine[]>
  /** Every place that names one, in the section itself. */
  readonly used: readonly { readonly name: Word; readonly line: Line }[]
}

/** `acl NAME fetch …`. */
export interface AclLine {
  readonly name: Word
  /** The fetch with its flags and patterns. */
  readonly expression: readonly Word[]
  readonly line: Line
  /** It stands between `.if` and `.endif`. */
  readonly conditional: boolean
}

/** The ACLs that the lines of a frontend, backend or listen can name, and those that they do. HAProxy's own (`TRUE`, `METH_GET`) are not declared. */
export function aclsOf(config: Config, { directive }: { readonly directive: Directive }): Acls {
  const declared = new Map<string, AclLine[]>()
  const chain = chainOf(config, directive)
  for (const { section, uncertain } of chain.toReversed()) {
    for (const line of [...section.lines, ...uncertain]) {
      const [name, ...expression] = line.args
      if (line.keyword.text !== 'acl' || !name) continue
      const conditional = section.conditional || uncertain.includes(line)
      declared.set(name.text, [...(declared.get(name.text) ?? []), { name, expression, line, conditional }])
    }
  }
  const own = chain[0]
  return { declared, used: own ? [...own.section.lines, ...own.uncertain].flatMap(usesIn) : [] }
}

const usesIn = once((line: Line): Acls['used'] => {
  const condition = CONDITIONAL.test(line.keyword.text) ? conditionOf(line.args) : undefined
  const names = condition?.alternatives.flat().flatMap(({ name }) => name ?? []) ?? []
  return [...names, ...line.args.flatMap(fetched)].map(name => ({ name, line }))
})

/** The keywords of which a line may end in a condition (build_acl_cond). */
const CONDITIONAL =
  /^(?:http-(?:request|response|after-response)|tcp-(?:request|response)|quic-initial|stats|use_backend|use-server|redirect|stick|monitor|force-(?:be-switch|persist)|ignore-persist|errorloc|set-param|block|req\w+|rsp\w+)$/

/** The names in a sample `acl(name,!name)` (HAProxy 2.9 and newer). */
function fetched(word: Word): readonly Word[] {
  const [before, names] = /^(?:.*[^\w.]|)acl\(([^()]*)\)/.exec(word.text) ?? []
  if (before === undefined || names === undefined) return []
  let at = before.length - names.length - 1
  return names.split(',').flatMap(part => {
    const from = at + /^!?/.exec(part)![0].length
    at += part.length + 1
    return from < at - 1 ? [slice(word, from, at - 1)] : []
  })
}

/** One way to a backend. */
export interface WayIn {
  readonly gateway: Gateway
  readonly route: Route
  /** Undefined for a `default_backend`, and for a `listen` itself. */
  readonly condition: Condition | undefined
  /** The name is made at the request, and may come out as this one. */
  readonly perhaps: boolean
}

/** By which lines, and under which conditions, requests get to a backend. */
export const waysTo = ({ gateways }: Config, upstream: Upstream): readonly WayIn[] =>
  gateways.flatMap(gateway =>
    gateway.routes.flatMap(route => {
      const { to, directive } = route
      const [name, ...rest] = directive.args
      const isUse = directive.name.text === 'use_backend'
      const perhaps = to.kind === 'unknown' && isUse && name !== undefined && canBe(name, upstream.name.text)
      if (!perhaps && !(to.kind === 'upstream' && to.upstream === upstream)) return []
      return [{ gateway, route, condition: isUse && name ? conditionOf(rest) : undefined, perhaps }]
    }),
  )

/** Whether a log format can come to a name: `be_%[path]` to all that begin with `be_`. An environment variable may hold anything. */
function canBe(format: Word, name: string): boolean {
  if (format.text.includes('$')) return true
  let at = 0
  let open = false
  const parts = formatPartsOf(format)
  for (const [index, { kind, word }] of parts.entries()) {
    if (kind !== 'text') {
      open = true
      continue
    }
    const from = open && index === parts.length - 1 ? Math.max(at, name.length - word.text.length) : at
    const found = open ? name.indexOf(word.text, from) : name.startsWith(word.text, at) ? at : -1
    if (found < 0) return false
    at = found + word.text.length
    open = false
  }
  return open || at === name.length
}
