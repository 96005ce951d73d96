/** The reference engine: ohm-js itself interprets the grammars. Forty times slower; what the compiled engine is held against. */
import * as ohm from 'ohm-js'
import type { Engine, Grammars, Tokens } from './engine.ts'
import { tokens as haproxyLine } from './grammars/haproxy-line.gen.ts'
import { tokens as haproxyValue } from './grammars/haproxy-value.gen.ts'
import { tokens as nginxLine } from './grammars/nginx-line.gen.ts'
import { tokens as nginxValue } from './grammars/nginx-value.gen.ts'
import { recipes } from './grammars/recipes.gen.ts'

/** ohm's own type declarations leave this function out. */
const { makeRecipe } = ohm as unknown as { readonly makeRecipe: (recipe: string) => ohm.Grammar }

export const engine: Engine = {
  'nginx-line': interpret('nginx-line', nginxLine),
  'nginx-value': interpret('nginx-value', nginxValue),
  'haproxy-line': interpret('haproxy-line', haproxyLine),
  'haproxy-value': interpret('haproxy-value', haproxyValue),
}

function interpret(
  name: keyof Grammars,
  tokens: readonly string[],
): (start: string, text: string) => Tokens | undefined {
  let read: ((start: string, text: string) => Tokens | undefined) | undefined
  return (start, text) => {
    read ??= reader(makeRecipe(recipes[name]), tokens)
    return read(start, text)
  }
}

type Token = readonly [rule: number, start: number, end: number]

function reader(grammar: ohm.Grammar, names: readonly string[]): (start: string, text: string) => Tokens | undefined {
  const inside = (children: readonly ohm.Node[]): readonly Token[] =>
    children.flatMap(child => child.tokens() as Token[])
  const semantics = grammar.createSemantics().addOperation<readonly Token[]>('tokens', {
    _terminal: () => [],
    _iter: (...children) => inside(children),
    _nonterminal(...children) {
      const rule = names.indexOf(this.ctorName)
      const { startIdx, endIdx } = this.source
      return rule < 0 ? inside(children) : [[rule, startIdx, endIdx], ...inside(children)]
    },
  })
  const tokensOf = (match: ohm.MatchResult): readonly Token[] => semantics(match).tokens()

  return (start, text) => {
    const match = grammar.match(text, start)
    if (match.failed()) return undefined
    // ohm lists what a repeated sequence holds by columns, not by places.
    return tokensOf(match)
      .toSorted((a, b) => a[1] - b[1] || b[2] - a[2])
      .flat()
  }
}
