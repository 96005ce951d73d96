/** The `.if` lines of HAProxy and their partners: which stand where they may. */
import * as problem from './haproxy-problems.ts'
import type { Word } from './text.ts'
import type { SyntaxProblem } from './tree.ts'

export interface Conditions {
  /** Takes the first word of a line. Answers whether it belongs to the language of conditions. */
  see(name: Word): boolean
  areOpen(): boolean
  /** The file is over. */
  end(): void
}

export function createConditions(report: (problem: SyntaxProblem) => void): Conditions {
  const open: { readonly opener: Word; otherwise?: Word }[] = []
  return {
    see(name) {
      const { text } = name
      if (!text.startsWith('.')) return false
      const inner = open.at(-1)
      switch (text) {
        case '.if':
          open.push({ opener: name })
          break
        case '.elif':
        case '.else':
          if (!inner) report(problem.loneCondition(name))
          else if (inner.otherwise) report(problem.conditionAfterElse(name, inner.otherwise))
          else if (text === '.else') inner.otherwise = name
          break
        case '.endif':
          if (!open.pop()) report(problem.loneCondition(name))
          break
        case '.notice':
        case '.warning':
        case '.alert':
        case '.diag':
          break
        default:
          // Within a condition that is false, HAProxy reads past it.
          if (!inner) report(problem.unknownCondition(name))
      }
      return true
    },
    areOpen: () => open.length > 0,
    end() {
      for (const { opener } of open) report(problem.unclosedCondition(opener))
    },
  }
}
