/** Directives with places to fill in, in the notation of snippets. */
import type { NginxDirective } from '../catalog/nginx.ts'
import { formOf, sampleOf } from '../catalog/nginx-forms.ts'

/** A directive with its needed arguments and its end. `doublesDollars`: as a compose file has it. */
export function snippetOf(directive: NginxDirective, doublesDollars: boolean): string {
  const { name, block } = directive
  let stop = 0
  const put = (label: string, choices: readonly string[]): string => {
    stop += 1
    if (choices.length > 0) return `\${${stop}|${choices.map(text => text.replace(/[\\,|]/g, '\\$&')).join(',')}|}`
    const sample = stop === 1 ? (sampleOf(name) ?? timeOf(directive)) : undefined
    const text = sample ?? label.replace(/ \.\.\.$/, '').replace(/^\[ADDRESS:\]/, '')
    return `\${${stop}:${escaped(doublesDollars ? text.replaceAll('$', '$$$$') : text)}}`
  }
  const needed = formOf(directive).filter(({ optional }) => !optional)
  const words = [name, ...needed.map(({ label, choices }) => put(label, choices))]
  return `${words.join(' ')}${block ? ' {\n\t$0\n}' : ';'}`
}

const timeOf = ({ kind, default: value }: NginxDirective): string | undefined =>
  kind === 'time' || kind === 'seconds' ? (value ?? '30s') : undefined

/** What would mean something else in a snippet. */
export const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&')
