/** What reads one line or one value: a grammar's tokens. There are two engines, and both yield the same. */
import type { Start as HaproxyLine } from './grammars/haproxy-line.gen.ts'
import type { Start as HaproxyValue } from './grammars/haproxy-value.gen.ts'
import type { Start as NginxLine } from './grammars/nginx-line.gen.ts'
import type { Start as NginxValue } from './grammars/nginx-value.gen.ts'

/** The grammars, each with the rules at which reading may start. */
export interface Grammars {
  'nginx-line': NginxLine
  'nginx-value': NginxValue
  'haproxy-line': HaproxyLine
  'haproxy-value': HaproxyValue
}

/**
 * Tokens in the order of the text, three numbers each: the number of its rule (the generated module names them), and
 * where it starts and ends. A token stands before those that it holds.
 */
export type Tokens = readonly number[]

/** One function for each grammar: the tokens of a text, or undefined when the whole of it does not match the start rule. */
export type Engine = { readonly [Name in keyof Grammars]: (start: Grammars[Name], text: string) => Tokens | undefined }
