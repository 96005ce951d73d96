/** The engine that everybody uses: the grammars, compiled to plain JavaScript by scripts/compile-grammars.ts. */
import type { Engine } from './engine.ts'
import { match as haproxyLine } from './grammars/haproxy-line.gen.ts'
import { match as haproxyValue } from './grammars/haproxy-value.gen.ts'
import { match as nginxLine } from './grammars/nginx-line.gen.ts'
import { match as nginxValue } from './grammars/nginx-value.gen.ts'

export const engine: Engine = {
  'nginx-line': nginxLine,
  'nginx-value': nginxValue,
  'haproxy-line': haproxyLine,
  'haproxy-value': haproxyValue,
}
