/** The variables of nginx that can stand where a dollar sign was typed. */
import { type VariableFamily, variableNames } from '../catalog/nginx.ts'
import { surveyOf } from '../catalog/nginx-survey.ts'
import type { View } from '../rule.ts'
import { pointAt, stretch } from '../syntax/text.ts'
import type { Statement } from './statement.ts'
import type { Completion, Suggestion } from './suggestion.ts'

/** Undefined where the cursor stands in no variable. Those of this configuration come first. */
export function completeVariable(
  { document, typed, offset, before }: Statement,
  view: View | undefined,
  family: VariableFamily,
): Completion | undefined {
  const [all, mark, brace] = /(\$\$?)(\{?)\w*$/.exec(typed) ?? []
  if (all === undefined) return undefined
  const { text, file, doublesDollars } = document
  if (doublesDollars && mark === '$') return undefined
  const dollar = doublesDollars ? '$$' : '$'
  const start = offset - all.length + (doublesDollars || mark === '$' ? 0 : 1)
  const rest = /^\w*\}?/.exec(text.slice(offset, offset + LONGEST))![0]
  const end = offset + (brace ? rest : rest.replace('}', '')).length
  const given = new Set(view ? surveyOf(view.config).variables : [])
  const own = [...given]
  const isGiving = /^(?:set|auth_request_set)$/.test(before[0] ?? '') && before.length === 1
  const suggestion = (name: string, detail: string, order: number): Suggestion => {
    const isFamily = name.endsWith('_')
    const written = brace ? `${dollar}{${name}${isFamily ? '' : '}'}` : `${dollar}${name}`
    return { label: written, kind: 'variable', detail, order }
  }
  const builtIn = isGiving ? [] : Array.from(variableNames(family)).filter(name => !given.has(name))
  return {
    at: stretch(pointAt(file, offset), start, end),
    items: [
      ...own.map(name => suggestion(name, 'set in this configuration', 1)),
      ...builtIn.map(name => suggestion(name, name.endsWith('_') ? 'begins the names of a family' : 'of nginx', 3)),
    ],
  }
}

const LONGEST = 80
