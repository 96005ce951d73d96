/** What an ohm grammar says, in the few terms that the compiler knows; anything else in a grammar is refused here. */
import { type Grammar, type PExpr, pexprs } from 'ohm-js'

export type Expression =
  | { readonly is: 'text'; readonly text: string }
  /** One UTF-16 unit from `first` to `last`. */
  | { readonly is: 'range'; readonly first: number; readonly last: number }
  | { readonly is: 'choice'; readonly options: readonly Expression[] }
  | { readonly is: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly is: 'repeat'; readonly body: Expression; readonly least: 0 | 1 }
  | { readonly is: 'optional'; readonly body: Expression }
  | { readonly is: 'peek'; readonly body: Expression; readonly wanted: boolean }
  | { readonly is: 'rule'; readonly name: string }
  | { readonly is: 'end' }

export interface Rule {
  readonly body: Expression
  /** It has a description in the grammar: what it matches is a token. */
  readonly isToken: boolean
}

export type Rules = ReadonlyMap<string, Rule>

/** The rules that are written in a grammar, without those that ohm builds in. Throws on what the compiler does not know. */
export function rulesOf(grammar: Grammar): Rules {
  const own = Object.keys(grammar.rules).filter(name => Object.hasOwn(grammar.rules, name))
  return new Map(
    own.map(name => {
      const { body, description, formals } = grammar.rules[name]!
      if (formals.length > 0) throw new Error(`${grammar.name}.${name}: a rule with parameters cannot be compiled`)
      if (name !== name[0]!.toLowerCase() + name.slice(1))
        throw new Error(`${grammar.name}.${name}: a syntactic rule cannot be compiled`)
      return [name, { body: expressionOf(body as Parsing, `${grammar.name}.${name}`), isToken: Boolean(description) }]
    }),
  )
}

/** The members of ohm's parsing expressions; its own type declarations leave most of them out. */
interface Parsing extends PExpr {
  readonly obj: string
  readonly from: string
  readonly to: string
  readonly terms: readonly Parsing[]
  readonly factors: readonly Parsing[]
  readonly expr: Parsing
  readonly ruleName: string
  readonly args: readonly Parsing[]
}

function expressionOf(parsing: Parsing, place: string): Expression {
  const inner = (body: Parsing): Expression => expressionOf(body, place)
  if (parsing === pexprs.end || (parsing instanceof pexprs.Apply && parsing.ruleName === 'end')) return { is: 'end' }
  if (parsing instanceof pexprs.Terminal) return { is: 'text', text: parsing.obj }
  if (parsing instanceof pexprs.Range && parsing.from.length === 1 && parsing.to.length === 1)
    return { is: 'range', first: parsing.from.charCodeAt(0), last: parsing.to.charCodeAt(0) }
  if (parsing instanceof pexprs.Alt && !(parsing instanceof pexprs.Extend || parsing instanceof pexprs.Splice))
    return { is: 'choice', options: parsing.terms.map(inner) }
  if (parsing instanceof pexprs.Seq) return { is: 'sequence', parts: parsing.factors.map(inner) }
  if (parsing instanceof pexprs.Star) return { is: 'repeat', body: inner(parsing.expr), least: 0 }
  if (parsing instanceof pexprs.Plus) return { is: 'repeat', body: inner(parsing.expr), least: 1 }
  if (parsing instanceof pexprs.Opt) return { is: 'optional', body: inner(parsing.expr) }
  if (parsing instanceof pexprs.Not) return { is: 'peek', body: inner(parsing.expr), wanted: false }
  if (parsing instanceof pexprs.Lookahead) return { is: 'peek', body: inner(parsing.expr), wanted: true }
  if (parsing instanceof pexprs.Lex) return inner(parsing.expr)
  if (parsing instanceof pexprs.Apply && parsing.args.length === 0) return { is: 'rule', name: parsing.ruleName }
  throw new Error(`${place}: ${String(parsing)} cannot be compiled`)
}
