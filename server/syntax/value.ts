/** What stands inside one word: variables, times. Read on demand, by the value grammars. */
import type { Engine } from './engine.ts'
import { engine as usualEngine } from './engine-compiled.ts'
import * as nginx from './grammars/nginx-value.gen.ts'
import { slice, type Word } from './text.ts'

/** A piece of a word: text as it stands, or a variable by its name, without `$` and braces. */
export type Part =
  | { readonly kind: 'text'; readonly word: Word }
  | { readonly kind: 'variable'; readonly name: string; readonly word: Word }

/** The pieces of an nginx word, in order. A dollar sign that names nothing is text. */
export function partsOf(word: Word, engine: Engine = usualEngine): readonly Part[] {
  if (!word.text.includes('$')) return [{ kind: 'text', word }]
  const tokens = engine['nginx-value']('value', word.text) ?? []
  const parts: Part[] = []
  for (let i = 0; i < tokens.length; i += 3) {
    const [rule, start, end] = [tokens[i]!, tokens[i + 1]!, tokens[i + 2]!]
    if (rule === nginx.name) continue
    const piece = slice(word, start, end)
    if (rule === nginx.text || rule === nginx.dollar || rule === nginx.unclosed)
      parts.push({ kind: 'text', word: piece })
    else parts.push({ kind: 'variable', name: piece.text.replace(/^\$\{?|\}$/g, ''), word: piece })
  }
  return parts
}

/** What nginx's units count, in milliseconds (ngx_parse_time). */
const NGINX_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
}

/** The milliseconds of an nginx time, a bare number being seconds; undefined for what is none. */
export function nginxTimeOf(text: string, engine: Engine = usualEngine): number | undefined {
  const tokens = engine['nginx-value']('time', text)
  if (!tokens) return undefined
  let total = 0
  for (let i = 0; i < tokens.length; i += 3) {
    if (tokens[i] !== nginx.timeDigits) continue
    const unit = tokens[i + 3] === nginx.timeUnit ? text.slice(tokens[i + 4], tokens[i + 5]) : 's'
    total += Number(text.slice(tokens[i + 1], tokens[i + 2])) * NGINX_UNITS[unit]!
  }
  return total
}

/** What HAProxy's units count, in milliseconds (configuration manual, 2.5 "Time format"). */
const HAPROXY_UNITS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** The milliseconds of an HAProxy time, a bare number being milliseconds; undefined for what is none. */
export function haproxyTimeOf(text: string): number | undefined {
  const [, digits, unit] = /^(\d+)(us|ms|s|m|h|d)?$/.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits) * HAPROXY_UNITS[unit ?? 'ms']!
}
